// Everything that can go wrong between a camera and a gray picture, as sentences an operator can act on.
// Those about files carry the path; those about a frame are put next to its name by whoever reports them.

/// An error of Capture.
public enum CaptureError: Error, Sendable, Equatable {
    /// The bytes do not begin like a JPEG.
    case notJPEG
    /// The JPEG ends before its picture does.
    case truncated
    /// The JPEG is damaged; the payload says what the decoder met.
    case corrupt(String)
    /// The JPEG is beyond a limit; the payload says which.
    case tooLarge(String)
    /// The JPEG is of a kind that is not read (CMYK, 12 bits, lossless).
    case unsupported(String)
    /// The PNG cannot be read; the payload says why.
    case png(String)
    /// The region or scale asked for does not exist in the picture.
    case badRequest(String)
    /// There is no memory for the picture.
    case noMemory
    /// No file or folder at this path.
    case missing(path: String)
    /// The folder holds no `.jpg` or `.jpeg` file.
    case emptyFolder(path: String)
    /// Nothing was given to replay.
    case nothingToReplay
    /// The file or folder cannot be read; the payload gives the system's reason.
    case unreadable(path: String, reason: String)
    /// The file holds more bytes than `Limits.jpegBytesMax`.
    case fileTooLarge(path: String, bytes: Int64)
    /// The camera of this name gives no picture.
    case camera(String, CameraFault)
}

extension CaptureError: CustomStringConvertible {
    /// A sentence that says what happened and, where that helps, what to do.
    public var description: String {
        switch self {
        case .notJPEG: "The frame is not a JPEG picture."
        case .truncated: "The JPEG ends too early: the transfer from the camera was cut off."
        case .corrupt(let detail): "The JPEG is damaged (\(detail))."
        case .tooLarge(let detail): "The JPEG is too large (\(detail)); set the camera to a smaller picture."
        case .unsupported(let detail):
            "This kind of JPEG is not supported (\(detail)); use an 8-bit gray or colour one."
        case .png(let detail): "The PNG cannot be read: \(detail)."
        case .badRequest(let detail): "The decoder was asked for something impossible: \(detail)."
        case .noMemory: "There is not enough memory to decode the frame."
        case .missing(let path): "\(path): no such file or folder."
        case .emptyFolder(let path): "\(path): the folder holds no .jpg or .jpeg file."
        case .nothingToReplay: "No file or folder to replay was given."
        case .unreadable(let path, let reason): "\(path): cannot be read (\(reason))."
        case .fileTooLarge(let path, let bytes):
            "\(path): \(bytes) bytes is more than the \(Limits.jpegBytesMax) a frame may have."
        case .camera(let name, let fault): "The camera \"\(name)\" gives no picture: \(fault)."
        }
    }
}
