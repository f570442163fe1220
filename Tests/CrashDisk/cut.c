// What a power cut leaves: the notes are played from the disk's start to the cut. A flush makes the operations on its file
// durable, in their order; those that are still waiting at the end are kept, dropped or torn at the disk's sectors.
#include <stdlib.h>
#include <string.h>

#include "disk.h"

// The disk while the notes are played.
struct playing {
    const crash_disk *disk;
    struct bytes *contents;  // of each file: what is durable
    int *names;              // the file of each name, as is durable
    size_t *waiting;         // operations that no flush has reached
    char *doubtful;          // of each of those: whether a flush of it failed
    size_t waiting_count;
    uint64_t seed;
    int full;
};

static int chance(struct playing *playing, unsigned percent) { return random_next(&playing->seed) % 100 < percent; }

static void keep_part(struct playing *playing, const struct operation *operation, size_t from, size_t size) {
    const uint8_t *data = playing->disk->written.data + operation->at + from;
    if (bytes_write(&playing->contents[operation->node], operation->offset + (int64_t)from, data, size)) playing->full = 1;
}

static void keep(struct playing *playing, const struct operation *operation) {
    switch (operation->kind) {
    case WRITE: keep_part(playing, operation, 0, operation->size); break;
    case TRUNCATE:
        if (bytes_resize(&playing->contents[operation->node], (size_t)operation->offset)) playing->full = 1;
        break;
    case LINK: playing->names[operation->name] = operation->node; break;
    case UNLINK: playing->names[operation->name] = -1; break;
    default: break;
    }
}

// Each sector is written or not; an operation that is no write is done or not.
static void tear(struct playing *playing, const struct operation *operation) {
    if (operation->kind != WRITE) {
        if (chance(playing, 50)) keep(playing, operation);
        return;
    }
    for (size_t from = 0; from < operation->size;) {
        size_t room = CRASH_SECTOR - (size_t)((operation->offset + (int64_t)from) % CRASH_SECTOR);
        size_t size = room < operation->size - from ? room : operation->size - from;
        if (chance(playing, 50)) keep_part(playing, operation, from, size);
        from += size;
    }
}

// The file may have got its new size without the bytes.
static void drop(struct playing *playing, const struct operation *operation) {
    if (operation->kind != WRITE || !chance(playing, 12)) return;
    struct bytes *content = &playing->contents[operation->node];
    size_t end = (size_t)operation->offset + operation->size;
    if (end > content->size && bytes_resize(content, end)) playing->full = 1;
}

static int is_of_folder(const struct operation *operation) { return operation->kind == LINK || operation->kind == UNLINK; }

// Those that the flush reaches are durable now, the others go on waiting.
static void flush(struct playing *playing, const struct operation *sync) {
    size_t left = 0;
    for (size_t index = 0; index < playing->waiting_count; index++) {
        const struct operation *operation = &playing->disk->operations[playing->waiting[index]];
        int folder = is_of_folder(operation);
        int reached = sync->kind == SYNC_FOLDER ? folder : !folder && operation->node == sync->node;
        if (reached && sync->kind != SYNC_FAILED) {
            if (!playing->doubtful[index] || chance(playing, 50)) keep(playing, operation);
            continue;
        }
        playing->waiting[left] = playing->waiting[index];
        playing->doubtful[left++] = playing->doubtful[index] || reached;
    }
    playing->waiting_count = left;
}

static void cut(struct playing *playing, crash_cut kind) {
    size_t count = playing->waiting_count, whole = count ? random_next(&playing->seed) % (count + 1) : 0;
    for (size_t index = 0; index < count; index++) {
        const struct operation *operation = &playing->disk->operations[playing->waiting[index]];
        switch (kind) {
        case CRASH_KEEP_ALL: keep(playing, operation); break;
        case CRASH_IN_ORDER:
            if (index < whole) keep(playing, operation);
            else if (index == whole) tear(playing, operation);
            break;
        case CRASH_ANY: {
            unsigned choice = (unsigned)(random_next(&playing->seed) % 10);
            if (choice < 4) drop(playing, operation);
            else if (choice < 7) keep(playing, operation);
            else tear(playing, operation);
            break;
        }
        default: break;
        }
    }
}

static void play(struct playing *playing, size_t operations, crash_cut kind) {
    const crash_disk *disk = playing->disk;
    for (int node = 0; node < disk->node_count; node++) {
        const struct bytes *start = &disk->nodes[node]->start;
        if (bytes_write(&playing->contents[node], 0, start->data, start->size)) playing->full = 1;
    }
    for (int name = 0; name < disk->name_count; name++) playing->names[name] = disk->names[name].start;
    for (size_t index = 0; index < operations; index++) {
        const struct operation *operation = &disk->operations[index];
        if (operation->kind == SYNC || operation->kind == SYNC_FAILED || operation->kind == SYNC_FOLDER) {
            flush(playing, operation);
        } else {
            playing->waiting[playing->waiting_count] = index;
            playing->doubtful[playing->waiting_count++] = 0;
        }
    }
    cut(playing, kind);
}

// Every file that still has a name is a file of the new disk, durable as it is.
static int take_over(const struct playing *playing, crash_disk *made) {
    for (int name = 0; name < playing->disk->name_count; name++) {
        int node = playing->names[name];
        if (node < 0) continue;
        if (crash_disk_create(made, playing->disk->names[name].path)) return -1;
        struct node *taken = made->nodes[made->node_count - 1];
        const struct bytes *left = &playing->contents[node];
        if (bytes_write(&taken->start, 0, left->data, left->size)) return -1;
        if (bytes_write(&taken->content, 0, left->data, left->size)) return -1;
    }
    return 0;
}

crash_disk *crash_disk_after(crash_disk *disk, int64_t operations, crash_cut kind, uint64_t seed) {
    crash_disk *made = crash_disk_new();
    if (!made) return NULL;
    pthread_mutex_lock(&disk->mutex);
    size_t count = operations < 0 ? 0 : (size_t)operations;
    if (count > disk->operation_count) count = disk->operation_count;
    struct playing playing = {
        .disk = disk,
        .contents = calloc((size_t)disk->node_count + 1, sizeof(struct bytes)),
        .names = calloc((size_t)disk->name_count + 1, sizeof(int)),
        .waiting = calloc(count + 1, sizeof(size_t)),
        .doubtful = calloc(count + 1, 1),
        .seed = seed,
    };
    int failed = !playing.contents || !playing.names || !playing.waiting || !playing.doubtful;
    if (!failed) {
        play(&playing, count, kind);
        failed = playing.full || take_over(&playing, made);
    }
    for (int node = 0; playing.contents && node < disk->node_count; node++) bytes_free(&playing.contents[node]);
    pthread_mutex_unlock(&disk->mutex);
    free(playing.contents);
    free(playing.names);
    free(playing.waiting);
    free(playing.doubtful);
    if (!failed) return made;
    crash_disk_release(made);
    return NULL;
}
