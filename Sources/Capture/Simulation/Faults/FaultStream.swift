// What a bad cable makes of a frame: the lower part is missing, and the camera's driver fills it with something.

import Recognition

/// Spoils the lower part of pictures.
enum FaultStream {
    /// Fills the rows from `row` on with gray, or with the green of a buffer of zeros.
    static func blank(_ picture: inout ColourImage, from row: Int, _ random: inout SplitMix64) {
        let colours: [(UInt8, UInt8, UInt8)] = [(128, 128, 128), (0, 135, 0), (130, 130, 130), (0, 77, 0)]
        let (red, green, blue) = colours[random.choice(colours.count)]
        for at in (row * picture.width)..<(picture.width * picture.height) {
            picture.pixels[3 * at] = red
            picture.pixels[3 * at + 1] = green
            picture.pixels[3 * at + 2] = blue
        }
    }

    /// Fills the rows from `row` on with the strip above, again and again.
    static func repeatBand(_ picture: inout ColourImage, from row: Int, _ random: inout SplitMix64) {
        let band = min(row, 8 * (1 + random.choice(3)))
        let line = 3 * picture.width
        for y in row..<picture.height {
            let from = row - band + (y - row) % band
            for i in 0..<line { picture.pixels[y * line + i] = picture.pixels[from * line + i] }
        }
    }
}
