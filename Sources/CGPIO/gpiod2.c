// libgpiod 2.x.

#include <gpiod.h>

#ifndef GPIOD_LINE_BULK_MAX_LINES

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "CGPIO.h"

// Edges read at once.
#define EDGES_MAX 16

struct cgpio_line {
    struct gpiod_line_request *request;
    struct gpiod_edge_event_buffer *edges;
    unsigned number;
    bool is_output;
};

int cgpio_interface(void) { return 2; }

static void copy(char *to, const char *from) {
    to[0] = 0;
    if (from != NULL) strncat(to, from, CGPIO_NAME_MAX - 1);
}

// Says of another kind of device that it is one (ENOTTY), as version 1 does; version 2 calls it missing.
static struct gpiod_chip *open_chip(const char *path) {
    struct gpiod_chip *chip = gpiod_chip_open(path);
    if (chip != NULL || errno != ENODEV) return chip;
    errno = access(path, F_OK) == 0 && !gpiod_is_gpiochip_device(path) ? ENOTTY : ENODEV;
    return NULL;
}

int cgpio_describe_chip(const char *path, cgpio_chip_info *info) {
    struct gpiod_chip *chip = open_chip(path);
    if (chip == NULL) return -1;
    struct gpiod_chip_info *found = gpiod_chip_get_info(chip);
    int reason = errno;
    if (found != NULL) {
        copy(info->name, gpiod_chip_info_get_name(found));
        copy(info->label, gpiod_chip_info_get_label(found));
        info->lines = (unsigned)gpiod_chip_info_get_num_lines(found);
        gpiod_chip_info_free(found);
    }
    gpiod_chip_close(chip);
    errno = reason;
    return found != NULL ? 0 : -1;
}

int cgpio_describe_line(const char *path, unsigned number, cgpio_line_info *info) {
    struct gpiod_chip *chip = open_chip(path);
    if (chip == NULL) return -1;
    struct gpiod_line_info *found = gpiod_chip_get_line_info(chip, number);
    int reason = errno;
    if (found != NULL) {
        copy(info->name, gpiod_line_info_get_name(found));
        info->is_used = gpiod_line_info_is_used(found);
        copy(info->consumer, gpiod_line_info_get_consumer(found));
        info->is_output = gpiod_line_info_get_direction(found) == GPIOD_LINE_DIRECTION_OUTPUT;
        gpiod_line_info_free(found);
    }
    gpiod_chip_close(chip);
    errno = reason;
    return found != NULL ? 0 : -1;
}

static struct gpiod_line_request *
request(const char *path, unsigned number, struct gpiod_line_settings *settings) {
    struct gpiod_chip *chip = open_chip(path);
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *config = gpiod_request_config_new();
    struct gpiod_line_request *request = NULL;
    if (chip != NULL && lines != NULL && config != NULL
        && gpiod_line_config_add_line_settings(lines, &number, 1, settings) == 0) {
        gpiod_request_config_set_consumer(config, "meterclip");
        request = gpiod_chip_request_lines(chip, config, lines);
    }
    int reason = errno;
    if (config != NULL) gpiod_request_config_free(config);
    if (lines != NULL) gpiod_line_config_free(lines);
    if (chip != NULL) gpiod_chip_close(chip);
    errno = reason;
    return request;
}

static cgpio_line *open_line(const char *path, unsigned number, struct gpiod_line_settings *settings, bool is_output) {
    cgpio_line *line = calloc(1, sizeof *line);
    struct gpiod_edge_event_buffer *edges = is_output ? NULL : gpiod_edge_event_buffer_new(EDGES_MAX);
    if (line != NULL && (is_output || edges != NULL)) {
        line->number = number;
        line->is_output = is_output;
        line->edges = edges;
        line->request = request(path, number, settings);
        if (line->request != NULL) {
            if (is_output) cgpio_guard_add(line);
            return line;
        }
    }
    int reason = errno;
    if (edges != NULL) gpiod_edge_event_buffer_free(edges);
    free(line);
    errno = reason;
    return NULL;
}

static enum gpiod_line_bias bias_of(cgpio_bias bias) {
    switch (bias) {
    case CGPIO_BIAS_AS_IS: return GPIOD_LINE_BIAS_AS_IS;
    case CGPIO_BIAS_DISABLED: return GPIOD_LINE_BIAS_DISABLED;
    case CGPIO_BIAS_PULL_UP: return GPIOD_LINE_BIAS_PULL_UP;
    case CGPIO_BIAS_PULL_DOWN: return GPIOD_LINE_BIAS_PULL_DOWN;
    }
    return GPIOD_LINE_BIAS_AS_IS;
}

cgpio_line *cgpio_open_input(const char *chip, unsigned line, bool is_active_low, cgpio_bias bias) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) return NULL;
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
    gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
    gpiod_line_settings_set_active_low(settings, is_active_low);
    gpiod_line_settings_set_bias(settings, bias_of(bias));
    cgpio_line *opened = open_line(chip, line, settings, false);
    gpiod_line_settings_free(settings);
    return opened;
}

cgpio_line *cgpio_open_output(const char *chip, unsigned line, bool is_active_low) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings == NULL) return NULL;
    gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_INACTIVE);
    gpiod_line_settings_set_active_low(settings, is_active_low);
    cgpio_line *opened = open_line(chip, line, settings, true);
    gpiod_line_settings_free(settings);
    return opened;
}

void cgpio_close(cgpio_line *line) {
    if (line->is_output) {
        cgpio_guard_remove(line);
        cgpio_set(line, false);
    }
    gpiod_line_request_release(line->request);
    if (line->edges != NULL) gpiod_edge_event_buffer_free(line->edges);
    free(line);
}

int cgpio_get(cgpio_line *line) { return (int)gpiod_line_request_get_value(line->request, line->number); }

int cgpio_set(cgpio_line *line, bool is_active) {
    return gpiod_line_request_set_value(
        line->request, line->number, is_active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
}

int cgpio_descriptor(const cgpio_line *line) { return gpiod_line_request_get_fd(line->request); }

int cgpio_read_edges(cgpio_line *line, cgpio_edge *edges, int max) {
    int count = gpiod_line_request_read_edge_events(
        line->request, line->edges, (size_t)(max < EDGES_MAX ? max : EDGES_MAX));
    for (int i = 0; i < count; i++) {
        struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(line->edges, (unsigned long)i);
        edges[i].is_rising = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
        edges[i].nanoseconds = gpiod_edge_event_get_timestamp_ns(event);
    }
    return count;
}

#endif
