// The kernel's calls as far as a camera needs them, in a table: tests put faults in their place that no kernel shows on demand.
// Every function answers as the kernel does: what is not negative is a success, otherwise it is the error number negated.

import CVideo
import Glibc

/// A table of calls.
struct VideoCalls: Sendable {
    /// Opens a device without waiting for it; a descriptor.
    var open: @Sendable (_ path: String) -> Int32
    /// Closes a descriptor.
    var close: @Sendable (_ descriptor: Int32) -> Void
    /// Asks a device something; the structure belongs to the request.
    var control: @Sendable (_ descriptor: Int32, _ request: UInt, _ structure: UnsafeMutableRawPointer) -> Int32
    /// Maps a device's buffer into memory; nil and the error where it cannot.
    var map: @Sendable (_ descriptor: Int32, _ offset: Int, _ length: Int) -> (UnsafeMutableRawPointer?, Int32)
    /// Gives mapped memory back.
    var unmap: @Sendable (_ memory: UnsafeMutableRawPointer, _ length: Int) -> Void
    /// Waits for a frame: what happened as bits of poll(2), 0 after so many milliseconds.
    var wait: @Sendable (_ descriptor: Int32, _ milliseconds: Int32) -> Int32
    /// Milliseconds of a clock that never jumps.
    var now: @Sendable () -> Int
    /// Does nothing for so many milliseconds.
    var pause: @Sendable (_ milliseconds: Int) -> Void

    /// The kernel's own.
    static let system = VideoCalls(
        open: { path in
            let descriptor = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
            return descriptor >= 0 ? descriptor : -errno
        },
        close: { _ = Glibc.close($0) },
        control: { descriptor, request, structure in
            let result = ioctl(descriptor, request, structure)
            return result >= 0 ? result : -errno
        },
        map: { descriptor, offset, length in
            let memory = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, off_t(offset))
            return memory == MAP_FAILED ? (nil, -errno) : (memory, 0)
        },
        unmap: { _ = munmap($0, $1) },
        wait: { descriptor, milliseconds in
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let result = poll(&entry, 1, milliseconds)
            return result > 0 ? Int32(entry.revents) : result < 0 ? -errno : 0
        },
        now: Monotonic.milliseconds,
        pause: { _ = usleep(UInt32(max(0, $0)) * 1000) })
}
