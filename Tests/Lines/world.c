// The world on the other side of a simulated line: its sysfs attributes, and processes.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "checks.h"

extern const char *world;

static int opened(unsigned line, const char *attribute, int flags) {
    char path[256];
    snprintf(path, sizeof path, "%s/sim_gpio%u/%s", world, line, attribute);
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) {
        perror(path);
        exit(66);
    }
    return file;
}

void pull(unsigned line, bool up) {
    const char *text = up ? "pull-up" : "pull-down";
    int file = opened(line, "pull", O_WRONLY);
    if (write(file, text, strlen(text)) < 0) {
        perror("pull");
        exit(74);
    }
    close(file);
    // An edge that comes before the one before it was told of is lost, as of a real chip.
    sleep_milliseconds(5);
}

int level(unsigned line) {
    char text = '?';
    int file = opened(line, "value", O_RDONLY);
    if (read(file, &text, 1) != 1) text = '?';
    close(file);
    return text - '0';
}

bool is_used(unsigned line) {
    cgpio_line_info info = {0};
    return cgpio_describe_line(chip, line, &info) == 0 && info.is_used;
}

void sleep_milliseconds(int milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    while (nanosleep(&time, &time) < 0 && errno == EINTR) continue;
}

pid_t keeper(void) {
    pid_t process = fork();
    if (process != 0) return process;
    for (;;) pause();
}

void end(pid_t process) {
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
}
