// The weights of the dial network and of the needle network, as read-only data in the binary.
// MODEL.md beside the source says how they were made.
#ifndef METERCLIP_RECOGNITION_MODEL_H
#define METERCLIP_RECOGNITION_MODEL_H

#include <stddef.h>

// Pointers, because Swift imports no array of unknown size.
extern const unsigned char *const meterclip_dial_weights;
extern const size_t meterclip_dial_weights_size;

extern const unsigned char *const meterclip_needle_weights;
extern const size_t meterclip_needle_weights_size;

#endif
