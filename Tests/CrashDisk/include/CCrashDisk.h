// A disk in memory for SQLite, whose power can be cut and whose calls can be made to fail.
//
// Every disk registers a VFS of its own under a name of its own. It notes each write, truncation, flush and change of a folder
// entry; from the notes the disk can be had as a power cut at any of those moments may have left it, as often as wanted.
// What was not flushed is then kept, dropped or torn by a seeded choice: the same seed leaves the same bytes.
// Bounded: a disk takes CRASH_BYTES of notes and CRASH_NODES files, and is full after that.
#ifndef CCRASHDISK_H
#define CCRASHDISK_H

#include <stdint.h>

#define CRASH_BYTES (256u << 20)
#define CRASH_NODES 4096
#define CRASH_PATH 512
// What a disk writes as a whole or not at all.
#define CRASH_SECTOR 512

typedef struct crash_disk crash_disk;

// The calls that can be made to fail.
typedef enum { CRASH_READ, CRASH_WRITE, CRASH_TRUNCATE, CRASH_SYNC, CRASH_OPEN, CRASH_DELETE, CRASH_CALLS } crash_call;

// What becomes of the operations that were not flushed.
typedef enum {
    CRASH_KEEP_ALL,  // all are on the disk, as after the death of the process alone
    CRASH_DROP_ALL,  // none is
    CRASH_IN_ORDER,  // the first ones are, the next one is torn
    CRASH_ANY,       // each is kept, dropped or torn
    CRASH_CUTS
} crash_cut;

// An empty disk, or NULL. It lives until it is released and the last file on it is closed.
crash_disk *crash_disk_new(void);
void crash_disk_release(crash_disk *disk);

// The name of its VFS.
const char *crash_disk_name(const crash_disk *disk);

// Makes an empty file that no cut takes away; 0, or -1 if there is no room.
int crash_disk_create(crash_disk *disk, const char *path);

// How many operations were noted: a cut at that number comes after all of them.
int64_t crash_disk_operations(crash_disk *disk);

// A new disk: this one as a cut after that many operations may have left it. NULL if there is no room.
crash_disk *crash_disk_after(crash_disk *disk, int64_t operations, crash_cut cut, uint64_t seed);

// From now on the nth call of a kind, counted from 1, and the calls after it, `times` in all, fail with that number of errno.
// A write that fails leaves some of its first sectors written, by the seed. A flush that fails leaves what it was to flush to
// chance for ever, also when a later flush succeeds. `times` 0 takes the fault away.
void crash_disk_fail(crash_disk *disk, crash_call call, uint64_t nth, uint64_t times, int error, uint64_t seed);

// Calls of a kind since the disk was made or `crash_disk_fail` was called for it.
uint64_t crash_disk_calls(crash_disk *disk, crash_call call);

// Calls of a kind that were made to fail, since the disk was made.
uint64_t crash_disk_failures(crash_disk *disk, crash_call call);

// The bytes in a file as the running program sees them, -1 if there is none.
int64_t crash_disk_size(crash_disk *disk, const char *path);

#endif
