// JPEG through libjpeg, as much C as Swift cannot do: libjpeg reports errors by calling a function that must not
// return, so each call below sets a trap, and a failure comes back as a status and a sentence. No jump crosses a
// Swift frame. Warnings of libjpeg (premature end, corrupt entropy data) stop the decode like errors: a half-gray
// picture never comes out.

#ifndef METERCLIP_CJPEG_H
#define METERCLIP_CJPEG_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    CJPEG_OK = 0,
    CJPEG_NOT_JPEG,
    CJPEG_TRUNCATED,
    CJPEG_CORRUPT,
    CJPEG_TOO_LARGE,
    CJPEG_UNSUPPORTED,
    CJPEG_NO_MEMORY,
} cjpeg_status;

// What a decoder may spend on one picture.
typedef struct {
    uint64_t pixels;
    int scans;
    long memory_bytes;
} cjpeg_limits;

// A rectangle of the picture after scaling, in output pixels.
typedef struct {
    uint32_t x, y, width, height;
} cjpeg_region;

typedef struct cjpeg_decoder cjpeg_decoder;

// Returns a decoder, or NULL without memory. `bytes` must stay valid until the decoder is closed.
cjpeg_decoder *cjpeg_open(const uint8_t *bytes, size_t count, cjpeg_limits limits);
void cjpeg_close(cjpeg_decoder *decoder);
// Why the last call failed: never NULL, empty after success.
const char *cjpeg_message(const cjpeg_decoder *decoder);

// Reads up to the first scan.
cjpeg_status cjpeg_read_header(cjpeg_decoder *decoder, uint32_t *width, uint32_t *height, int *components);
// Starts decoding at 1/`denominator` of the size, in gray or (`colour` != 0) RGB; gives the size of the scaled
// picture.
cjpeg_status cjpeg_start(
    cjpeg_decoder *decoder, int denominator, int colour, uint32_t *scaled_width, uint32_t *scaled_height);
// Narrows the output to `region`, which must lie inside the scaled picture; widens it to the left where the format
// demands it.
cjpeg_status cjpeg_crop(cjpeg_decoder *decoder, cjpeg_region *region);
// Writes the rows of the region (or of the whole picture) one after another; `capacity` is the room in bytes.
cjpeg_status cjpeg_read_rows(cjpeg_decoder *decoder, uint8_t *out, size_t capacity);

// Compresses `components` (1 = gray, 3 = RGB, stored as YCbCr 4:2:2 like a camera's) interleaved bytes per pixel.
// On success `*out` is memory to be given to cjpeg_free.
cjpeg_status cjpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int components, int quality, uint8_t **out,
    size_t *out_count);
void cjpeg_free(uint8_t *bytes);

#endif
