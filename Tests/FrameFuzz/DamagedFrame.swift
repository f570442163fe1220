// Frames as a broken cable, driver or camera delivers them, in the form that FrameTrial takes.

import Capture
import Recognition
import TestSupport

enum DamagedFrame {
    /// A JPEG with some of its bytes changed, lost, doubled or followed by others.
    static func jpeg(_ random: inout SplitMix64) -> [UInt8] {
        let size = VideoSize(8 + random.choice(120), 8 + random.choice(90))
        let noise = random.uniform(0, 60)
        var pixels: [UInt8] = []
        for at in 0..<size.width * size.height {
            pixels.append(UInt8(min(255, Double(at % size.width * 2 % 180) + random.uniform(0, noise))))
        }
        let quality = 20 + random.choice(75)
        let image = GrayImage(width: size.width, height: size.height, pixels: pixels)
        let bytes =
            random.choice(2) == 0
            ? JPEGEncoder.gray(image, quality: quality)
            : JPEGEncoder.colour(
                ColourImage(
                    width: size.width, height: size.height, pixels: pixels.flatMap { [$0, 90, $0] as [UInt8] }),
                quality: quality)
        return [0, UInt8(size.width - 1), UInt8(size.height - 1), 0] + Damage.apply(to: bytes, &random)
    }

    /// Raw luma, or luma and chroma, mostly of another length than its size needs.
    static func raw(_ random: inout SplitMix64) -> [UInt8] {
        let format = 2 + random.choice(PixelFormat.allCases.count - 2)
        let (width, height) = (1 + random.choice(96), 1 + random.choice(64))
        let stride = random.choice(3) == 0 ? 0 : random.choice(256)
        let perRow = [1, 2, 2, 2, 2, 2][random.choice(6)] * width
        let exact = max(stride, perRow) * height
        let count = random.choice(4) == 0 ? exact : max(0, exact + random.choice(2 * width + 9) - width - 4)
        var bytes = [UInt8(format), UInt8(width - 1), UInt8(height - 1), UInt8(stride)]
        for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
        return bytes
    }
}
