// Pictures and meters that several tests share. Meters take a moment to draw, so each is made once.
// Everything here is made by the module itself: no file, no camera.

import Capture
import Recognition

enum TestPictures {
    static let water = SimulatedMeter(face: .water, seed: 7, start: Index(units: 1_234_567, decimals: 4))
    static let gas = SimulatedMeter(face: .gas, seed: 7, start: Index(units: 1_234_567, decimals: 3))
    static let heat = SimulatedMeter(face: .heat, seed: 7, start: Index(units: 123_456, decimals: 1))
    static let dials = SimulatedMeter(face: .dials, seed: 7, start: Index(units: 12_345, decimals: 0))
    static let electricity = SimulatedMeter(face: .electricity, seed: 7, start: Index(units: 12_345, decimals: 1))

    static func meter(_ face: SimulatedFace) -> SimulatedMeter {
        switch face {
        case .water: water
        case .gas: gas
        case .electricity: electricity
        case .heat: heat
        case .dials: dials
        }
    }

    /// Without noise and blur, so that pixels that show the same thing are the same.
    static var still: SimulatedScene {
        var scene = SimulatedScene()
        scene.noise = 0
        scene.blur = 0
        return scene
    }

    /// A colourful pattern with edges, slopes and grain.
    static func pattern(width: Int, height: Int, seed: UInt64 = 1) -> ColourImage {
        var random = SplitMix64(seed: seed)
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let edge = (x / 11 + y / 7) % 2 == 0 ? 60 : 0
                let grain = random.choice(12)
                pixels.append(UInt8(min(255, 40 + edge + 2 * x % 120 + grain)))
                pixels.append(UInt8(min(255, 30 + edge + 3 * y % 140 + grain)))
                pixels.append(UInt8(min(255, 70 + (x + y) % 90 + grain)))
            }
        }
        return ColourImage(width: width, height: height, pixels: pixels)
    }

    /// The pixels of `image` from (x, y) on.
    static func crop(_ image: GrayImage, x: Int, y: Int, width: Int, height: Int) -> GrayImage {
        var part = GrayImage(width: width, height: height)
        for j in 0..<height {
            for i in 0..<width { part[i, j] = image[x + i, y + j] }
        }
        return part
    }

    /// The first place of `needle` in `bytes`.
    static func offset(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= needle.count else { return nil }
        return (0...bytes.count - needle.count).first { Array(bytes[$0..<$0 + needle.count]) == needle }
    }
}
