// Loaded before the C library, lets one flush of the process fail as a disk does that cannot write: the one whose number, counted
// from 1, is in METERCLIP_FAILING_FLUSH. Used by Scripts/powercut.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static int flush(const char *name, int descriptor) {
    static atomic_long count;
    const char *failing = getenv("METERCLIP_FAILING_FLUSH");
    if (failing && atomic_fetch_add(&count, 1) + 1 == atol(failing)) {
        errno = EIO;
        return -1;
    }
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return next(descriptor);
}

int fsync(int descriptor) { return flush("fsync", descriptor); }

int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
