// Finds a row of dials in a picture by the digits that it is known to show. The search goes from large digits to small ones, one size
// and direction at a time, so that whoever drives it can say how far it has come, share the work and stop when enough is found.

/// The search for rows of known digits.
public struct RowFinder: Sendable {
    /// Ways by thirds of a quarter: what comes between them is seen in each of its neighbours.
    private static let thirds = [Point(1, 0), Point(0.866_025_4, 0.5), Point(0.5, 0.866_025_4)]
    /// Ways nearer than this, as the sine of the angle between them, are one.
    private static let alike: Float = 0.12
    /// Where a row is not to be expected, its windows are no smaller than the picture's longer side by this.
    private static let unlikely: Float = 40
    /// Height of the smallest windows that are looked for, in pixels.
    private static let smallest: Float = 14
    /// Pixels of a resampled picture, which grow the more, the smaller the digits.
    private static let pixelsMax: Float = 6_000_000
    /// From size to size.
    private static let growth: Float = 1.4
    /// Width of a window against its height where the search begins.
    private static let aspect: Float = 0.66
    /// Windows whose luma deviates less are empty.
    private static let deviation: Float = 6

    private let pyramid: Pyramid
    private let network: DialNetwork

    /// A search in `picture`.
    public init(_ picture: GrayImage, reader: DialReader) {
        pyramid = Pyramid(searched: picture)
        network = reader.network
    }

    /// What is looked at together: four directions, and sizes, the largest first.
    public struct Round: Sendable {
        /// Which way the row runs.
        public let directions: [Point]
        /// How high the windows are, in pixels.
        public let heights: [Float]
    }

    /// What to look at, the likeliest first: along the picture's edges, then upright, then in steps of thirty degrees.
    public var rounds: [Round] {
        let edges = EdgeWays.strongest(of: pyramid)
        var ways: [Point] = []
        for way in edges + RowFinder.thirds {
            // Upright is meant where it is nearly so: most cameras hang straight.
            let meant = RowFinder.isAlike(way, Point(1, 0)) ? Point(1, 0) : way
            if !ways.contains(where: { RowFinder.isAlike($0, meant) }) { ways.append(meant) }
        }
        let (heights, side) = (heights, Float(max(pyramid.levels[0].width, pyramid.levels[0].height)))
        return ways.enumerated().map { number, way in
            // Nearly all the work is in the small sizes, and digits that small and askew to everything are not to be expected.
            let isLikely = number < max(edges.count, 1) || way == Point(1, 0)
            let own = isLikely ? heights : heights.filter { $0 * RowFinder.unlikely >= side }
            return Round(directions: way.quarters, heights: own)
        }
    }

    /// Whether two directions are about the same, or about a quarter of a turn apart.
    private static func isAlike(_ a: Point, _ b: Point) -> Bool {
        min(abs(a.x * b.y - a.y * b.x), abs(a.x * b.x + a.y * b.y)) < alike
    }

    /// The heights of windows to look for, the largest first.
    private var heights: [Float] {
        let picture = pyramid.levels[0]
        let largest = min(Float(max(picture.width, picture.height)) / 2, Float(min(picture.width, picture.height)))
        var heights: [Float] = []
        let cells = Float(DialPatch.width * DialPatch.height) / RowFinder.aspect
        let pixels = Float(picture.width * picture.height) * cells
        var height = max(RowFinder.smallest, (pixels / RowFinder.pixelsMax).squareRoot())
        while height <= largest {
            heights.append(height)
            height *= RowFinder.growth
        }
        return heights.reversed()
    }

    /// The best guesses for each of `rows` among windows of about this height that are read in this direction.
    public func guesses(height: Float, across: Point, rows: [SoughtRow]) -> [[RowGuess]] {
        let view = FinderView(across: across, height: height, aspect: RowFinder.aspect)
        let seen = view.picture(of: pyramid)
        let grid = DigitGrid(seen, network: network, deviation: RowFinder.deviation)
        return rows.map { row in
            let search = RowSearch(kinds: row.kinds, missesMax: row.known >= 5 ? 2 : 1)
            return search.run(grid).map { found in
                let (x, y) = (Float(found.column * DigitGrid.stride), Float(found.row * DigitGrid.stride))
                let first = seen.place(x + Float(DialPatch.width) / 2, y + Float(DialPatch.height) / 2)
                let along = view.across * (Float(found.pitch) * view.stepX)
                var guess = RowGuess(
                    first: first, step: along, across: view.across * (height * view.aspect / 2),
                    down: view.down * (height / 2), cost: 0, misses: found.misses)
                guess.step = along + view.down * (Float(found.rise) * view.stepY)
                let direction = guess.step * (1 / guess.step.length)
                guess.across = direction * guess.across.length
                guess.down = Point(-direction.y, direction.x) * guess.down.length
                guess.cost = Float(found.cost) / DigitGrid.parts / Float(max(row.known, 1))
                return guess
            }
        }
    }

    /// The place near `guess` where the digits of `row` are read best.
    public func fitted(_ guess: RowGuess, to row: SoughtRow) -> RowGuess {
        var level = 0
        while level + 1 < pyramid.levels.count, guess.down.length > Float(DialPatch.height << level) { level += 1 }
        return RowFit(
            picture: pyramid.levels[level], reduced: Float(1 << level), network: network, sought: row
        ).run(guess)
    }
}
