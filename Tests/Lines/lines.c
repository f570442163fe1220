// What CGPIO promises, checked against a simulated chip: the same for both interfaces of libgpiod, so the suite knows only CGPIO.h.
// Usage: lines CHIP WORLD INTERFACE; prints what does not hold, and last how many checks there were. Ends with 1 if one failed.

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "checks.h"

enum { WAITING = 21, WAITING_LEAST = 16, EDGES = 64, SECONDS_MOST = 120 };

const char *chip, *world;
static int checks, failures;

bool check(bool holds, const char *file, int line, const char *format, ...) {
    checks++;
    if (holds) return true;
    failures++;
    int reason = errno;
    va_list words;
    va_start(words, format);
    printf("%s:%d: ", strrchr(file, '/') ? strrchr(file, '/') + 1 : file, line);
    errno = reason;
    vprintf(format, words);
    printf("\n");
    va_end(words);
    fflush(stdout);
    return false;
}

static void check_descriptions(int interface) {
    CHECK(cgpio_interface() == interface, "interface %d, this is %d", interface, cgpio_interface());
    cgpio_chip_info info = {0};
    CHECK(cgpio_describe_chip(chip, &info) == 0, "%s: %m", chip);
    CHECK(strcmp(info.label, "bench") == 0, "label \"%s\"", info.label);
    CHECK(info.name[0] != 0 && strstr(chip, info.name) != NULL, "name \"%s\" of %s", info.name, chip);
    CHECK(info.lines == LINES, "%u lines", info.lines);
    cgpio_line_info line;
    memset(&line, 1, sizeof line);
    CHECK(cgpio_describe_line(chip, NAMED, &line) == 0, "line 1: %m");
    CHECK(strcmp(line.name, "BUTTON") == 0, "name \"%s\"", line.name);
    CHECK(!line.is_used && line.consumer[0] == 0 && !line.is_output, "free input: used %d by \"%s\", output %d", line.is_used,
          line.consumer, line.is_output);
    CHECK(cgpio_describe_line(chip, HOGGED, &line) == 0, "line 2: %m");
    CHECK(line.name[0] == 0, "no name, this is \"%s\"", line.name);
    CHECK(line.is_used && strcmp(line.consumer, "relay") == 0, "used %d by \"%s\"", line.is_used, line.consumer);
    CHECK(line.is_output, "an output, this is an input");
}

// Nothing may be had, for this reason.
static void check_refused(const char *path, unsigned number, int reason, const char *what) {
    errno = 0;
    cgpio_line *line = cgpio_open_input(path, number, false, CGPIO_BIAS_AS_IS);
    CHECK(line == NULL && errno == reason, "input of %s: %s, %m", what, line ? "opened" : "refused");
    if (line != NULL) cgpio_close(line);
    errno = 0;
    line = cgpio_open_output(path, number, false);
    CHECK(line == NULL && errno == reason, "output of %s: %s, %m", what, line ? "opened" : "refused");
    if (line != NULL) cgpio_close(line);
}

static void check_refusals(void) {
    cgpio_chip_info info;
    cgpio_line_info line;
    CHECK(cgpio_describe_chip("/dev/gpiochip77", &info) == -1 && errno == ENOENT, "missing chip: %m");
    CHECK(cgpio_describe_line("/dev/gpiochip77", 0, &line) == -1 && errno == ENOENT, "its line: %m");
    check_refused("/dev/gpiochip77", 0, ENOENT, "a missing chip");
    CHECK(cgpio_describe_chip("/dev/null", &info) == -1 && errno == ENOTTY, "/dev/null as chip: %m");
    CHECK(cgpio_describe_line("/dev/null", 0, &line) == -1 && errno == ENOTTY, "its line: %m");
    check_refused("/dev/null", 0, ENOTTY, "/dev/null");
    CHECK(cgpio_describe_line(chip, LINES, &line) == -1 && errno == EINVAL, "line beyond the last: %m");
    check_refused(chip, LINES, EINVAL, "a line beyond the last");
    check_refused(chip, HOGGED, EBUSY, "the kernel's line");
    cgpio_line *input = cgpio_open_input(chip, FIRST, false, CGPIO_BIAS_AS_IS);
    cgpio_line *output = cgpio_open_output(chip, SECOND, false);
    if (!CHECK(input != NULL && output != NULL, "two lines: %m")) return;
    check_refused(chip, FIRST, EBUSY, "a taken input");
    check_refused(chip, SECOND, EBUSY, "a taken output");
    for (unsigned number = FIRST; number <= SECOND; number++) {
        CHECK(cgpio_describe_line(chip, number, &line) == 0 && line.is_used, "line %u is ours", number);
        CHECK(strcmp(line.consumer, "meterclip") == 0, "consumer \"%s\"", line.consumer);
        CHECK(line.is_output == (number == SECOND), "line %u: output %d", number, line.is_output);
    }
    cgpio_close(input);
    cgpio_close(output);
    CHECK(!is_used(FIRST) && !is_used(SECOND), "lines free after cgpio_close");
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static bool is_readable(const cgpio_line *line) {
    struct pollfd poll_for = {.fd = cgpio_descriptor(line), .events = POLLIN};
    return poll(&poll_for, 1, 0) == 1;
}

// Everything that waits, read `most` at a time; how many that was.
static int read_all(cgpio_line *line, cgpio_edge *edges, int most) {
    int count = 0;
    while (is_readable(line) && count + most <= EDGES) {
        int got = cgpio_read_edges(line, edges + count, most);
        if (!CHECK(got >= 1 && got <= most, "%d edges of at most %d", got, most)) break;
        count += got;
    }
    return count;
}

// In turn, the first of them to `first`, each later than the one before and in these bounds.
static void check_course(const cgpio_edge *edges, int count, bool first, uint64_t from, uint64_t to) {
    for (int i = 0; i < count; i++) {
        CHECK(edges[i].is_rising == ((i % 2 == 0) == first), "edge %d rises: %d", i, edges[i].is_rising);
        uint64_t earliest = i == 0 ? from : edges[i - 1].nanoseconds;
        CHECK(edges[i].nanoseconds > earliest && edges[i].nanoseconds < to, "edge %d at %llu, between %llu and %llu", i,
              (unsigned long long)edges[i].nanoseconds, (unsigned long long)earliest, (unsigned long long)to);
    }
}

static void check_edges(bool is_active_low) {
    pull(FIRST, is_active_low);
    cgpio_line *line = cgpio_open_input(chip, FIRST, is_active_low, CGPIO_BIAS_AS_IS);
    if (!CHECK(line != NULL, "input: %m")) return;
    CHECK(cgpio_get(line) == 0, "inactive, this is %d", cgpio_get(line));
    CHECK(cgpio_descriptor(line) >= 0, "descriptor %d", cgpio_descriptor(line));
    CHECK(!is_readable(line), "no edge yet");
    cgpio_edge edges[EDGES];
    uint64_t begin = now();
    for (int i = 0; i < 3; i++) {
        pull(FIRST, !is_active_low);
        CHECK(cgpio_get(line) == 1, "active, this is %d", cgpio_get(line));
        pull(FIRST, is_active_low);
        CHECK(cgpio_get(line) == 0, "inactive, this is %d", cgpio_get(line));
    }
    int count = read_all(line, edges, 4);
    CHECK(count == 6, "%d edges of 6", count);
    check_course(edges, count, true, begin, now());
    cgpio_close(line);
}

// More than the kernel may keep, and more than one call returns. Some may be lost, but never the order, and the line lives on.
static void check_many_edges(void) {
    pull(FIRST, false);
    cgpio_line *line = cgpio_open_input(chip, FIRST, false, CGPIO_BIAS_AS_IS);
    if (!CHECK(line != NULL, "input: %m")) return;
    cgpio_edge edges[EDGES];
    uint64_t begin = now();
    for (int i = 0; i < WAITING; i++) pull(FIRST, i % 2 == 0);
    int count = cgpio_read_edges(line, edges, WAITING);
    CHECK(count >= 1 && count <= WAITING, "%d edges at once", count);
    if (count > 0) count += read_all(line, edges + count, 5);
    CHECK(count >= WAITING_LEAST && count <= WAITING, "%d edges of %d", count, WAITING);
    if (count > 0) check_course(edges, count, edges[0].is_rising, begin, now());
    begin = now();
    pull(FIRST, false);
    count = read_all(line, edges, 1);
    CHECK(count == 1, "%d edges of 1 afterwards", count);
    check_course(edges, count, false, begin, now());
    cgpio_close(line);
}

static void check_bias(void) {
    const struct {
        cgpio_bias bias;
        bool was_up, is_active_low;
        int level;
        const char *name;
    } cases[] = {
        {CGPIO_BIAS_PULL_UP, false, false, 1, "pull-up"},          {CGPIO_BIAS_PULL_DOWN, true, false, 0, "pull-down"},
        {CGPIO_BIAS_PULL_UP, false, true, 1, "pull-up, low"},      {CGPIO_BIAS_PULL_DOWN, true, true, 0, "pull-down, low"},
        {CGPIO_BIAS_AS_IS, true, false, 1, "as it is, up"},        {CGPIO_BIAS_AS_IS, false, false, 0, "as it is, down"},
        {CGPIO_BIAS_DISABLED, true, false, 1, "without bias, up"}, {CGPIO_BIAS_DISABLED, false, false, 0, "without bias, down"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pull(FIRST, cases[i].was_up);
        cgpio_line *line = cgpio_open_input(chip, FIRST, cases[i].is_active_low, cases[i].bias);
        if (!CHECK(line != NULL, "%s: %m", cases[i].name)) continue;
        CHECK(level(FIRST) == cases[i].level, "%s: level %d", cases[i].name, level(FIRST));
        CHECK(cgpio_get(line) == (cases[i].level ^ cases[i].is_active_low), "%s: %d", cases[i].name, cgpio_get(line));
        cgpio_close(line);
    }
}

// The world pulls the line to its active side, so that inactive is what the program does, not what is there anyway.
static void check_output(bool is_active_low) {
    const int active = !is_active_low;
    pull(FIRST, active);
    cgpio_line *line = cgpio_open_output(chip, FIRST, is_active_low);
    if (!CHECK(line != NULL, "output: %m")) return;
    CHECK(level(FIRST) == !active && cgpio_get(line) == 0, "begins with level %d, value %d", level(FIRST), cgpio_get(line));
    for (int i = 0; i < 2; i++) {
        CHECK(cgpio_set(line, true) == 0, "set: %m");
        CHECK(level(FIRST) == active && cgpio_get(line) == 1, "on: level %d, value %d", level(FIRST), cgpio_get(line));
        CHECK(cgpio_set(line, false) == 0, "set: %m");
        CHECK(level(FIRST) == !active && cgpio_get(line) == 0, "off: level %d, value %d", level(FIRST), cgpio_get(line));
    }
    CHECK(cgpio_set(line, true) == 0 && level(FIRST) == active, "on at the end: level %d", level(FIRST));
    pid_t other = keeper();
    cgpio_close(line);
    CHECK(is_used(FIRST), "the other process still has the line");
    CHECK(level(FIRST) == !active, "inactive after cgpio_close: level %d", level(FIRST));
    end(other);
    CHECK(!is_used(FIRST), "free when nobody has it");
    line = cgpio_open_output(chip, FIRST, is_active_low);
    CHECK(line != NULL, "taken again: %m");
    if (line != NULL) cgpio_close(line);
    CHECK(!is_used(FIRST), "free after cgpio_close");
    pull(FIRST, false);
}

int main(int count, char **words) {
    if (count != 4) {
        fprintf(stderr, "see the head of lines.c\n");
        return 64;
    }
    chip = words[1];
    world = words[2];
    alarm(SECONDS_MOST);
    // Whoever a child leaves behind can be waited for here.
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    check_descriptions(atoi(words[3]));
    check_refusals();
    check_edges(false);
    check_edges(true);
    check_many_edges();
    check_bias();
    check_output(false);
    check_output(true);
    check_guard();
    printf("%d checks, %d failed\n", checks, failures);
    return failures > 0;
}
