// How red a picture is: most needles behind a point are, and little else on a meter.

import Capture
import Recognition

extension ColourImage {
    /// By how much the red of each pixel is above the mean of its green and its blue.
    var redness: GrayImage {
        let values = [UInt8](unsafeUninitializedCapacity: width * height) { out, count in
            for at in 0..<width * height {
                let others = (Int(pixels[3 * at + 1]) + Int(pixels[3 * at + 2])) / 2
                out[at] = UInt8(max(Int(pixels[3 * at]) - others, 0))
            }
            count = width * height
        }
        return GrayImage(width: width, height: height, pixels: values)
    }
}
