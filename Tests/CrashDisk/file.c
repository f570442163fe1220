// What SQLite does with one open file. Results are those of its own Unix VFS: a disk without room is SQLITE_FULL to a write,
// anything else an error of input or output.
#include <errno.h>
#include <string.h>

#include "disk.h"

static struct file *locked(sqlite3_file *base) {
    struct file *file = (struct file *)base;
    pthread_mutex_lock(&file->disk->mutex);
    return file;
}

static int unlocked(struct file *file, int result) {
    pthread_mutex_unlock(&file->disk->mutex);
    return result;
}

static void set_lock(struct file *file, int lock) {
    struct node *node = file->node;
    node->shared += (lock != SQLITE_LOCK_NONE) - (file->lock != SQLITE_LOCK_NONE);
    if (lock >= SQLITE_LOCK_RESERVED) node->owner = file;
    else if (node->owner == file) node->owner = NULL;
    file->lock = lock;
}

static int file_close(sqlite3_file *base) {
    struct file *file = locked(base);
    set_lock(file, SQLITE_LOCK_NONE);
    if (file->node->temporary) bytes_free(&file->node->content);
    base->pMethods = NULL;
    disk_drop_reference(file->disk);
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *to, int size, sqlite3_int64 offset) {
    struct file *file = locked(base);
    if (disk_fault(file->disk, CRASH_READ)) return unlocked(file, SQLITE_IOERR_READ);
    const struct bytes *content = &file->node->content;
    int64_t there = (int64_t)content->size - offset;
    if (there >= size) {
        memcpy(to, content->data + offset, (size_t)size);
        return unlocked(file, SQLITE_OK);
    }
    if (there < 0) there = 0;
    if (there) memcpy(to, content->data + offset, (size_t)there);
    memset((char *)to + there, 0, (size_t)(size - there));
    return unlocked(file, SQLITE_IOERR_SHORT_READ);
}

static int put(struct file *file, const void *from, size_t size, int64_t offset) {
    struct operation operation = {.kind = WRITE, .node = file->number, .offset = offset, .size = size};
    if (!file->node->temporary && disk_note(file->disk, operation, from)) return -1;
    return bytes_write(&file->node->content, offset, from, size);
}

static int file_write(sqlite3_file *base, const void *from, int size, sqlite3_int64 offset) {
    struct file *file = locked(base);
    int failed = disk_fault(file->disk, CRASH_WRITE);
    size_t much = (size_t)size;
    if (failed) {
        size_t sectors = (much + CRASH_SECTOR - 1) / CRASH_SECTOR;
        much = (size_t)(random_next(&file->disk->faults[CRASH_WRITE].seed) % sectors) * CRASH_SECTOR;
    }
    int full = much && put(file, from, much, offset) ? 1 : failed == ENOSPC;
    return unlocked(file, full ? SQLITE_FULL : failed ? SQLITE_IOERR_WRITE : SQLITE_OK);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    struct file *file = locked(base);
    if (disk_fault(file->disk, CRASH_TRUNCATE)) return unlocked(file, SQLITE_IOERR_TRUNCATE);
    struct operation operation = {.kind = TRUNCATE, .node = file->number, .offset = size};
    if (!file->node->temporary && disk_note(file->disk, operation, NULL)) return unlocked(file, SQLITE_IOERR_TRUNCATE);
    return unlocked(file, bytes_resize(&file->node->content, (size_t)size) ? SQLITE_IOERR_TRUNCATE : SQLITE_OK);
}

// The first flush of a journal or log by a handle that may have made it flushes its folder too.
static int file_sync(sqlite3_file *base, int flags) {
    (void)flags;
    struct file *file = locked(base);
    int failed = disk_fault(file->disk, CRASH_SYNC);
    struct operation operation = {.kind = failed ? SYNC_FAILED : SYNC, .node = file->number};
    int full = !file->node->temporary && disk_note(file->disk, operation, NULL);
    if (failed || full) return unlocked(file, SQLITE_IOERR_FSYNC);
    if (file->syncs_folder) {
        file->syncs_folder = 0;
        if (disk_note(file->disk, (struct operation){.kind = SYNC_FOLDER}, NULL)) return unlocked(file, SQLITE_IOERR_DIR_FSYNC);
    }
    return unlocked(file, SQLITE_OK);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    struct file *file = locked(base);
    *size = (sqlite3_int64)file->node->content.size;
    return unlocked(file, SQLITE_OK);
}

static int file_lock(sqlite3_file *base, int lock) {
    struct file *file = locked(base);
    struct node *node = file->node;
    int others = node->shared - (file->lock != SQLITE_LOCK_NONE);
    if (lock <= file->lock) return unlocked(file, SQLITE_OK);
    if (node->owner && node->owner != file) return unlocked(file, SQLITE_BUSY);
    if (lock == SQLITE_LOCK_EXCLUSIVE && others) return unlocked(file, SQLITE_BUSY);
    set_lock(file, lock);
    return unlocked(file, SQLITE_OK);
}

static int file_unlock(sqlite3_file *base, int lock) {
    struct file *file = locked(base);
    if (lock < file->lock) set_lock(file, lock);
    return unlocked(file, SQLITE_OK);
}

static int file_check_reserved_lock(sqlite3_file *base, int *result) {
    struct file *file = locked(base);
    *result = file->node->owner != NULL;
    return unlocked(file, SQLITE_OK);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    (void)base, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

// As SQLite's own VFS says on Linux: what it does not know it takes to be 4096, and a write to a part of a sector does not
// harm the rest of it.
static int file_sector_size(sqlite3_file *base) {
    (void)base;
    return 4096;
}

static int file_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// Version 1: no shared memory, so that a log works only for a connection that has the file for itself.
const sqlite3_io_methods file_methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
};
