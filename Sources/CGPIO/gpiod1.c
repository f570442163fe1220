// libgpiod 1.x.

#include <gpiod.h>

#ifdef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "CGPIO.h"

struct cgpio_line {
    struct gpiod_chip *chip;
    struct gpiod_line *line;
    bool is_output;
};

int cgpio_interface(void) { return 1; }

static void copy(char *to, const char *from) {
    to[0] = 0;
    if (from != NULL) strncat(to, from, CGPIO_NAME_MAX - 1);
}

int cgpio_describe_chip(const char *path, cgpio_chip_info *info) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip == NULL) return -1;
    copy(info->name, gpiod_chip_name(chip));
    copy(info->label, gpiod_chip_label(chip));
    info->lines = gpiod_chip_num_lines(chip);
    gpiod_chip_close(chip);
    return 0;
}

int cgpio_describe_line(const char *path, unsigned number, cgpio_line_info *info) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip == NULL) return -1;
    struct gpiod_line *line = gpiod_chip_get_line(chip, number);
    int reason = errno;
    if (line != NULL) {
        copy(info->name, gpiod_line_name(line));
        info->is_used = gpiod_line_is_used(line);
        copy(info->consumer, gpiod_line_consumer(line));
        info->is_output = gpiod_line_direction(line) == GPIOD_LINE_DIRECTION_OUTPUT;
    }
    gpiod_chip_close(chip);
    errno = reason;
    return line != NULL ? 0 : -1;
}

static cgpio_line *request(const char *path, unsigned number, struct gpiod_line_request_config config) {
    cgpio_line *line = calloc(1, sizeof *line);
    if (line == NULL) return NULL;
    line->is_output = config.request_type == GPIOD_LINE_REQUEST_DIRECTION_OUTPUT;
    line->chip = gpiod_chip_open(path);
    if (line->chip != NULL) line->line = gpiod_chip_get_line(line->chip, number);
    if (line->line != NULL && gpiod_line_request(line->line, &config, 0) == 0) {
        if (line->is_output) cgpio_guard_add(line);
        return line;
    }
    int reason = errno;
    if (line->chip != NULL) gpiod_chip_close(line->chip);
    free(line);
    errno = reason;
    return NULL;
}

static int flags(bool is_active_low, cgpio_bias bias) {
    int flags = is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
    switch (bias) {
    case CGPIO_BIAS_AS_IS: return flags;
    case CGPIO_BIAS_DISABLED: return flags | GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    case CGPIO_BIAS_PULL_UP: return flags | GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP;
    case CGPIO_BIAS_PULL_DOWN: return flags | GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    }
    return flags;
}

cgpio_line *cgpio_open_input(const char *chip, unsigned line, bool is_active_low, cgpio_bias bias) {
    struct gpiod_line_request_config config = {
        .consumer = "meterclip",
        .request_type = GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES,
        .flags = flags(is_active_low, bias),
    };
    return request(chip, line, config);
}

cgpio_line *cgpio_open_output(const char *chip, unsigned line, bool is_active_low) {
    struct gpiod_line_request_config config = {
        .consumer = "meterclip",
        .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
        .flags = flags(is_active_low, CGPIO_BIAS_AS_IS),
    };
    return request(chip, line, config);
}

void cgpio_close(cgpio_line *line) {
    if (line->is_output) {
        cgpio_guard_remove(line);
        cgpio_set(line, false);
    }
    gpiod_line_release(line->line);
    gpiod_chip_close(line->chip);
    free(line);
}

int cgpio_get(cgpio_line *line) { return gpiod_line_get_value(line->line); }

int cgpio_set(cgpio_line *line, bool is_active) { return gpiod_line_set_value(line->line, is_active); }

int cgpio_descriptor(const cgpio_line *line) { return gpiod_line_event_get_fd(line->line); }

int cgpio_read_edges(cgpio_line *line, cgpio_edge *edges, int max) {
    struct gpiod_line_event events[16];
    int count = gpiod_line_event_read_multiple(line->line, events, max < 16 ? max : 16);
    for (int i = 0; i < count; i++) {
        edges[i].is_rising = events[i].event_type == GPIOD_LINE_EVENT_RISING_EDGE;
        edges[i].nanoseconds = (uint64_t)events[i].ts.tv_sec * 1000000000 + (uint64_t)events[i].ts.tv_nsec;
    }
    return count;
}

#endif
