// GPIO lines through libgpiod, the same for its two interfaces: version 1 (Debian 12) and version 2 (Debian 13), which have no
// function in common. Which one is there is known when this is compiled. What fails leaves its reason in `errno`.

#ifndef METERCLIP_CGPIO_H
#define METERCLIP_CGPIO_H

#include <stdbool.h>
#include <stdint.h>

#define CGPIO_NAME_MAX 64

typedef struct cgpio_line cgpio_line;

typedef enum { CGPIO_BIAS_AS_IS, CGPIO_BIAS_DISABLED, CGPIO_BIAS_PULL_UP, CGPIO_BIAS_PULL_DOWN } cgpio_bias;

typedef struct {
    bool is_rising;
    // CLOCK_MONOTONIC.
    uint64_t nanoseconds;
} cgpio_edge;

typedef struct {
    char name[CGPIO_NAME_MAX];
    char label[CGPIO_NAME_MAX];
    unsigned lines;
} cgpio_chip_info;

typedef struct {
    char name[CGPIO_NAME_MAX];
    // Who uses it, empty if nobody does.
    char consumer[CGPIO_NAME_MAX];
    bool is_used;
    bool is_output;
} cgpio_line_info;

// 1 or 2: the interface that this was compiled for.
int cgpio_interface(void);

// 0, or -1.
int cgpio_describe_chip(const char *chip, cgpio_chip_info *info);
int cgpio_describe_line(const char *chip, unsigned line, cgpio_line_info *info);

// A line of the chip at this path for the program alone, or NULL. An input reports both edges. An output begins inactive, and is
// made inactive before it is given back, also when the program crashes; see cgpio_guard.
cgpio_line *cgpio_open_input(const char *chip, unsigned line, bool is_active_low, cgpio_bias bias);
cgpio_line *cgpio_open_output(const char *chip, unsigned line, bool is_active_low);
void cgpio_close(cgpio_line *line);

// 0 or 1, or -1.
int cgpio_get(cgpio_line *line);
// 0, or -1.
int cgpio_set(cgpio_line *line, bool is_active);
// Readable when there are edges.
int cgpio_descriptor(const cgpio_line *line);
// The number of edges read, at most `max`, or -1. Waits for the first one. Edges are of the line's meaning: rising is to active.
int cgpio_read_edges(cgpio_line *line, cgpio_edge *edges, int max);

// From now on outputs are made inactive when the program ends by a signal that tells of a mistake in it (SIGSEGV, SIGBUS, SIGILL,
// SIGTRAP, SIGFPE, SIGABRT). The signal then does what it did before. Whatever ends it otherwise is up to the program, and after
// SIGKILL the kernel alone decides what becomes of a line.
void cgpio_guard(void);

// For the two implementations.
void cgpio_guard_add(cgpio_line *line);
void cgpio_guard_remove(cgpio_line *line);

#endif
