// What can be wrong with a camera, by name: each has its own way to get well again, and its own advice.

/// Why a camera gives no picture.
public enum CameraFault: Error, Sendable, Equatable {
    /// There is no such device.
    case missing(String)
    /// This user may not open it.
    case forbidden
    /// Another program is using it.
    case busy
    /// It is a device, but not one that delivers pictures; the payload says what it is.
    case notACamera(String)
    /// It was there and is not any more.
    case gone
    /// No frame came in this many milliseconds.
    case silent(milliseconds: Int)
    /// The kernel has not come back from a call for this many milliseconds.
    case stuck(milliseconds: Int)
    /// It does not deliver this format; the payload lists those that it does.
    case formatNotOffered(String, offered: [String])
    /// It does not deliver this size; the payload says what it would deliver and lists what it offers.
    case sizeNotOffered(VideoSize, given: VideoSize, offered: [String])
    /// It delivers another size than it said.
    case sizeChanged(from: VideoSize, to: VideoSize)
    /// It has no such control; the payload lists those that it has.
    case controlUnknown(String, offered: [String])
    /// The control cannot take this value; the payload says which it can.
    case controlOutOfRange(String, value: Int, allowed: String)
    /// The control was set and has another value.
    case controlNotKept(String, asked: Int, got: Int)
    /// A frame was too short for its picture.
    case frameShort(bytes: Int, needed: Int)
    /// No whole JPEG came, only others; the payload says what the last of them was.
    case damagedFrames(String)
    /// The driver broke its own rules.
    case confused(String)
    /// A call of the kernel failed.
    case failed(call: String, reason: String)
}

extension CameraFault: CustomStringConvertible {
    /// What happened and, where that helps, what to do.
    public var description: String {
        switch self {
        case .missing(let place): "there is no camera at \(place): see `meterclip doctor` for those that there are"
        case .forbidden: "this user may not open it: add the user to the group \"video\""
        case .busy: "another program is using it: stop that program"
        case .notACamera(let what): "it is not a camera (\(what)): see `meterclip doctor` for those that there are"
        case .gone: "it was unplugged or has lost its power; it is used again as soon as it is back"
        case .silent(let time): "no picture came within \(time) ms: check its cable and its power"
        case .stuck(let time): "its driver has not answered for \(time) ms: unplug it, or restart the gateway"
        case .formatNotOffered(let format, let offered):
            "it does not deliver \(format); it offers \(CameraFault.list(offered))"
        case .sizeNotOffered(let size, let given, let offered):
            "it does not deliver \(size) (it would give \(given)); it offers \(CameraFault.list(offered))"
        case .sizeChanged(let from, let to): "it delivers \(to) instead of \(from) now"
        case .controlUnknown(let name, let offered):
            "it has no control \"\(name)\"; it has \(CameraFault.list(offered))"
        case .controlOutOfRange(let name, let value, let allowed):
            "its control \"\(name)\" cannot be \(value): \(allowed)"
        case .controlNotKept(let name, let asked, let got):
            "its control \"\(name)\" was set to \(asked) and is \(got): it may be locked by an automatic one"
        case .frameShort(let bytes, let needed): "its frames have \(bytes) bytes instead of \(needed)"
        case .damagedFrames(let what): "it delivers no whole picture: \(what)"
        case .confused(let what): "its driver broke a rule of Video4Linux: \(what)"
        case .failed(let call, let reason): "\(call) failed: \(reason)"
        }
    }

    /// True when nothing but another configuration helps, so that it must be told at the start.
    public var isMistake: Bool {
        switch self {
        case .notACamera, .formatNotOffered, .sizeNotOffered, .controlUnknown, .controlOutOfRange: true
        default: false
        }
    }

    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}
