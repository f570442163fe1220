// What the needle network sees all over a picture with one size of dial: how little speaks for each needle that is looked for. Where
// the picture is flat it is not asked.

/// The network's answers on a grid of centres.
struct NeedleGrid: Sendable {
    /// From centre to centre, as a share of the radius.
    private static let stride: Float = 0.25
    /// Places where nothing speaks for a needle cost this much.
    static let highest: Float = 6
    /// A dial's luma deviates by at least this much.
    private static let deviation: Float = 5
    /// The share of the radius that must lie within the picture to each side of the centre.
    private static let inside: Float = 0.7

    let radius: Float
    /// Centres to each side of the middle.
    let half: Int
    /// From row to row of `costs`.
    var side: Int { 2 * half + 1 }
    let pitch: Float
    let field: NeedleField
    /// Costs by needle, then row by row.
    private(set) var costs: [[Float]]

    /// Asks for needles whose weights are `weights`, each as if it grew clockwise from up.
    init(
        _ picture: GrayImage, field: NeedleField, radius: Float, reader: NeedleReader, weights: [[Float]],
        plain: PlainPlaces
    ) {
        (self.radius, self.field) = (radius, field)
        pitch = radius * NeedleGrid.stride
        half = Int(field.reach / pitch)
        let side = 2 * half + 1
        costs = [[Float]](repeating: [Float](repeating: NeedleGrid.highest, count: side * side), count: weights.count)
        let flat = weights.flatMap { $0 }
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: NeedleNetwork.memoryVectors) { memory in
            for row in -half...half {
                for column in -half...half {
                    let centre = place(column, row)
                    guard NeedleGrid.holds(picture, centre, radius), field.isFree(centre, radius),
                        plain.deviation(centre, radius) >= NeedleGrid.deviation
                    else { continue }
                    let guess = NeedleGuess(centre: centre, radius: radius, across: field.across, cost: 0)
                    let position = reader.read(picture, NeedleGeometry(area: guess.area), memory.baseAddress!)
                    let at = (row + half) * side + column + half
                    for needle in weights.indices {
                        costs[needle][at] = NeedleGrid.cost(position, flat, from: needle * Position.steps)
                    }
                }
            }
        }
    }

    /// The cost of a position for the weights that begin at `start`.
    @inline(__always)
    private static func cost(_ position: Position, _ weights: [Float], from start: Int) -> Float {
        var mass: Float = 0
        for step in 0..<Position.steps { mass += position.probabilities[step] * weights[start + step] }
        return min(-Elementary.log(mass + 1e-6), highest)
    }

    /// The centre of a cell.
    func place(_ column: Int, _ row: Int) -> Point {
        let down = Point(-field.across.y, field.across.x)
        return field.middle + field.across * (Float(column) * pitch) + down * (Float(row) * pitch)
    }

    private static func holds(_ picture: GrayImage, _ centre: Point, _ radius: Float) -> Bool {
        let margin = radius * inside
        return centre.x >= margin && centre.y >= margin && centre.x <= Float(picture.width) - margin
            && centre.y <= Float(picture.height) - margin
    }

    /// A needle's costs, each the mean of the cells around it: where a dial lies, the network is sure all around its centre.
    func steady(_ needle: Int) -> [Float] {
        let own = costs[needle]
        var result = [Float](repeating: NeedleGrid.highest, count: own.count)
        guard half > 0 else { return result }
        for row in 1..<side - 1 {
            for column in 1..<side - 1 {
                var sum: Float = 0
                for y in row - 1...row + 1 {
                    for x in column - 1...column + 1 { sum += own[y * side + x] }
                }
                result[row * side + column] = sum / 9
            }
        }
        return result
    }
}
