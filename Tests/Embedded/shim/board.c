// The functions of board.h on a C library. With COUNT_HEAP, the linker leads every allocation through here
// (--wrap=malloc and so on), so that the peak is a property of the program and not of the machine that emulates it.
#include "board.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { stack_bytes = 64 << 10, paint = 0xA5 };

static long heap_now, heap_peak;

// Board.swift.
void board_main(int count, const char *const *words);

int main(int count, char **words) {
    board_main(count, (const char *const *)words);
    return 0;
}

const unsigned char *board_file(const char *path, long *size) {
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    fseek(file, 0, SEEK_END);
    *size = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size > 0 ? *size : 1);
    if (bytes && fread(bytes, 1, *size, file) != (size_t)*size) bytes = 0;
    fclose(file);
    return bytes;
}

long board_number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    return *text && !*end ? value : -1;
}

int board_same(const char *one, const char *other) { return strcmp(one, other) == 0; }

void board_answer(const char *kind, long number, float position, float confidence, const float *bits, long count) {
    printf("%s\t%ld\t%.6f\t%.6f\t", kind, number, position, confidence);
    for (long i = 0; i < count; i++) {
        uint32_t word;
        memcpy(&word, bits + i, sizeof word);
        printf("%08x", word);
    }
    putchar('\n');
}

void board_figure(const char *name, long value) { printf("%s\t%ld\n", name, value); }

void board_fail(const char *message) {
    fprintf(stderr, "%s\n", message);
    exit(70);
}

long board_heap_now(void) { return heap_now; }
long board_heap_peak(void) { return heap_peak; }
void board_heap_mark(void) { heap_peak = heap_now; }

long board_resident(void) {
    // Not getrusage: its figure outlives exec, so that it would be that of whoever started this program.
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long kibibytes = 0;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %ld", &kibibytes) == 1) break;
    if (file) fclose(file);
    return kibibytes * 1024;
}

// Both must have the same frame, or the painted bytes would not lie where they are looked for.
static __attribute__((noinline)) long stack(int look) {
    volatile unsigned char bytes[stack_bytes];
    long untouched = 0;
    if (!look)
        for (long i = 0; i < stack_bytes; i++) bytes[i] = paint;
    else
        while (untouched < stack_bytes && bytes[untouched] == paint) untouched++;
    return stack_bytes - untouched;
}

void board_stack_mark(void) { stack(0); }
long board_stack_used(void) { return stack(1); }

#ifdef COUNT_HEAP
void *__real_malloc(size_t);
int __real_posix_memalign(void **, size_t, size_t);
void __real_free(void *);

static void count(void *memory) {
    heap_now += memory ? malloc_usable_size(memory) : 0;
    if (heap_now > heap_peak) heap_peak = heap_now;
}

void *__wrap_malloc(size_t size) {
    void *memory = __real_malloc(size);
    count(memory);
    return memory;
}

int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
    int code = __real_posix_memalign(memory, alignment, size);
    if (code == 0) count(*memory);
    return code;
}

void __wrap_free(void *memory) {
    heap_now -= memory ? malloc_usable_size(memory) : 0;
    __real_free(memory);
}
#endif
