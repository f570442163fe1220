// Loaded before the C library, lets one flush of the process fail as a disk does that cannot write: of a file the one whose number,
// counted from 1, is in METERCLIP_FAILING_FLUSH, of a folder the one in METERCLIP_FAILING_FOLDER_FLUSH. Used by Scripts/powercut.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

static int flush(const char *name, int descriptor) {
    static atomic_long files, folders;
    struct stat status;
    int is_folder = fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
    const char *failing = getenv(is_folder ? "METERCLIP_FAILING_FOLDER_FLUSH" : "METERCLIP_FAILING_FLUSH");
    if (atomic_fetch_add(is_folder ? &folders : &files, 1) + 1 == (failing ? atol(failing) : 0)) {
        errno = EIO;
        return -1;
    }
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return next(descriptor);
}

int fsync(int descriptor) { return flush("fsync", descriptor); }

int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
