// One region of a configuration of AI-on-the-edge-device: the box in which a digit or a needle stands.

import Metering
import Recognition

/// A digit's or needle's box in the reference picture.
struct EdgeRegion: Equatable {
    /// The number sequence it belongs to.
    var sequence: String
    /// Whether it is a needle.
    var isNeedle: Bool
    /// Its box.
    var area: Quad
    /// Whether the numbers grow against the clock.
    var isCounterClockwise: Bool
    /// Where it is written.
    var entry: EdgeFile.Entry

    /// The sequence of a region that names none.
    static let unnamedSequence = "default"

    /// Reads `x y width height`, and whether the numbers grow against the clock.
    init(_ entry: EdgeFile.Entry, isNeedle: Bool) throws(EdgeMistake) {
        let words = entry.value.split(separator: " ")
        let numbers = words.prefix(4).compactMap { Int($0) }
        guard numbers.count == 4, numbers.allSatisfy({ abs($0) <= 100_000 }) else {
            throw EdgeMistake(
                "\"\(entry.value)\" is no place of a region",
                "write x y width height in whole pixels, such as 294 126 30 54")
        }
        guard numbers[2] > 0, numbers[3] > 0 else {
            throw EdgeMistake("the region has no size", "give it a width and a height")
        }
        let turn = words.dropFirst(4).map { $0.lowercased() }
        guard turn.count <= 1, turn.allSatisfy({ $0 == "true" || $0 == "false" }) else {
            throw EdgeMistake(
                "\"\(words.dropFirst(4).joined(separator: " "))\" does not say which way it turns",
                "write true if the numbers grow against the clock, else false")
        }
        sequence = entry.sequence ?? EdgeRegion.unnamedSequence
        self.isNeedle = isNeedle
        area = Quad(
            x: Float(numbers[0]), y: Float(numbers[1]), width: Float(numbers[2]), height: Float(numbers[3]))
        isCounterClockwise = turn == ["true"]
        self.entry = entry
    }
}

extension EdgeRegion {
    /// A reference mark: where the device looked for a small picture.
    struct Mark: Equatable {
        var x: Int
        var y: Int
        /// Its line.
        var line: Int

        /// Reads `x y`.
        init(_ entry: EdgeFile.Entry) throws(EdgeMistake) {
            let words = entry.value.split(separator: " ")
            let numbers = words.compactMap { Int($0) }
            guard words.count == 2, numbers.count == 2 else {
                throw EdgeMistake(
                    "\"\(entry.text)\" is no reference mark",
                    "write its picture, x and y, such as /config/ref0.jpg 103 271")
            }
            (x, y, line) = (numbers[0], numbers[1], entry.line)
        }
    }
}
