// Embeds weights.bin, which `Scripts/train` writes; the layout is described in Recognition/DialNetwork.swift.
#include "RecognitionModel.h"

const unsigned char meterclip_dial_weights[] = {
#embed "weights.bin"
};

const size_t meterclip_dial_weights_size = sizeof meterclip_dial_weights;
