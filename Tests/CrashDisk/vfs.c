// What SQLite does with names: opens, deletes and asks for files. Time and randomness come from the system's own VFS.
#include <errno.h>
#include <string.h>

#include "disk.h"

static crash_disk *locked(sqlite3_vfs *vfs) {
    crash_disk *disk = vfs->pAppData;
    pthread_mutex_lock(&disk->mutex);
    return disk;
}

static int unlocked(crash_disk *disk, int result) {
    pthread_mutex_unlock(&disk->mutex);
    return result;
}

static int open_temporary(crash_disk *disk) {
    int number = disk_add_node(disk);
    if (number >= 0) disk->nodes[number]->temporary = 1;
    return number;
}

static int open_named(crash_disk *disk, struct file *file, const char *path, int flags) {
    int name = disk_name(disk, path, flags & SQLITE_OPEN_CREATE);
    if (name < 0) return -1;
    // Whether it is there already or not, as in SQLite's own VFS.
    file->syncs_folder = flags & SQLITE_OPEN_CREATE
        && flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL);
    if (disk->names[name].node >= 0) return disk->names[name].node;
    if (!(flags & SQLITE_OPEN_CREATE)) return -1;
    int number = disk_add_node(disk);
    if (number < 0) return -1;
    if (disk_note(disk, (struct operation){.kind = LINK, .node = number, .name = name}, NULL)) return -1;
    disk->names[name].node = number;
    return number;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags) {
    crash_disk *disk = locked(vfs);
    struct file *file = (struct file *)base;
    *file = (struct file){.disk = disk};
    if (disk_fault(disk, CRASH_OPEN)) return unlocked(disk, SQLITE_CANTOPEN);
    int number = path ? open_named(disk, file, path, flags) : open_temporary(disk);
    if (number < 0) {
        disk->last_error = ENOENT;
        return unlocked(disk, SQLITE_CANTOPEN);
    }
    file->number = number;
    file->node = disk->nodes[number];
    base->pMethods = &file_methods;
    disk->references++;
    if (out_flags) *out_flags = flags;
    return unlocked(disk, SQLITE_OK);
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    crash_disk *disk = locked(vfs);
    int name = disk_name(disk, path, 0);
    if (name < 0 || disk->names[name].node < 0) return unlocked(disk, SQLITE_IOERR_DELETE_NOENT);
    if (disk_fault(disk, CRASH_DELETE)) return unlocked(disk, SQLITE_IOERR_DELETE);
    if (disk_note(disk, (struct operation){.kind = UNLINK, .name = name}, NULL)) return unlocked(disk, SQLITE_IOERR_DELETE);
    disk->names[name].node = -1;
    if (sync_folder && disk_note(disk, (struct operation){.kind = SYNC_FOLDER}, NULL))
        return unlocked(disk, SQLITE_IOERR_DIR_FSYNC);
    return unlocked(disk, SQLITE_OK);
}

// An empty file counts as none, as in SQLite's own VFS.
static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
    crash_disk *disk = locked(vfs);
    int name = disk_name(disk, path, 0), node = name < 0 ? -1 : disk->names[name].node;
    *result = node >= 0 && (flags != SQLITE_ACCESS_EXISTS || disk->nodes[node]->content.size > 0);
    return unlocked(disk, SQLITE_OK);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int size, char *result) {
    (void)vfs;
    size_t length = strlen(path);
    if (length >= (size_t)size) return SQLITE_CANTOPEN;
    memcpy(result, path, length + 1);
    return SQLITE_OK;
}

static sqlite3_vfs *system_vfs(void) { return sqlite3_vfs_find(NULL); }

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *to) {
    (void)vfs;
    return system_vfs()->xRandomness(system_vfs(), size, to);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return system_vfs()->xSleep(system_vfs(), microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *time) {
    (void)vfs;
    return system_vfs()->xCurrentTime(system_vfs(), time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *text) {
    (void)size, (void)text;
    crash_disk *disk = locked(vfs);
    return unlocked(disk, disk->last_error);
}

void vfs_fill(crash_disk *disk) {
    disk->vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct file),
        .mxPathname = CRASH_PATH - 1,
        .zName = disk->vfs_name,
        .pAppData = disk,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
        .xGetLastError = vfs_last_error,
    };
}
