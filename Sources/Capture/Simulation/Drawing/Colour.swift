// Colours of the drawing, each channel 0 … 255.
// Values may leave that range while they are mixed and shaded; the canvas clips them.

/// A colour that can be mixed and shaded.
struct Colour: Sendable {
    var red: Float
    var green: Float
    var blue: Float

    init(_ red: Float, _ green: Float, _ blue: Float) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    init(gray: Float) { self.init(gray, gray, gray) }

    static let black = Colour(22, 22, 24)
    static let paper = Colour(228, 226, 218)
    static let ink = Colour(30, 30, 34)

    /// The colour under more or less light.
    func shaded(_ factor: Float) -> Colour { Colour(red * factor, green * factor, blue * factor) }

    /// `share` of `other` in this colour, 0 … 1.
    func mixed(_ other: Colour, _ share: Float) -> Colour {
        Colour(
            red + (other.red - red) * share, green + (other.green - green) * share,
            blue + (other.blue - blue) * share)
    }
}
