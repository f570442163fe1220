// What the simulated camera sees: reads the state of the world and the picture that goes with it.
// Ends the program with a message when a picture is missing: there is nothing sensible to show instead.

#include "scene.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t contents(const char *path, void *bytes, size_t most) {
    int file = open(path, O_RDONLY);
    ssize_t length = file < 0 ? -1 : read(file, bytes, most);
    if (length < 0) {
        perror(path);
        exit(1);
    }
    close(file);
    return length;
}

static int number(const char *path) {
    char text[16];
    text[contents(path, text, sizeof text - 1)] = 0;
    return atoi(text);
}

int scene_gray(struct scene *scene, unsigned char *luma) {
    char path[256];
    int lit = scene->was_lit, shown = number(scene->state), wanted = 2 * shown + lit;
    scene->was_lit = number(scene->light);
    int is_new = wanted != scene->loaded;
    if (is_new) {
        snprintf(path, sizeof path, "%s/%s/%03d.gray", scene->folder, lit ? "lit" : "dark", shown);
        contents(path, luma, SCENE_PIXELS);
        scene->loaded = wanted;
    }
    return is_new;
}

size_t scene_next(struct scene *scene, unsigned char *jpeg) {
    char path[256], comment[32];
    int lit = scene->was_lit, shown = number(scene->state);
    scene->was_lit = number(scene->light);
    snprintf(path, sizeof path, "%s/%s/%03d.jpg", scene->folder, lit ? "lit" : "dark", shown);
    // After the start marker a comment segment: FF FE, its length with itself, its text.
    int words = snprintf(comment, sizeof comment, "%s %d %lu", lit ? "lit" : "dark", shown, scene->count++);
    unsigned char *rest = jpeg + 4 + words;
    size_t length = contents(path, rest, SCENE_BYTES_MAX - 4 - words);
    memcpy(jpeg, (unsigned char[]) {0xFF, 0xD8, 0xFF, 0xFE, 0, words + 2}, 6);
    memcpy(jpeg + 6, comment, words);
    return length + 4 + words;
}
