// What a USB camera says of itself, and how it answers on its control endpoint. One format: MJPEG 640 × 480, ten in a second, over
// a bulk endpoint.

#ifndef USBDEVICE_H
#define USBDEVICE_H

#include <stddef.h>
#include <stdint.h>

// Answers to a request of eight bytes, with `data` of `length` bytes when the host sends some. The answer's length, or -1 for a
// request that this camera does not have. `answer` has room for 256 bytes.
int usbdevice_control(const uint8_t setup[8], const uint8_t *data, size_t length, uint8_t *answer);

// Whether the host has asked for pictures since the endpoint was last cleared.
extern int usbdevice_streaming;

#endif
