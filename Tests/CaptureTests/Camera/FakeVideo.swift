// A camera driver that exists only in this program: it keeps Video4Linux's rules as a kernel does, and breaks them at the call that
// a test names, in the way that a test names.

import CVideo
import Glibc
import Synchronization

@testable import Capture

/// What can go wrong at a call.
enum InjectedFault: String, CaseIterable {
    case noDevice, inputOutput, tryAgain, interrupted, timedOut, wrongIndex, shortFrame, changedSize

    /// The error number that a call answers with; nil for those that change what it says instead.
    var number: Int32? {
        switch self {
        case .noDevice: ENODEV
        case .inputOutput: EIO
        case .tryAgain: EAGAIN
        case .interrupted: EINTR
        case .timedOut: ETIMEDOUT
        case .wrongIndex, .shortFrame, .changedSize: nil
        }
    }
}

/// One call that was made.
enum FakeCall: Hashable {
    case open, map, wait
    case control(UInt)
}

/// A driver with one camera at /dev/video0.
final class FakeVideo: Sendable {
    struct State: Sendable {
        var isPresent = true
        var descriptors: Set<Int32> = []
        var nextDescriptor: Int32 = 100
        var format = PixelFormat.mjpeg
        var size = VideoSize(640, 480)
        var bufferCount = 0
        var queue: [UInt32] = []
        var isOn = false
        /// Addresses of mapped buffers by their index.
        var mapped: [UInt32: UInt] = [:]
        var mappedCount = 0
        var controls: [UInt32: Int32] = [1: 1, 2: 100]
        var now = 0
        var calls: [FakeCall] = []
        /// The number of the call at which something goes wrong, and for how many calls from there on.
        var faultAt: Range<Int> = 0..<0
        var fault = InjectedFault.noDevice
        var frames: [[UInt8]]
        var frameNumber = 0
        /// Bytes that are left over behind the first frame.
        var leftOver = 0
        /// Milliseconds that a frame takes.
        var frameTime = 40
        /// Frames that wait already.
        var filled = 0
        /// Called at every ioctl.
        var hang: (@Sendable () -> Void)?
    }

    /// Everything a test may look at or change.
    let state: Mutex<State>
    let offered: Mutex<[PixelFormat]>
    let sizes = [VideoSize(640, 480), VideoSize(320, 240)]

    init(frames: [[UInt8]], formats: [PixelFormat] = [.mjpeg, .yuyv]) {
        state = Mutex(State(frames: frames))
        offered = Mutex(formats)
    }

    var formats: [PixelFormat] { offered.withLock { $0 } }

    static let bufferBytes = 640 * 480 * 2

    /// The table of calls of this driver.
    var calls: VideoCalls {
        VideoCalls(
            open: { path in
                self.call(.open) { state in
                    guard path == "/dev/video0", state.isPresent else { return -ENOENT }
                    state.nextDescriptor += 1
                    state.descriptors.insert(state.nextDescriptor)
                    return state.nextDescriptor
                }
            },
            close: { descriptor in
                self.state.withLock {
                    $0.descriptors.remove(descriptor)
                    ($0.isOn, $0.queue, $0.filled) = (false, [], 0)
                }
            },
            control: { descriptor, request, structure in
                nonisolated(unsafe) let structure = structure
                let hang = self.state.withLock { $0.hang }
                hang?()
                return self.call(.control(request)) { state in
                    guard state.descriptors.contains(descriptor) else { return -EBADF }
                    return self.answer(&state, request, structure)
                }
            },
            map: { _, offset, length in
                nonisolated(unsafe) var memory: UnsafeMutableRawPointer?
                let result = self.call(.map) { state in
                    guard offset % 4096 == 0, offset / 4096 < state.bufferCount else { return -EINVAL }
                    let new = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 64)
                    state.mapped[UInt32(offset / 4096)] = UInt(bitPattern: new)
                    state.mappedCount += 1
                    memory = new
                    return 0
                }
                return (memory, result)
            },
            unmap: { memory, _ in
                let address = UInt(bitPattern: memory)
                self.state.withLock {
                    $0.mappedCount -= 1
                    $0.mapped = $0.mapped.filter { $0.value != address }
                }
                memory.deallocate()
            },
            wait: { _, milliseconds in
                self.call(.wait) { state in
                    guard state.isPresent else { return Int32(POLLHUP | POLLERR) }
                    guard state.isOn, !state.queue.isEmpty else {
                        state.now += Int(milliseconds)
                        return 0
                    }
                    if state.filled == 0 {
                        state.now += state.frameTime
                        state.filled = 1
                    }
                    return Int32(POLLIN)
                }
            },
            now: { self.state.withLock { $0.now } },
            pause: { time in self.state.withLock { $0.now += time } })
    }

    /// The calls of a driver that offers other formats, and gives no frames while `isSilent` says so.
    static func calls(
        _ driver: FakeVideo, formats: [PixelFormat], isSilent: @escaping @Sendable () -> Bool = { false }
    ) -> VideoCalls {
        driver.offered.withLock { $0 = formats }
        var calls = driver.calls
        let wait = calls.wait
        calls.wait = { descriptor, milliseconds in
            guard isSilent() else { return wait(descriptor, milliseconds) }
            driver.state.withLock { $0.now += Int(milliseconds) }
            return 0
        }
        return calls
    }

    /// Counts a call and lets it fail if it is the one.
    private func call(_ kind: FakeCall, _ body: (inout State) -> Int32) -> Int32 {
        state.withLock { state in
            let isFaulty = state.faultAt.contains(state.calls.count)
            state.calls.append(kind)
            // A driver that is waited for in vain costs time, like one that does nothing.
            state.now += 1
            if isFaulty, kind == .wait, state.fault == .timedOut {
                state.now += 5000
                return 0
            }
            if isFaulty, let number = state.fault.number { return -number }
            return body(&state)
        }
    }

    /// True when the call that is being made has to be answered wrongly.
    func isFaulty(_ state: State, _ fault: InjectedFault) -> Bool {
        state.fault == fault && state.faultAt.contains(state.calls.count - 1)
    }
}
