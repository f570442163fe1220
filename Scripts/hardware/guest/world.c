// The world around the agent, as far as lines and time go: presses buttons, gives pulses, and writes down when a line changed.
// A line is the sysfs attribute of a simulated GPIO line. All times are milliseconds.
//
//   world pulse PULL COUNT HIGH LOW     COUNT times pulled up for HIGH and down for LOW
//   world until VALUE TEXT MOST         waits until the attribute reads TEXT; ends with 1 after MOST
//   world watch VALUE                   a line `wall-clock value` at every change, until it is ended
//   world control CAMERA NAME           what a control of a camera is now, by its name in small letters
//   world hold CHIP NUMBER              has a line as another program would, until it is ended

#include <ctype.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static void pause_for(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static int opened(const char *path, int flags) {
    int file = open(path, flags);
    if (file < 0) {
        perror(path);
        exit(1);
    }
    return file;
}

static void put(int file, const char *text) {
    if (pwrite(file, text, strlen(text), 0) < 0) {
        perror("write");
        exit(1);
    }
}

// What the attribute reads now, without the newline.
static const char *value(int file) {
    static char text[16];
    ssize_t length = pread(file, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = 0;
    text[strcspn(text, "\n")] = 0;
    return text;
}

static int pulse(const char *path, int count, long high, long low) {
    int file = opened(path, O_WRONLY);
    for (int i = 0; i < count; i++) {
        put(file, "pull-up");
        pause_for(high);
        put(file, "pull-down");
        pause_for(low);
    }
    return 0;
}

static int until(const char *path, const char *text, long most) {
    int file = opened(path, O_RDONLY);
    long long end = now(CLOCK_MONOTONIC) + most;
    while (strcmp(value(file), text) != 0) {
        if (now(CLOCK_MONOTONIC) > end) return 1;
        pause_for(1);
    }
    return 0;
}

static void watch(const char *path) {
    int file = opened(path, O_RDONLY);
    char last[16] = "";
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (;; pause_for(1)) {
        const char *text = value(file);
        if (strcmp(text, last) == 0) continue;
        printf("%lld %s\n", now(CLOCK_REALTIME), text);
        strcpy(last, text);
    }
}

static int hold(const char *chip, unsigned number) {
    struct gpiohandle_request request = {.lineoffsets = {number}, .lines = 1, .flags = GPIOHANDLE_REQUEST_INPUT, .consumer_label = "world"};
    if (ioctl(opened(chip, O_RDWR), GPIO_GET_LINEHANDLE_IOCTL, &request) < 0) {
        perror(chip);
        return 1;
    }
    for (;;) pause();
}

// Whether a control called `name` is `key`: the same with small letters and underscores.
static int is_called(const char *name, const char *key) {
    for (; *key != 0; name++, key++) {
        if (*key != (isalnum((unsigned char)*name) ? tolower((unsigned char)*name) : '_')) return 0;
    }
    return *name == 0;
}

static int control(const char *camera, const char *name) {
    int file = opened(camera, O_RDWR);
    struct v4l2_queryctrl query = {.id = V4L2_CTRL_FLAG_NEXT_CTRL};
    for (; ioctl(file, VIDIOC_QUERYCTRL, &query) == 0; query.id |= V4L2_CTRL_FLAG_NEXT_CTRL) {
        struct v4l2_control value = {.id = query.id};
        if (!is_called((const char *)query.name, name)) continue;
        if (ioctl(file, VIDIOC_G_CTRL, &value) < 0) break;
        printf("%d\n", value.value);
        return 0;
    }
    fprintf(stderr, "%s has no control %s\n", camera, name);
    return 1;
}

int main(int count, char **words) {
    if (count == 6 && strcmp(words[1], "pulse") == 0)
        return pulse(words[2], atoi(words[3]), atol(words[4]), atol(words[5]));
    if (count == 5 && strcmp(words[1], "until") == 0) return until(words[2], words[3], atol(words[4]));
    if (count == 3 && strcmp(words[1], "watch") == 0) watch(words[2]);
    if (count == 4 && strcmp(words[1], "control") == 0) return control(words[2], words[3]);
    if (count == 4 && strcmp(words[1], "hold") == 0) return hold(words[2], (unsigned)atoi(words[3]));
    fprintf(stderr, "see the head of world.c\n");
    return 64;
}
