// A camera made of v4l2loopback: writes what the scene shows into its output side, so many times in a second, until it is ended.
// Usage: feeder DEVICE FOLDER STATE LIGHT FRAMES-PER-SECOND

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "scene.h"

static int camera(const char *path) {
    int file = open(path, O_RDWR);
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_OUTPUT};
    if (file < 0 || ioctl(file, VIDIOC_G_FMT, &format) < 0) {
        perror(path);
        exit(1);
    }
    format.fmt.pix.width = 640;
    format.fmt.pix.height = 480;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    format.fmt.pix.bytesperline = 0;
    format.fmt.pix.sizeimage = 640 * 480 * 2;
    if (ioctl(file, VIDIOC_S_FMT, &format) < 0) {
        perror(path);
        exit(1);
    }
    return file;
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "see the head of feeder.c\n");
        return 64;
    }
    static unsigned char jpeg[SCENE_BYTES_MAX];
    struct scene scene = {.folder = words[2], .state = words[3], .light = words[4]};
    int file = camera(words[1]);
    struct timespec pause = {.tv_nsec = 1000000000L / atoi(words[5])};
    for (;;) {
        size_t length = scene_next(&scene, jpeg);
        if (write(file, jpeg, length) < 0 && errno != EAGAIN) {
            perror(words[1]);
            return 1;
        }
        nanosleep(&pause, NULL);
    }
}
