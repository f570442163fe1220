// A camera without compression made of vivid: writes what the scene shows into its output, as YUYV, until it is ended. Its input shows
// that once its control "Loop Video" is set; here both only get the same timings, without which nothing is looped.
// Usage: loop OUTPUT INPUT FOLDER STATE LIGHT

#include <fcntl.h>
#include <linux/v4l2-dv-timings.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "scene.h"

enum { NEUTRAL = 128, MARKED = 32, BUFFERS = 3, FRAME_BYTES = 2 * SCENE_PIXELS };

static void ask(int file, unsigned long request, void *structure, const char *what) {
    if (ioctl(file, request, structure) == 0) return;
    perror(what);
    exit(1);
}

static int opened(const char *path) {
    int file = open(path, O_RDWR);
    struct v4l2_dv_timings timings = V4L2_DV_BT_CEA_640X480P59_94;
    ask(file, VIDIOC_S_DV_TIMINGS, &timings, path);
    return file;
}

// The output with its buffers mapped into `memory`; the driver takes no frames by write.
static int output(const char *path, unsigned char *memory[BUFFERS]) {
    int file = opened(path);
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_OUTPUT};
    format.fmt.pix.width = SCENE_WIDTH;
    format.fmt.pix.height = SCENE_HEIGHT;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUYV;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    ask(file, VIDIOC_S_FMT, &format, "format");
    struct v4l2_requestbuffers request = {.count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_OUTPUT, .memory = V4L2_MEMORY_MMAP};
    ask(file, VIDIOC_REQBUFS, &request, "buffers");
    for (int i = 0; i < BUFFERS; i++) {
        struct v4l2_buffer buffer = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_OUTPUT, .memory = V4L2_MEMORY_MMAP};
        ask(file, VIDIOC_QUERYBUF, &buffer, "buffer");
        memory[i] = mmap(NULL, FRAME_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, buffer.m.offset);
        if (memory[i] == MAP_FAILED || format.fmt.pix.sizeimage != FRAME_BYTES || request.count != BUFFERS) {
            perror("mmap");
            exit(1);
        }
    }
    return file;
}

// The scene as it is now, into `frame`.
static void draw(struct scene *scene, unsigned char *frame) {
    static unsigned char luma[SCENE_PIXELS], whole[FRAME_BYTES];
    if (scene_gray(scene, luma)) {
        for (int i = 0; i < SCENE_PIXELS; i++) {
            whole[2 * i] = luma[i];
            whole[2 * i + 1] = NEUTRAL;
        }
    }
    memcpy(frame, whole, FRAME_BYTES);
    // A little of a sensor's noise: the count, in the last bits of the first row.
    scene->count++;
    for (int i = 0; i < MARKED; i++) frame[2 * i] = (luma[i] & ~1) | (scene->count >> i & 1);
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "see the head of loop.c\n");
        return 64;
    }
    struct scene scene = {.folder = words[3], .state = words[4], .light = words[5]};
    unsigned char *memory[BUFFERS];
    close(opened(words[2]));
    int file = output(words[1], memory), type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    for (unsigned turn = 0;; turn++) {
        struct v4l2_buffer buffer = {.index = turn, .type = type, .memory = V4L2_MEMORY_MMAP};
        if (turn == BUFFERS) ask(file, VIDIOC_STREAMON, &type, "start");
        if (turn >= BUFFERS) ask(file, VIDIOC_DQBUF, &buffer, "next buffer");
        draw(&scene, memory[buffer.index]);
        buffer.bytesused = FRAME_BYTES;
        buffer.field = V4L2_FIELD_NONE;
        ask(file, VIDIOC_QBUF, &buffer, "frame");
    }
}
