// A row of dials that was found, looked at closely: what each dial shows, held against what was typed.

import Recognition

/// A found row and what its dials show.
struct CalibratedRow: Sendable {
    /// A dial is sure from this probability of its digit on.
    static let sureFrom: Float = 0.8
    /// A wheel at rest stands no further from its digit.
    private static let restReach: Float = 0.35
    /// Where the next digit may be said to follow: nobody tells 6.9 from 7 by eye.
    private static let rolling: Range<Float> = -0.15..<1

    /// How a window beside the row is looked at: beside its place, higher, lower, smaller and larger.
    private static let looks: [(Float, Float, Float)] = [
        (0, 0, 1), (-0.25, 0, 1), (0.25, 0, 1), (0, -0.2, 1), (0, 0.2, 1), (0, 0, 0.86), (0, 0, 1.16),
    ]

    let guess: RowGuess
    let sought: SoughtRow
    /// The windows, within the picture.
    let areas: [Quad]
    /// What each shows.
    let positions: [Position]

    /// A row whose dials were looked at.
    init(_ guess: RowGuess, _ sought: SoughtRow, areas: [Quad], positions: [Position]) {
        (self.guess, self.sought, self.areas, self.positions) = (guess, sought, areas, positions)
    }

    /// The same as a display, whose digits never stand between two.
    var asDisplay: CalibratedRow {
        CalibratedRow(guess, SoughtRow(digits: sought.digits, mayBeWheels: false), areas: areas, positions: positions)
    }

    /// Looks closely at the dials of `guess`; nil where the picture cuts through one.
    init?(_ guess: RowGuess, _ sought: SoughtRow, in picture: GrayImage, _ reader: DialReader) {
        var areas: [Quad] = []
        for number in sought.digits.indices {
            guard let area = guess.window(number).clipped(to: picture) else { return nil }
            areas.append(area)
        }
        let kind: DialKind = sought.mayBeWheels ? .wheel : .segment
        let positions = areas.map { reader.read(FaceDial(kind: kind, area: $0), in: picture) }
        self.init(guess, sought, areas: areas, positions: positions)
    }

    /// How sure it is that a dial shows the digit that was typed; for one that was not, that it shows any.
    func certainty(_ number: Int) -> Float {
        let position = positions[number]
        guard let digit = sought.digits[number] else { return position.confidence * (1 - position.none) }
        return position.mass(of: digit, rolling: sought.mayRoll(number))
    }

    /// Whether a dial shows what was typed, beyond doubt.
    func isSure(_ number: Int) -> Bool {
        guard certainty(number) >= CalibratedRow.sureFrom else { return false }
        guard let beyond = beyond(number) else { return true }
        return sought.mayRoll(number)
            ? CalibratedRow.rolling.contains(beyond) : abs(beyond) <= CalibratedRow.restReach
    }

    /// How far a dial stands beyond the digit that was typed, the shorter way round; nil where none was.
    private func beyond(_ number: Int) -> Float? {
        sought.digits[number].map { digit in
            let beyond = positions[number].value - Float(digit)
            return beyond > 5 ? beyond - 10 : beyond < -5 ? beyond + 10 : beyond
        }
    }

    /// The digits that were typed and stand in the middle of their windows.
    var resting: [Int?] {
        sought.digits.indices.map { (abs(beyond($0) ?? 1) < CalibratedRow.restReach) ? sought.digits[$0] : nil }
    }

    /// The power of ten that a dial counts, where so many of the digits stand behind the point.
    func place(of number: Int, decimals: Int) -> Int { sought.digits.count - decimals - 1 - number }

    /// The dials that do not show what was typed, or not surely.
    var doubts: [Int] { sought.digits.indices.filter { !isSure($0) } }

    /// Whether the last dial stands between two digits, as no display does.
    var isOnTheWay: Bool {
        guard let last = positions.last else { return false }
        let beyond = last.value - last.value.rounded()
        return last.confidence >= CalibratedRow.sureFrom && abs(beyond) > 0.25
    }

    /// The digit that plainly stands one place before the row (−1) or behind it, seen alike however the window lies.
    func neighbour(_ number: Int, in picture: GrayImage, _ reader: DialReader) -> Int? {
        var seen: Int?
        for (along, down, size): (Float, Float, Float) in CalibratedRow.looks {
            var moved = guess
            moved.first = guess.first + guess.across * along + guess.down * down
            (moved.across, moved.down) = (guess.across * size, guess.down * size)
            guard let area = moved.window(number).clipped(to: picture) else { return nil }
            let position = reader.read(FaceDial(kind: .wheel, area: area), in: picture)
            let digit = position.digit
            guard position.none < 0.1, digit.mass >= 0.9, seen == nil || seen == digit.value else { return nil }
            seen = digit.value
        }
        return seen
    }

    /// The row with a dial before it that shows nought; nil where the picture cuts through it.
    func ledByNought(in picture: GrayImage, _ reader: DialReader) -> CalibratedRow? {
        var longer = guess
        longer.first = guess.first - guess.step
        let digits = [0] + sought.digits
        return CalibratedRow(longer, SoughtRow(digits: digits, mayBeWheels: sought.mayBeWheels), in: picture, reader)
    }
}

extension Quad {
    /// The share of its height by which a window may stick out of the picture.
    private static let overhang: Float = 0.15

    /// The part inside a picture; nil where too much is outside.
    fileprivate func clipped(to picture: GrayImage) -> Quad? {
        let (width, height) = (Float(picture.width), Float(picture.height))
        let side = bottomLeft - topLeft
        let reach = (side.x * side.x + side.y * side.y).squareRoot() * Quad.overhang
        var isNear = true
        func clipped(_ corner: Point) -> Point {
            let inside = Point(min(max(corner.x, 0), width), min(max(corner.y, 0), height))
            if abs(inside.x - corner.x) > reach || abs(inside.y - corner.y) > reach { isNear = false }
            return inside
        }
        let part = Quad(clipped(topLeft), clipped(topRight), clipped(bottomRight), clipped(bottomLeft))
        return isNear ? part : nil
    }
}
