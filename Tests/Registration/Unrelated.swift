// Pictures that do not show the meter: other meters, the meter in the mirror, drawings and noise. None may be accepted.

import Capture
import Recognition

/// The rows of pictures of something else.
struct Unrelated {
    private static let meters = 6
    private static let drawings = 60
    let seed: UInt64
    let photographed: [PictureList.Meter]
    let others: [(name: String, jpeg: [UInt8])]

    /// Adds its rows to the table.
    func run(_ table: inout Table) {
        let (isAll, mirror) = (table.wants("unrelated"), "the meter in the mirror")
        guard isAll || table.wants(mirror) else { return }
        let simulated = SimulatedFace.allCases.flatMap { face in
            (0..<Unrelated.meters).map { (face, Rendered.meter(face, seed: seed &+ 500 &+ UInt64($0)).1) }
        }
        let drawn = isAll ? drawings() : []
        let watched = simulated.map { (String(describing: $0.0), $0.1) } + photographed.map { ("", $0.watched) }
        var (faces, photographs, pictures, mirrored): (Scores, Scores, Scores, Scores) = ([], [], [], [])
        for (kind, meter) in watched {
            for (face, other) in simulated where isAll && face.rawValue != kind {
                faces.append(look(for: meter, in: JPEGEncoder.gray(other.reference, quality: 90), other.name))
            }
            for other in others where isAll && other.name.prefix(4) != meter.name.prefix(4) {
                photographs.append(look(for: meter, in: other.jpeg, other.name))
            }
            for (name, jpeg) in drawn { pictures.append(look(for: meter, in: jpeg, name)) }
            mirrored.append(look(for: meter, in: JPEGEncoder.gray(meter.reference.mirrored, quality: 90), "mirrored"))
        }
        if isAll {
            table.add(unrelated: "other kinds of simulated meter", scores: faces)
            table.add(unrelated: "photographs of something else", scores: photographs)
            table.add(unrelated: "drawings and noise", scores: pictures)
        }
        table.add(unrelated: mirror, scores: mirrored)
    }

    private typealias Scores = [(about: String, found: Registration)]

    private func look(for meter: WatchedMeter, in jpeg: [UInt8], _ name: String) -> (about: String, found: Registration)
    {
        ("\(meter.name) in \(name)", meter.locate(jpeg, near: .identity).0)
    }

    /// Noise of every grain, bars, squares, discs and slopes.
    private func drawings() -> [(String, [UInt8])] {
        (0..<Unrelated.drawings).map { number in
            var random = SplitMix64(seed: seed &+ UInt64(number))
            var picture = GrayImage(width: 640, height: 480)
            let grain = 1 << random.choice(7)
            let values = (0..<(641 * 481)).map { _ in UInt8(random.choice(256)) }
            for y in 0..<480 {
                for x in 0..<640 {
                    switch number % 4 {
                    case 0: picture[x, y] = values[(y / grain) * 641 + x / grain]
                    case 1: picture[x, y] = (x * (1 + grain) + y * number) / 97 % 2 == 0 ? 60 : 190
                    case 2: picture[x, y] = UInt8((x + y * grain) * 255 / (640 + 480 * grain))
                    default: picture[x, y] = 120
                    }
                }
            }
            if number % 4 >= 2 { scatter(40 + 10 * grain, over: &picture, &random) }
            return ("drawing \(number)", JPEGEncoder.gray(picture, quality: 85))
        }
    }

    /// Boxes and discs, about the size of print.
    private func scatter(_ count: Int, over picture: inout GrayImage, _ random: inout SplitMix64) {
        for _ in 0..<count {
            let (width, height) = (2 + random.choice(50), 2 + random.choice(40))
            let (left, top) = (random.choice(640 - width), random.choice(480 - height))
            let (luma, round) = (UInt8(random.choice(256)), random.choice(2) == 0)
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = (2 * Float(x) / Float(width) - 1, 2 * Float(y) / Float(height) - 1)
                    if !round || u * u + v * v < 1 { picture[left + x, top + y] = luma }
                }
            }
        }
    }
}

extension GrayImage {
    /// This picture, left and right exchanged.
    var mirrored: GrayImage {
        var picture = self
        for y in 0..<height { for x in 0..<width { picture[x, y] = self[width - 1 - x, y] } }
        return picture
    }
}
