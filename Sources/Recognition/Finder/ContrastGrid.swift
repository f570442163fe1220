// The standard deviation of the luma in every window of a grid, from running sums.

/// Deviations by window.
struct ContrastGrid {
    private let columns: Int
    private let deviations: [Float]

    /// The windows of a digit grid of this size over `picture`.
    init(_ picture: GrayImage, columns: Int, rows: Int) {
        self.columns = columns
        let pitch = picture.width + 1
        // Sums may wrap: differences of them come out right all the same.
        var sums = [UInt32](repeating: 0, count: pitch * (picture.height + 1))
        var squares = sums
        for y in 0..<picture.height {
            var (sum, square): (UInt32, UInt32) = (0, 0)
            for x in 0..<picture.width {
                let luma = UInt32(picture.pixels[y * picture.width + x])
                sum &+= luma
                square &+= luma &* luma
                let at = (y + 1) * pitch + x + 1
                sums[at] = sums[at - pitch] &+ sum
                squares[at] = squares[at - pitch] &+ square
            }
        }
        var deviations = [Float](repeating: 0, count: columns * rows)
        let count = Float(DialPatch.width * DialPatch.height)
        for row in 0..<rows {
            let top = row * DigitGrid.stride * pitch
            let bottom = top + DialPatch.height * pitch
            for column in 0..<columns {
                let left = column * DigitGrid.stride
                let right = left + DialPatch.width
                let sum = sums[bottom + right] &- sums[bottom + left] &- sums[top + right] &+ sums[top + left]
                let square =
                    squares[bottom + right] &- squares[bottom + left] &- squares[top + right] &+ squares[top + left]
                let mean = Float(sum) / count
                deviations[row * columns + column] = max(Float(square) / count - mean * mean, 0).squareRoot()
            }
        }
        self.deviations = deviations
    }

    func deviation(_ column: Int, _ row: Int) -> Float { deviations[row * columns + column] }
}
