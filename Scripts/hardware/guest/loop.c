// A camera without compression made of vivid: writes what the scene shows into its output, as YUYV, until it is ended. Its input shows
// that once its control "Loop Video" is set; here both only get the same timings, without which nothing is looped.
// Usage: loop OUTPUT INPUT FOLDER STATE LIGHT

#include <fcntl.h>
#include <linux/v4l2-dv-timings.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "scene.h"

enum { NEUTRAL = 128, MARKED = 32 };

static int opened(const char *path) {
    int file = open(path, O_RDWR);
    struct v4l2_dv_timings timings = V4L2_DV_BT_CEA_640X480P59_94;
    if (file < 0 || ioctl(file, VIDIOC_S_DV_TIMINGS, &timings) < 0) {
        perror(path);
        exit(1);
    }
    return file;
}

static int output(const char *path) {
    int file = opened(path);
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_OUTPUT};
    format.fmt.pix.width = SCENE_WIDTH;
    format.fmt.pix.height = SCENE_HEIGHT;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUYV;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    if (ioctl(file, VIDIOC_S_FMT, &format) < 0 || format.fmt.pix.sizeimage != 2 * SCENE_PIXELS) {
        perror(path);
        exit(1);
    }
    return file;
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "see the head of loop.c\n");
        return 64;
    }
    static unsigned char luma[SCENE_PIXELS], frame[2 * SCENE_PIXELS];
    struct scene scene = {.folder = words[3], .state = words[4], .light = words[5]};
    close(opened(words[2]));
    int file = output(words[1]);
    for (;;) {
        if (scene_gray(&scene, luma)) {
            for (int i = 0; i < SCENE_PIXELS; i++) {
                frame[2 * i] = luma[i];
                frame[2 * i + 1] = NEUTRAL;
            }
        }
        // A little of a sensor's noise: the count, in the last bits of the first row.
        scene.count++;
        for (int i = 0; i < MARKED; i++) frame[2 * i] = (luma[i] & ~1) | (scene.count >> i & 1);
        if (write(file, frame, sizeof frame) < 0) {
            perror(words[1]);
            return 1;
        }
    }
}
