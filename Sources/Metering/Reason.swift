// Why a reading is not simply accepted. The codes are a contract: head-ends and test cases compare them.

import Recognition

/// A reason code.
public enum Reason: String, Sendable, Equatable, CaseIterable {
    /// The picture is not a JPEG.
    case notJPEG = "not-jpeg"
    /// The JPEG ends before the picture does.
    case truncatedJPEG = "truncated-jpeg"
    /// The JPEG is damaged.
    case corruptJPEG = "corrupt-jpeg"
    /// The JPEG is larger than is decoded.
    case tooLarge = "too-large"
    /// The file cannot be read, or the camera gave nothing.
    case noPicture = "no-picture"
    /// The camera is not there.
    case cameraGone = "camera-gone"
    /// The picture is too dark because the light did not go on.
    case lightFailed = "light-failed"
    /// The picture is too dark to be read.
    case dark = "dark"
    /// Too much of the picture is burnt out.
    case overexposed = "overexposed"
    /// A reflection lies on the dials.
    case glare = "glare"
    /// The picture is out of focus or shaken.
    case blurred = "blurred"
    /// Something lies between the camera and the meter.
    case occluded = "occluded"
    /// Drops or mist on the glass bend the picture.
    case wet = "wet"
    /// The picture is pale: mist, dirt or a failing light.
    case lowContrast = "low-contrast"
    /// The display shows another page, or sleeps.
    case otherPage = "other-page"
    /// The same picture again: the camera has stopped.
    case frozen = "frozen"
    /// The meter is not where the card says.
    case moved = "moved"
    /// Nothing of this meter is to be seen.
    case notThisMeter = "not-this-meter"
    /// A dial could not be read.
    case dialUnreadable = "dial-unreadable"
    /// A dial shows what the rest of the register excludes.
    case dialDisagrees = "dial-disagrees"
    /// A quite different index is not much less likely.
    case ambiguous = "ambiguous"
    /// The index cannot follow the last accepted one.
    case contradictsHistory = "contradicts-history"
    /// There is no earlier index to hold it against.
    case noAnchor = "no-anchor"
    /// The card does not say how much can flow in an hour, or the clock not how much time has passed.
    case noLimit = "no-limit"
    /// Several readings that agree contradicted what was accepted before, which is withdrawn.
    case corrected = "corrected"
    /// No dial could be read.
    case nothingReadable = "nothing-readable"

    /// The reason behind a decoder's finding.
    public init(_ finding: Finding) {
        switch finding {
        case .noAnchor: self = .noAnchor
        case .noLimit: self = .noLimit
        case .dialUnreadable: self = .dialUnreadable
        case .dialDisagrees: self = .dialDisagrees
        case .ambiguous: self = .ambiguous
        case .contradictsHistory: self = .contradictsHistory
        case .nothingReadable: self = .nothingReadable
        }
    }

    /// The reason behind what a gate found.
    public init(_ fault: QualityFault) {
        switch fault {
        case .dark: self = .dark
        case .overexposed: self = .overexposed
        case .glare: self = .glare
        case .blurred: self = .blurred
        case .occluded: self = .occluded
        case .wet: self = .wet
        case .lowContrast: self = .lowContrast
        case .cut: self = .truncatedJPEG
        case .moved: self = .moved
        case .notThisMeter: self = .notThisMeter
        }
    }

    /// True for what a picture taken in the dark is refused for.
    public var mayBeForWantOfLight: Bool {
        switch self {
        case .dark, .lowContrast, .blurred, .occluded, .moved, .notThisMeter, .nothingReadable, .dialUnreadable: true
        default: false
        }
    }

    /// True when an index with this reason is still published, as suspicious: what hides single dials is settled by the
    /// others and by history, or the decoder says that it is not.
    var isTolerated: Bool {
        switch self {
        case .noAnchor, .noLimit, .dialUnreadable, .corrected: true
        case .dark, .glare, .blurred, .occluded, .wet, .lowContrast: true
        case .notJPEG, .truncatedJPEG, .corruptJPEG, .tooLarge, .noPicture, .cameraGone, .lightFailed, .overexposed,
            .otherPage, .frozen, .moved,
            .notThisMeter,
            .dialDisagrees, .ambiguous, .contradictsHistory, .nothingReadable:
            false
        }
    }
}
