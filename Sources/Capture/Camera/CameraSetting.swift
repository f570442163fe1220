// What the configuration says of one camera.

/// A camera as it is to be used.
public struct CameraSetting: Sendable, Equatable {
    /// How a camera is known.
    public enum Place: Sendable, Equatable, CustomStringConvertible {
        /// By the path of its device, such as /dev/video0, or a link that stays, such as those in /dev/v4l/by-id.
        case path(String)
        /// By where it is plugged in, as the driver calls it, such as usb-0000:01:00.0-1.2.
        case bus(String)

        /// The path or the bus.
        public var description: String {
            switch self {
            case .path(let path): path
            case .bus(let bus): "bus \(bus)"
            }
        }
    }

    /// What meters call it.
    public var name: String
    /// Where it is.
    public var place: Place
    /// The format; nil for the first of `PixelFormat.allCases` that it offers.
    public var format: PixelFormat?
    /// The size; nil for the size that meters want.
    public var size: VideoSize?
    /// Most frames that are passed over until exposure is found.
    public var warmUp: Int
    /// Milliseconds to wait for a frame.
    public var patience: Int
    /// True to switch the camera off between readings.
    public var rests: Bool

    /// A camera at `place` with what is usual otherwise.
    public init(
        name: String, place: Place, format: PixelFormat? = nil, size: VideoSize? = nil, warmUp: Int = 30,
        patience: Int = 5000, rests: Bool = false
    ) {
        self.name = name
        self.place = place
        self.format = format
        self.size = size
        self.warmUp = warmUp
        self.patience = patience
        self.rests = rests
    }
}

/// What one meter wants of a camera.
public struct ShotRequest: Sendable, Equatable {
    /// Frames of each light.
    public var frames: Int
    /// The size; nil for the size that the camera has. The camera's own setting goes before.
    public var size: VideoSize?
    /// Controls by name that hold for this meter.
    public var controls: [String: Int]
    /// The lights that are on together, one shot after another; none for daylight. Of two shots the darker pixel counts.
    public var lights: [[String]]

    /// A request.
    public init(
        frames: Int = 1, size: VideoSize? = nil, controls: [String: Int] = [:], lights: [[String]] = []
    ) {
        self.frames = frames
        self.size = size
        self.controls = controls
        self.lights = lights
    }
}
