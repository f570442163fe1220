// A USB camera that can be unplugged: plugs itself into the kernel's virtual host controller, so that the real uvcvideo driver
// drives it, and shows the scene. Ending it is pulling the plug. After SIGUSR1 it gives no more pictures, until SIGUSR2; stopped
// (SIGSTOP) it answers nothing any more, and whoever closes it waits inside the driver.
// The protocol is USB/IP's (Documentation/usb/usbip_protocol.rst of the kernel), over a pair of sockets.
// Usage: usbcamera FOLDER STATE LIGHT FRAMES-PER-SECOND

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "scene.h"
#include "usbdevice.h"

enum { SUBMIT = 1, UNLINK = 2, SUBMIT_REPLY = 3, UNLINK_REPLY = 4, WAITING_MAX = 32, HIGH_SPEED = 3, PORT = 0, DEVICE = 1 << 16 | 2 };

// All numbers in the network's order. In a reply the first two numbers of `rest` are the status and the length.
struct packet {
    uint32_t command, sequence, device, in, endpoint;
    uint32_t rest[5];
    uint8_t setup[8];
};
_Static_assert(sizeof(struct packet) == 48, "USB/IP packets have 48 bytes");

// Requests for pictures that wait for one, oldest first.
static struct { uint32_t sequence, room; } waiting[WAITING_MAX];
static int waits;
// The payload that is on its way: a header of two bytes and a JPEG.
static uint8_t payload[SCENE_BYTES_MAX + 4];
static size_t length, sent;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int plugged_in(void) {
    int ends[2];
    char line[64];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) die("socketpair");
    int attach = open("/sys/devices/platform/vhci_hcd.0/attach", O_WRONLY);
    int words = snprintf(line, sizeof line, "%d %d %d %d", PORT, ends[0], DEVICE, HIGH_SPEED);
    if (attach < 0 || write(attach, line, words) != words) die("attach");
    close(attach);
    // The kernel holds its end.
    close(ends[0]);
    return ends[1];
}

static void receive(int plug, void *bytes, size_t count) {
    for (ssize_t got; count > 0; bytes = (char *) bytes + got, count -= got) {
        got = read(plug, bytes, count);
        if (got == 0) exit(0);
        if (got < 0) die("read");
    }
}

static void send_all(int plug, const void *bytes, size_t count) {
    for (ssize_t put; count > 0; bytes = (const char *) bytes + put, count -= put) {
        put = write(plug, bytes, count);
        if (put < 0) die("write");
    }
}

static void reply(int plug, uint32_t sequence, int status, const void *bytes, size_t count, size_t length) {
    struct packet packet = {.command = htonl(SUBMIT_REPLY), .sequence = sequence};
    packet.rest[0] = htonl(status);
    packet.rest[1] = htonl(length);
    packet.rest[3] = htonl(-1);
    send_all(plug, &packet, sizeof packet);
    send_all(plug, bytes, count);
}

// Gives the host as much of the payload as it has asked for.
static void deliver(int plug) {
    while (waits > 0 && sent < length) {
        size_t part = length - sent < waiting[0].room ? length - sent : waiting[0].room;
        reply(plug, waiting[0].sequence, 0, payload + sent, part, part);
        sent += part;
        memmove(waiting, waiting + 1, --waits * sizeof *waiting);
    }
}

static void submitted(int plug, const struct packet *packet) {
    uint8_t data[256], answer[256];
    size_t count = ntohl(packet->rest[1]);
    int in = ntohl(packet->in) == 1;
    if (!in && count > sizeof data) die("a request that is too long");
    if (!in) receive(plug, data, count);
    if (ntohl(packet->endpoint) == 0) {
        int given = usbdevice_control(packet->setup, data, in ? 0 : count, answer);
        if (!usbdevice_streaming) length = sent = 0;
        reply(plug, packet->sequence, given < 0 ? -EPIPE : 0, answer, in && given > 0 ? given : 0, in ? (given > 0 ? given : 0) : count);
    } else if (waits < WAITING_MAX) {
        waiting[waits].sequence = packet->sequence;
        waiting[waits++].room = count;
        deliver(plug);
    } else {
        reply(plug, packet->sequence, -EPIPE, NULL, 0, 0);
    }
}

static void unlinked(int plug, const struct packet *packet) {
    struct packet answer = {.command = htonl(UNLINK_REPLY), .sequence = packet->sequence};
    for (int i = 0; i < waits; i++) {
        if (waiting[i].sequence != packet->rest[0]) continue;
        memmove(waiting + i, waiting + i + 1, (--waits - i) * sizeof *waiting);
        answer.rest[0] = htonl(-ECONNRESET);
        break;
    }
    send_all(plug, &answer, sizeof answer);
}

static void expose(struct scene *scene) {
    static uint8_t toggle;
    // Every second picture toggles bit 0; bit 1 says that the picture ends with this payload, bit 7 that the header does.
    payload[0] = 2;
    payload[1] = 0x82 | (toggle ^= 1);
    length = 2 + scene_next(scene, payload + 2);
    // A payload ends with a transfer that is not full.
    if (length % 512 == 0) payload[length++] = 0;
    sent = 0;
}

static volatile sig_atomic_t silent;

static void fall_silent(int signal) { silent = signal == SIGUSR1; }

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

int main(int count, char **words) {
    if (count != 5) {
        fprintf(stderr, "see the head of usbcamera.c\n");
        return 64;
    }
    struct scene scene = {.folder = words[1], .state = words[2], .light = words[3]};
    int interval = 1000 / atoi(words[4]);
    signal(SIGUSR1, fall_silent);
    signal(SIGUSR2, fall_silent);
    struct pollfd plug = {.fd = plugged_in(), .events = POLLIN};
    for (long long due = now();;) {
        long long left = due - now();
        if (left <= 0) {
            // A picture that nobody fetches is lost, as in a sensor.
            if (!silent && usbdevice_streaming && sent == length) {
                expose(&scene);
                deliver(plug.fd);
            }
            due = now() + interval;
            continue;
        }
        if (poll(&plug, 1, left) <= 0) continue;
        struct packet packet;
        receive(plug.fd, &packet, sizeof packet);
        if (ntohl(packet.command) == UNLINK) unlinked(plug.fd, &packet);
        else submitted(plug.fd, &packet);
    }
}
