// What becomes of an output when the program ends by a mistake. The kernel takes a line back when nobody has it any more, and a
// simulated one then goes where the world pulls it; that would hide what the guard did. So another process keeps the line, and the
// world pulls it to its active side.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checks.h"

enum { OWN_HANDLER = 42, CLOSED = 40 };

typedef enum { UNGUARDED, GUARDED, WITH_HANDLER } protection;

static void handled(int number) {
    (void)number;
    _exit(OWN_HANDLER);
}

static void crash(int number) {
    if (number == SIGABRT) abort();
    if (number == SIGSEGV) {
        volatile int *volatile nowhere = NULL;
        *nowhere = 1;
    }
    raise(number);
}

// Two outputs, one of them active-low, both on. More were closed before than the guard has room for: it must not hold on to them.
static void child(int number, protection protection, int report) {
    setrlimit(RLIMIT_CORE, &(struct rlimit) {0, 0});
    if (protection == WITH_HANDLER) signal(number, handled);
    for (int i = 0; i < CLOSED; i++) {
        cgpio_line *gone = cgpio_open_output(chip, FIRST, false);
        if (gone == NULL) _exit(69);
        cgpio_close(gone);
    }
    cgpio_line *first = cgpio_open_output(chip, FIRST, false);
    if (protection != UNGUARDED) cgpio_guard();
    cgpio_line *second = cgpio_open_output(chip, SECOND, true);
    if (first == NULL || second == NULL || cgpio_set(first, true) < 0 || cgpio_set(second, true) < 0) _exit(70);
    if (level(FIRST) != 1 || level(SECOND) != 0) _exit(71);
    pid_t other = keeper();
    if (write(report, &other, sizeof other) != sizeof other) _exit(72);
    crash(number);
    _exit(73);
}

static void check_crash(int number, protection protection) {
    pull(FIRST, true);
    pull(SECOND, false);
    int channel[2];
    if (!CHECK(pipe(channel) == 0, "pipe")) return;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) child(number, protection, channel[1]);
    close(channel[1]);
    pid_t other = 0;
    bool is_told = read(channel[0], &other, sizeof other) == sizeof other;
    close(channel[0]);
    int status = 0;
    waitpid(process, &status, 0);
    if (!CHECK(is_told, "signal %d: the child ended early with %x", number, status)) return;
    if (protection == WITH_HANDLER)
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == OWN_HANDLER, "signal %d: own handler, ended with %x", number, status);
    else
        CHECK(WIFSIGNALED(status) && WTERMSIG(status) == number, "signal %d: ended with %x", number, status);
    CHECK(is_used(FIRST) && is_used(SECOND), "signal %d: the other process still has the lines", number);
    int dark = protection != UNGUARDED && number != SIGKILL;
    CHECK(level(FIRST) == !dark, "signal %d, %sguarded: level %d", number, protection ? "" : "un", level(FIRST));
    CHECK(level(SECOND) == dark, "signal %d, %sguarded: level %d, active-low", number, protection ? "" : "un", level(SECOND));
    end(other);
    CHECK(!is_used(FIRST) && !is_used(SECOND), "signal %d: free when nobody has them", number);
}

void check_guard(void) {
    const int mistakes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) check_crash(mistakes[i], GUARDED);
    check_crash(SIGABRT, WITH_HANDLER);
    // Without the guard both stay on: this shows that it is the guard that darkens them.
    check_crash(SIGABRT, UNGUARDED);
    check_crash(SIGKILL, GUARDED);
    pull(FIRST, false);
}
