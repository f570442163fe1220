// The clock that never jumps, in the numbers that the kernel uses for edges and frames.

// The kernel's header brings the C library's structure of a time with it, and is then the module that defines it.
import CVideo
import Glibc

/// CLOCK_MONOTONIC.
enum Monotonic {
    /// Nanoseconds since some moment before this program began.
    static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The same in milliseconds.
    static func milliseconds() -> Int { Int(nanoseconds() / 1_000_000) }
}
