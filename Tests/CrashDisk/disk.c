// The disk itself: its files, their names and the notes. No call of SQLite is answered here.
#include "disk.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int bytes_resize(struct bytes *bytes, size_t size) {
    if (size > CRASH_BYTES) return -1;
    if (size > bytes->capacity) {
        size_t capacity = bytes->capacity ? bytes->capacity : 4096;
        while (capacity < size) capacity *= 2;
        uint8_t *data = realloc(bytes->data, capacity);
        if (!data) return -1;
        bytes->data = data;
        bytes->capacity = capacity;
    }
    if (size > bytes->size) memset(bytes->data + bytes->size, 0, size - bytes->size);
    bytes->size = size;
    return 0;
}

int bytes_write(struct bytes *bytes, int64_t offset, const void *from, size_t size) {
    if (offset < 0 || (uint64_t)offset > CRASH_BYTES || size > CRASH_BYTES) return -1;
    if ((size_t)offset + size > bytes->size && bytes_resize(bytes, (size_t)offset + size)) return -1;
    if (size) memcpy(bytes->data + offset, from, size);
    return 0;
}

void bytes_free(struct bytes *bytes) {
    free(bytes->data);
    *bytes = (struct bytes){0};
}

uint64_t random_next(uint64_t *state) {
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

int disk_add_node(crash_disk *disk) {
    if (disk->node_count == CRASH_NODES) return -1;
    struct node *node = calloc(1, sizeof *node);
    if (!node) return -1;
    disk->nodes[disk->node_count] = node;
    return disk->node_count++;
}

int disk_name(crash_disk *disk, const char *path, int add) {
    for (int name = 0; name < disk->name_count; name++)
        if (!strcmp(disk->names[name].path, path)) return name;
    if (!add || strlen(path) >= CRASH_PATH) return -1;
    struct name *names = realloc(disk->names, (size_t)(disk->name_count + 1) * sizeof *names);
    if (!names) return -1;
    disk->names = names;
    struct name *made = &names[disk->name_count];
    *made = (struct name){.start = -1, .node = -1};
    strcpy(made->path, path);
    return disk->name_count++;
}

int disk_note(crash_disk *disk, struct operation operation, const void *data) {
    if (disk->operation_count == disk->operation_capacity) {
        size_t capacity = disk->operation_capacity ? 2 * disk->operation_capacity : 256;
        struct operation *operations = realloc(disk->operations, capacity * sizeof *operations);
        if (!operations) return -1;
        disk->operations = operations;
        disk->operation_capacity = capacity;
    }
    operation.at = disk->written.size;
    if (data && bytes_write(&disk->written, (int64_t)disk->written.size, data, operation.size)) return -1;
    disk->operations[disk->operation_count++] = operation;
    return 0;
}

int disk_fault(crash_disk *disk, crash_call call) {
    struct fault *fault = &disk->faults[call];
    uint64_t number = ++fault->calls;
    if (number < fault->first || number - fault->first >= fault->times) return 0;
    fault->failures++;
    disk->last_error = fault->error;
    return fault->error;
}

crash_disk *crash_disk_new(void) {
    static _Atomic unsigned long made;
    crash_disk *disk = calloc(1, sizeof *disk);
    if (!disk) return NULL;
    snprintf(disk->vfs_name, sizeof disk->vfs_name, "crash-disk-%lu", atomic_fetch_add(&made, 1));
    pthread_mutex_init(&disk->mutex, NULL);
    disk->references = 1;
    vfs_fill(disk);
    if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK) {
        crash_disk_release(disk);
        return NULL;
    }
    return disk;
}

void disk_drop_reference(crash_disk *disk) {
    int left = --disk->references;
    pthread_mutex_unlock(&disk->mutex);
    if (left) return;
    sqlite3_vfs_unregister(&disk->vfs);
    for (int number = 0; number < disk->node_count; number++) {
        bytes_free(&disk->nodes[number]->start);
        bytes_free(&disk->nodes[number]->content);
        free(disk->nodes[number]);
    }
    bytes_free(&disk->written);
    free(disk->names);
    free(disk->operations);
    pthread_mutex_destroy(&disk->mutex);
    free(disk);
}

void crash_disk_release(crash_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    disk_drop_reference(disk);
}

const char *crash_disk_name(const crash_disk *disk) { return disk->vfs_name; }

int crash_disk_create(crash_disk *disk, const char *path) {
    pthread_mutex_lock(&disk->mutex);
    int name = disk_name(disk, path, 1), node = name < 0 ? -1 : disk_add_node(disk);
    if (node >= 0) disk->names[name].start = disk->names[name].node = node;
    pthread_mutex_unlock(&disk->mutex);
    return node < 0 ? -1 : 0;
}

int64_t crash_disk_operations(crash_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int64_t count = (int64_t)disk->operation_count;
    pthread_mutex_unlock(&disk->mutex);
    return count;
}

void crash_disk_fail(crash_disk *disk, crash_call call, uint64_t nth, uint64_t times, int error, uint64_t seed) {
    pthread_mutex_lock(&disk->mutex);
    uint64_t failures = disk->faults[call].failures;
    disk->faults[call] =
        (struct fault){.first = nth, .times = times, .error = error, .seed = seed, .failures = failures};
    pthread_mutex_unlock(&disk->mutex);
}

uint64_t crash_disk_calls(crash_disk *disk, crash_call call) {
    pthread_mutex_lock(&disk->mutex);
    uint64_t calls = disk->faults[call].calls;
    pthread_mutex_unlock(&disk->mutex);
    return calls;
}

uint64_t crash_disk_failures(crash_disk *disk, crash_call call) {
    pthread_mutex_lock(&disk->mutex);
    uint64_t failures = disk->faults[call].failures;
    pthread_mutex_unlock(&disk->mutex);
    return failures;
}

int64_t crash_disk_size(crash_disk *disk, const char *path) {
    pthread_mutex_lock(&disk->mutex);
    int name = disk_name(disk, path, 0), node = name < 0 ? -1 : disk->names[name].node;
    int64_t size = node < 0 ? -1 : (int64_t)disk->nodes[node]->content.size;
    pthread_mutex_unlock(&disk->mutex);
    return size;
}
