#include "CGPIO.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

// Lights of one gateway.
#define OUTPUTS_MAX 32

static cgpio_line *_Atomic outputs[OUTPUTS_MAX];
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
#define FATAL_COUNT (sizeof fatal / sizeof fatal[0])
static struct sigaction before[FATAL_COUNT];

void cgpio_guard_add(cgpio_line *line) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        cgpio_line *none = NULL;
        if (atomic_compare_exchange_strong(&outputs[i], &none, line)) return;
    }
}

void cgpio_guard_remove(cgpio_line *line) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        cgpio_line *same = line;
        if (atomic_compare_exchange_strong(&outputs[i], &same, NULL)) return;
    }
}

// Setting a line is one ioctl: nothing here takes a lock or memory.
static void darken(int number) {
    for (int i = 0; i < OUTPUTS_MAX; i++) {
        cgpio_line *line = atomic_load(&outputs[i]);
        if (line != NULL) cgpio_set(line, false);
    }
    for (size_t i = 0; i < FATAL_COUNT; i++) {
        if (fatal[i] == number) sigaction(number, &before[i], NULL);
    }
    // Blocked until this returns, then as it was before.
    raise(number);
}

void cgpio_guard(void) {
    static atomic_flag is_set = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&is_set)) return;
    struct sigaction action = {.sa_handler = darken};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < FATAL_COUNT; i++) sigaction(fatal[i], &action, &before[i]);
}
