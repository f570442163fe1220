// Pictures that no camera would take: of every size from one pixel, of one colour, stripes, noise, specks and rectangles.

import Capture
import Recognition

/// Makes pictures from random numbers.
enum RandomPicture {
    /// The longest side.
    static let sideMax = 4000

    /// A picture of random size and content; large ones are rare unless `side` says how long the sides are at most.
    static func gray(_ random: inout SplitMix64, side: Int? = nil) -> GrayImage {
        let most = side ?? usualSide(&random)
        // Mostly of any shape, at times square as a needle's dial, at times a single row or column.
        let width = 1 + random.choice(most)
        let height = random.choice(4) == 0 ? width : 1 + random.choice(most)
        switch random.choice(40) {
        case 0: return filled(width, 1, &random)
        case 1: return filled(1, height, &random)
        default: return filled(width, height, &random)
        }
    }

    /// The same as the bytes of a JPEG.
    static func jpeg(_ random: inout SplitMix64) -> [UInt8] {
        let image = gray(&random, side: 120)
        let quality = 1 + random.choice(100)
        guard random.choice(3) > 0 else { return JPEGEncoder.gray(image, quality: quality) }
        let pixels = image.pixels.flatMap { [$0, $0 / 2, 255 - $0] }
        return JPEGEncoder.colour(
            ColourImage(width: image.width, height: image.height, pixels: pixels), quality: quality)
    }

    private static func usualSide(_ random: inout SplitMix64) -> Int {
        switch random.choice(1000) {
        case 0: sideMax
        case 1..<20: 600
        case 20..<250: 150
        case 250..<900: 60
        default: 5
        }
    }

    /// A picture of one of the contents.
    static func filled(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> GrayImage {
        let (dark, light) = (UInt8(random.choice(256)), UInt8(random.choice(256)))
        var image = GrayImage(width: width, height: height, filledWith: dark)
        let count = width * height
        switch random.choice(6) {
        case 0: break
        case 1:
            for i in 0..<count { image.pixels[i] = UInt8(truncatingIfNeeded: random.next()) }
        case 2:
            let period = 1 + random.choice(9)
            for i in 0..<count where i % width / period % 2 == 0 { image.pixels[i] = light }
        case 3:
            for i in 0..<count { image.pixels[i] = UInt8(truncatingIfNeeded: i / max(count / 256, 1)) }
        case 4: image.pixels[random.choice(count)] = light
        default:
            // Rectangles, as strokes of a digit or of a needle are.
            for _ in 0..<1 + random.choice(6) {
                let (x, y) = (random.choice(width), random.choice(height))
                let (right, bottom) = (x + random.choice(width - x), y + random.choice(height - y))
                let luma = UInt8(truncatingIfNeeded: random.next())
                for row in y...bottom { for column in x...right { image[column, row] = luma } }
            }
        }
        return image
    }
}
