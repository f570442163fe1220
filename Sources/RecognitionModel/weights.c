// Embeds weights.bin, which `Scripts/train` writes; the layout is described in Recognition/DialNetwork.swift.
#include "RecognitionModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "weights.bin"
};

const unsigned char *const meterclip_dial_weights = bytes;
const size_t meterclip_dial_weights_size = sizeof bytes;
