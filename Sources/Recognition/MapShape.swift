// How the values between two layers lie in memory: place by place, the channels of a place side by side, so that a
// register holds neighbouring channels, with a border of zeros that the next convolution reads over the edge.

/// The places and channels of a map in memory.
struct MapShape: Sendable {
    /// Places in a row that carry values.
    let width: Int
    /// Rows that carry values.
    let height: Int
    /// Numbers of a place: the channels, filled up to whole vectors.
    let depth: Int
    /// Places before the first row and column.
    private let border: Int
    private let columns: Int
    private let rows: Int

    /// A map of `channels` for a convolution that reads in tiles.
    static func padded(width: Int, height: Int, channels: Int) -> MapShape {
        func reach(_ places: Int) -> Int { (places + Winograd.step - 1) / Winograd.step * Winograd.step + 2 }
        return MapShape(
            width: width, height: height, depth: (channels + 3) / 4 * 4, border: 1, columns: reach(width),
            rows: reach(height))
    }

    /// A map of `channels` without a border, for a dense layer.
    static func plain(width: Int, height: Int, channels: Int) -> MapShape {
        MapShape(
            width: width, height: height, depth: (channels + 3) / 4 * 4, border: 0, columns: width, rows: height)
    }

    /// Numbers from one row to the next.
    var pitch: Int { columns * depth }
    /// Vectors of four in all.
    var vectors: Int { rows * pitch / 4 }

    /// Where the channels of place (x, y) begin; (−1, −1) is the border's first.
    @inline(__always)
    func offset(_ x: Int, _ y: Int) -> Int { (y + border) * pitch + (x + border) * depth }

    /// For each number in memory which input of a dense layer it is: inputs are counted channel, row, column.
    func order(channels: Int) -> [Int?] {
        (0..<height * width * depth).map { at in
            let (channel, place) = (at % depth, at / depth)
            return channel < channels ? channel * width * height + place : nil
        }
    }

    private init(width: Int, height: Int, depth: Int, border: Int, columns: Int, rows: Int) {
        self.width = width
        self.height = height
        self.depth = depth
        self.border = border
        self.columns = columns
        self.rows = rows
    }
}
