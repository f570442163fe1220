// Where needle dials are looked for: the whole picture, or around a row of wheels, which also says which way is up.

/// A part of a picture in which needles are looked for.
public struct NeedleField: Sendable {
    /// Widths of the row's pitch to either side of its middle in which needles lie.
    private static let reach: Float = 9
    /// A dial's circle against the row's pitch.
    private static let sizes: ClosedRange<Float> = 0.6...1.85
    /// A dial's circle against the root of the picture's area, where there is no row.
    private static let shares: ClosedRange<Float> = 0.036...0.2
    /// The smallest circle that is looked for, in pixels.
    private static let smallest: Float = 9
    /// From size to size.
    private static let growth: Float = 1.25

    let middle: Point
    let across: Point
    /// How far to each side of the middle centres may lie.
    let reach: Float
    /// Where no dial may lie: half the row's length and height, with nothing around it.
    private let row: (along: Float, down: Float)?
    /// The circles that are looked for, the smallest first.
    public let radii: [Float]

    /// Around a row of so many wheels.
    public init(around row: RowGuess, count: Int) {
        let step = row.step.length
        middle = row.first + row.step * (Float(count - 1) / 2)
        across = row.step * (1 / step)
        reach = step * NeedleField.reach
        self.row = (Float(count - 1) / 2 * step + row.across.length, row.down.length)
        radii = NeedleField.sizes(from: step * NeedleField.sizes.lowerBound, to: step * NeedleField.sizes.upperBound)
    }

    /// All of a picture of this size.
    public init(width: Int, height: Int) {
        middle = Point(Float(width) / 2, Float(height) / 2)
        across = Point(1, 0)
        reach = Float(max(width, height)) / 2
        row = nil
        let size = Float(width * height).squareRoot()
        radii = NeedleField.sizes(
            from: size * NeedleField.shares.lowerBound, to: size * NeedleField.shares.upperBound)
    }

    private static func sizes(from first: Float, to last: Float) -> [Float] {
        var (radii, radius): ([Float], Float) = ([], max(first, smallest))
        while radius <= last {
            radii.append(radius)
            radius *= growth
        }
        return radii
    }

    /// Whether a dial of this circle may lie at `centre` without covering the row.
    func isFree(_ centre: Point, _ radius: Float) -> Bool {
        guard let row else { return true }
        let way = centre - middle
        let along = max(abs(way.x * across.x + way.y * across.y) - row.along, 0)
        let down = max(abs(way.y * across.x - way.x * across.y) - row.down, 0)
        return (along * along + down * down).squareRoot() > 0.7 * radius
    }
}
