// What stands in front of the simulated camera: a meter in a dark box. Which frame of a series it shows is a number in a file; dark
// or lit follows from the line of the light. Every frame is a JPEG with a comment that counts up, so that no two are the same
// bytes, as of a sensor.

#ifndef SCENE_H
#define SCENE_H

#include <stddef.h>

enum { SCENE_BYTES_MAX = 512 * 1024 };
enum { SCENE_WIDTH = 640, SCENE_HEIGHT = 480, SCENE_PIXELS = SCENE_WIDTH * SCENE_HEIGHT };

// `folder` holds lit/001.jpg … and dark/001.jpg … (or .gray, the luma alone); `state` the number; `light` is the line's sysfs attribute.
struct scene {
    const char *folder, *state, *light;
    int was_lit, loaded;
    unsigned long count;
};

// The next frame into `jpeg`, of SCENE_BYTES_MAX bytes; its length. Like a sensor's, it shows the light that was on during the
// exposure, one frame ago.
size_t scene_next(struct scene *scene, unsigned char *jpeg);

// The same without compression, of SCENE_PIXELS bytes; 0 if it is still the one that `luma` holds.
int scene_gray(struct scene *scene, unsigned char *luma);

#endif
