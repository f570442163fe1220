// An open descriptor of a video device and its ioctls, each of which ends in a bounded number of tries and fails by name.

import CVideo
import Glibc

/// An open device. Closes itself.
struct VideoLink: ~Copyable {
    let path: String
    let calls: VideoCalls
    let descriptor: Int32

    /// Opens the device at `path`.
    ///
    /// - Throws: `missing`, `forbidden`, `busy`, `gone`, `failed`.
    init(_ path: String, calls: VideoCalls) throws(CameraFault) {
        // First what can fail: nothing is given back of a link that never was.
        let result = VideoLink.patiently(calls) { calls.open(path) }
        guard result >= 0 else { throw VideoLink.fault("open", result, path: path) }
        self.path = path
        self.calls = calls
        descriptor = result
    }

    deinit { calls.close(descriptor) }

    /// One ioctl on a structure. Interruptions and moments in which the driver is busy with itself are waited out.
    ///
    /// - Throws: `gone`, `busy`, `failed`; see also `refused`.
    func ask<Structure>(_ name: String, _ request: UInt, _ structure: inout Structure) throws(CameraFault) {
        let result = answer(request, &structure)
        if result < 0 { throw VideoLink.fault(name, result, path: path) }
    }

    /// The same, false where the driver answers that it does not know such a thing (EINVAL), as at the end of a list, or
    /// has no such request (ENOTTY).
    func has<Structure>(_ name: String, _ request: UInt, _ structure: inout Structure) throws(CameraFault) -> Bool {
        let result = answer(request, &structure)
        if result == -EINVAL || result == -ENOTTY { return false }
        if result < 0 { throw VideoLink.fault(name, result, path: path) }
        return true
    }

    /// Maps a buffer of the device.
    ///
    /// - Throws: as `ask`.
    func map(offset: Int, length: Int) throws(CameraFault) -> UnsafeMutableRawPointer {
        var memory: UnsafeMutableRawPointer?
        let result = VideoLink.patiently(calls) {
            let (mapped, error) = calls.map(descriptor, offset, length)
            memory = mapped
            return mapped == nil ? error : 0
        }
        guard let memory else { throw VideoLink.fault("mmap", result, path: path) }
        return memory
    }

    private func answer<Structure>(_ request: UInt, _ structure: inout Structure) -> Int32 {
        withUnsafeMutablePointer(to: &structure) { pointer in
            VideoLink.patiently(calls) { calls.control(descriptor, request, pointer) }
        }
    }

    /// Makes a call again while it is interrupted or not possible at the moment; a driver that never ends saying so is busy.
    private static func patiently(_ calls: VideoCalls, _ call: () -> Int32) -> Int32 {
        for _ in 0..<Limits.interruptedRetriesMax {
            let result = call()
            switch result {
            case -EINTR: continue
            case -EAGAIN: calls.pause(1)
            default: return result
            }
        }
        return -EBUSY
    }

    /// What an error number means.
    static func fault(_ call: String, _ result: Int32, path: String) -> CameraFault {
        switch -result {
        case ENODEV, ENXIO, ESHUTDOWN: call == "open" ? .missing(path) : .gone
        case ENOENT, ENOTDIR: .missing(path)
        case EACCES, EPERM: .forbidden
        case EBUSY: .busy
        default: .failed(call: call, reason: String(cString: strerror(-result)))
        }
    }
}
