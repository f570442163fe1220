// Embeds needle.bin, which `Scripts/training/needles/train.py` writes; the layout is described in
// Recognition/NeedleWeights.swift.
#include "RecognitionModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "needle.bin"
};

const unsigned char *const meterclip_needle_weights = bytes;
const size_t meterclip_needle_weights_size = sizeof bytes;
