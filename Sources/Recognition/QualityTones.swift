// How bright the pixels of a picture are, from a part of them, and whether its lower rows are real.

/// The tones of a picture.
struct QualityTones {
    /// Nearly all pixels are darker.
    private(set) var bright: Float = 0
    /// Share that is burnt out.
    private(set) var burnt: Float = 0

    /// Counts one pixel in 64 of `region` of a picture, columns and rows from and to.
    init(of picture: GrayImage, columns: Range<Int>, rows: Range<Int>) {
        var counts = [Int](repeating: 0, count: 256)
        var count = 0
        for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 8) {
            for x in stride(from: columns.lowerBound, to: columns.upperBound, by: 8) {
                counts[Int(picture[x, y])] += 1
                count += 1
            }
        }
        guard count > 0 else { return }
        var above = 0
        var luma = 255
        while luma > 0, (above + counts[luma]) * 50 <= count { (above, luma) = (above + counts[luma], luma - 1) }
        bright = Float(luma)
        var clipped = 0
        for luma in Int(QualityLimits.burnt)..<256 { clipped += counts[luma] }
        burnt = Float(clipped) / Float(count)
    }

    /// How many rows at the lower end of a picture are of one tone that neither darkness nor light makes: no sensor gives
    /// such rows, they were never received.
    static func emptyRows(of picture: GrayImage) -> Int {
        let (width, height) = (picture.width, picture.height)
        guard width >= 32, height > 0 else { return 0 }
        return picture.pixels.withUnsafeBufferPointer { pixels in
            let tone = Int(pixels[(height - 1) * width])
            guard tone > 16, tone < 240 else { return 0 }
            var rows = 0
            while rows < height {
                let start = (height - 1 - rows) * width
                var x = 0
                while x < width {
                    if abs(Int(pixels[start + x]) - tone) > 1 { return rows }
                    x += 3
                }
                rows += 1
            }
            return rows
        }
    }
}
