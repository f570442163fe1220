// The dial network's weights, as read-only data in the binary. MODEL.md beside the source says how they were made.
#ifndef METERCLIP_RECOGNITION_MODEL_H
#define METERCLIP_RECOGNITION_MODEL_H

#include <stddef.h>

extern const unsigned char meterclip_dial_weights[];
extern const size_t meterclip_dial_weights_size;

#endif
