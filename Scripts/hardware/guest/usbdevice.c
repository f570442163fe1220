// The descriptors follow "USB Device Class Definition for Video Devices" 1.1 (camera terminal, output terminal, one stream). There
// are no controls: neither brightness nor exposure can be set.

#include "usbdevice.h"

#include <string.h>

#define WORD(value) (value) & 0xFF, (value) >> 8 & 0xFF
#define LONG(value) WORD(value), (value) >> 16 & 0xFF, (value) >> 24 & 0xFF

enum { WIDTH = 640, HEIGHT = 480, FRAME_BYTES = WIDTH * HEIGHT * 2, PAYLOAD_BYTES = FRAME_BYTES + 64, INTERVAL = 1000000 };
enum { PROBE_BYTES = 34 };

static const uint8_t device[] = {18, 1, WORD(0x0200), 0xEF, 2, 1, 64, WORD(0x1209), WORD(0x0001), WORD(0x0100), 1, 2, 3, 1};

#define CONTROL_BYTES (13 + 18 + 9)
#define STREAM_BYTES (14 + 11 + 30)
#define CONFIGURATION_BYTES (9 + 8 + 9 + CONTROL_BYTES + 9 + STREAM_BYTES + 7)

static const uint8_t configuration[] = {
    9, 2, WORD(CONFIGURATION_BYTES), 2, 1, 0, 0x80, 50,
    // The two interfaces belong together: control and stream.
    8, 11, 0, 2, 14, 3, 0, 0,
    9, 4, 0, 0, 0, 14, 1, 0, 0,
    13, 0x24, 1, WORD(0x0110), WORD(CONTROL_BYTES), LONG(6000000), 1, 1,
    18, 0x24, 2, 1, WORD(0x0201), 0, 0, WORD(0), WORD(0), WORD(0), 3, 0, 0, 0,
    9, 0x24, 3, 2, WORD(0x0101), 0, 1, 0,
    9, 4, 1, 0, 1, 14, 2, 0, 0,
    14, 0x24, 1, 1, WORD(STREAM_BYTES), 0x81, 0, 2, 0, 0, 0, 1, 0,
    11, 0x24, 6, 1, 1, 1, 1, 0, 0, 0, 0,
    30, 0x24, 7, 1, 0, WORD(WIDTH), WORD(HEIGHT), LONG(FRAME_BYTES * 80), LONG(FRAME_BYTES * 80), LONG(FRAME_BYTES),
    LONG(INTERVAL), 1, LONG(INTERVAL),
    7, 5, 0x81, 2, WORD(512), 0,
};
_Static_assert(sizeof configuration == CONFIGURATION_BYTES, "the lengths inside the descriptor must be right");

// The only stream there is, whatever the host proposes.
static const uint8_t probe[PROBE_BYTES] = {
    0, 0, 1, 1, LONG(INTERVAL), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, LONG(FRAME_BYTES), LONG(PAYLOAD_BYTES), LONG(48000000), 3, 0, 1, 1,
};

int usbdevice_streaming;

static int reply(const void *bytes, size_t length, uint8_t *answer) {
    memcpy(answer, bytes, length);
    return length;
}

static int descriptor(int type, int number, uint8_t *answer) {
    static const char *const texts[] = {"", "Meterclip", "Simulated camera", "1"};
    if (type == 1) return reply(device, sizeof device, answer);
    if (type == 2) return reply(configuration, sizeof configuration, answer);
    if (type != 3 || number > 3) return -1;
    if (number == 0) return reply((uint8_t[]) {4, 3, WORD(0x0409)}, 4, answer);
    size_t length = strlen(texts[number]);
    for (size_t i = 0; i < length; i++) {
        answer[2 + 2 * i] = texts[number][i];
        answer[3 + 2 * i] = 0;
    }
    answer[0] = 2 + 2 * length;
    answer[1] = 3;
    return answer[0];
}

// Requests to the stream's probe (1) and commit (2) controls.
static int stream(int request, int control, uint8_t *answer) {
    if (control != 1 && control != 2) return -1;
    switch (request) {
    case 0x01: // SET_CUR
        if (control == 2) usbdevice_streaming = 1;
        return 0;
    case 0x81: case 0x82: case 0x83: case 0x87: // GET_CUR, GET_MIN, GET_MAX, GET_DEF
        return reply(probe, sizeof probe, answer);
    case 0x85: // GET_LEN
        return reply((uint8_t[]) {WORD(PROBE_BYTES)}, 2, answer);
    case 0x86: // GET_INFO: can be read and set
        return reply((uint8_t[]) {3}, 1, answer);
    default:
        return -1;
    }
}

int usbdevice_control(const uint8_t setup[8], const uint8_t *data, size_t length, uint8_t *answer) {
    (void) data, (void) length;
    int type = setup[0], request = setup[1], asked = setup[6] | setup[7] << 8, given = -1;
    if ((type & 0x60) == 0x20 && setup[4] == 1) {
        given = stream(request, setup[3], answer);
    } else if ((type & 0x60) == 0) {
        switch (request) {
        case 0: given = reply((uint8_t[]) {0, 0}, 2, answer); break; // GET_STATUS
        case 1: // CLEAR_FEATURE, which ends a stream when it is for the endpoint
            if (type == 2) usbdevice_streaming = 0;
            given = 0;
            break;
        case 6: given = descriptor(setup[3], setup[2], answer); break; // GET_DESCRIPTOR
        case 8: given = reply((uint8_t[]) {1}, 1, answer); break; // GET_CONFIGURATION
        case 3: case 5: case 9: case 11: given = 0; break; // SET_FEATURE, _ADDRESS, _CONFIGURATION, _INTERFACE
        }
    }
    return given > asked ? asked : given;
}
