// What a technician sees while a camera is put before a meter: how bright and how sharp its picture is.

/// The newest picture of a camera, in figures.
public struct LiveView: Sendable {
    /// How the light is.
    public enum Light: String, Sendable, CaseIterable {
        case dark, good, burnt
    }

    /// How sharp it is.
    public enum Sharpness: String, Sendable, CaseIterable {
        case blurred, fair, sharp
        /// There is nothing in it to tell by.
        case nothing
    }

    /// Changes with the picture.
    public var number: Int
    /// How bright it is, 0 to 100.
    public var light: Int
    /// Whether that will do.
    public var lightIs: Light
    /// How sharp it is, 0 to 100.
    public var sharpness: Int
    /// Whether that will do.
    public var sharpnessIs: Sharpness
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int

    /// Figures.
    public init(
        number: Int, light: Int, lightIs: Light, sharpness: Int, sharpnessIs: Sharpness, width: Int, height: Int
    ) {
        (self.number, self.light, self.lightIs) = (number, light, lightIs)
        (self.sharpness, self.sharpnessIs, self.width, self.height) = (sharpness, sharpnessIs, width, height)
    }
}
