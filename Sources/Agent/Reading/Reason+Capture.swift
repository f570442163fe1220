// Why a frame could not be decoded, as a reason of a reading.

import Capture
import Metering

extension Reason {
    /// The reason behind a capture error.
    init(_ error: CaptureError) {
        switch error {
        case .notJPEG: self = .notJPEG
        case .truncated: self = .truncatedJPEG
        case .tooLarge, .fileTooLarge: self = .tooLarge
        case .corrupt, .png, .unsupported, .badRequest, .noMemory: self = .corruptJPEG
        case .camera(_, .gone), .camera(_, .missing): self = .cameraGone
        case .camera: self = .noPicture
        case .missing, .emptyFolder, .nothingToReplay, .unreadable: self = .noPicture
        }
    }
}
