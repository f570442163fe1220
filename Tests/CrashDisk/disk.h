// What the parts of the disk share: files, names, and the notes of what was done to them.
#ifndef DISK_H
#define DISK_H

#include <pthread.h>
#include <sqlite3.h>
#include <stddef.h>

#include "CCrashDisk.h"

struct bytes {
    uint8_t *data;
    size_t size, capacity;
};

// A file; its names are elsewhere.
struct node {
    struct bytes start;    // when the disk was made: this much is durable
    struct bytes content;  // as the running program sees it
    int shared;            // handles with a lock
    const void *owner;     // the handle that will write
    int temporary;         // never noted, gone with its handle
};

struct name {
    char path[CRASH_PATH];
    int start, node;  // the file it names, -1 for none
};

enum operation_kind { WRITE, TRUNCATE, SYNC, SYNC_FAILED, LINK, UNLINK, SYNC_FOLDER };

struct operation {
    enum operation_kind kind;
    int node, name;
    int64_t offset;  // of a write; the new size of a truncation
    size_t size, at; // of the written bytes, and their place among all that were written
};

struct fault {
    uint64_t calls, first, times, failures, seed;
    int error;
};

struct crash_disk {
    sqlite3_vfs vfs;
    char vfs_name[40];
    pthread_mutex_t mutex;
    int references;  // the owner and the open handles
    int last_error;
    struct node *nodes[CRASH_NODES];
    int node_count;
    struct name *names;
    int name_count;
    struct operation *operations;
    size_t operation_count, operation_capacity;
    struct bytes written;
    struct fault faults[CRASH_CALLS];
};

// All of these are called with the disk's mutex held. Those that return int say 0, or -1 if there is no room.
int bytes_resize(struct bytes *bytes, size_t size);
int bytes_write(struct bytes *bytes, int64_t offset, const void *from, size_t size);
void bytes_free(struct bytes *bytes);
int disk_add_node(crash_disk *disk);
int disk_name(crash_disk *disk, const char *path, int add);
int disk_note(crash_disk *disk, struct operation operation, const void *data);
// The errno of the fault that this call meets, 0 for none.
int disk_fault(crash_disk *disk, crash_call call);
void disk_drop_reference(crash_disk *disk);

// The next number of a sequence (SplitMix64).
uint64_t random_next(uint64_t *state);

void vfs_fill(crash_disk *disk);
extern const sqlite3_io_methods file_methods;

// An open file.
struct file {
    sqlite3_file base;
    crash_disk *disk;
    struct node *node;
    int number;
    int lock;
    int syncs_folder;  // opened to be made, and not flushed yet: the first flush is one of the folder too
};

#endif
