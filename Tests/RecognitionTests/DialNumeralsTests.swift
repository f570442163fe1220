// What is printed around needle dials says which way is up and which way their numbers grow; where nothing is printed it says nothing.

import RecognitionModel
import Testing

@testable import Recognition

@Suite struct DialNumeralsTests {
    /// Two dials, of which the second is numbered the other way.
    private static let dials = [
        NeedleGuess(centre: Point(80, 80), radius: 60, across: Point(1, 0), cost: 0),
        NeedleGuess(
            centre: Point(230, 80), radius: 60, across: Point(1, 0), sense: NeedleSense(clockwise: false), cost: 0),
    ]
    /// Clockwise from upright, by tenths of a turn.
    private static let directions = [
        Point(0, -1), Point(0.588, -0.809), Point(0.951, -0.309), Point(0.951, 0.309), Point(0.588, 0.809), Point(0, 1),
        Point(-0.588, 0.809), Point(-0.951, 0.309), Point(-0.951, -0.309), Point(-0.588, -0.809),
    ]

    private let network: DialNetwork

    init() throws {
        network = try DialNetwork(
            weights: UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
    }

    @Test func numeralsThatStandWhereTheyShouldLeaveNoDoubt() {
        let numerals = numerals(Self.picture())
        let doubt = numerals.doubt(Self.dials)
        #expect(doubt < 0.5)
        #expect(numerals.areSeen(doubt))
        #expect(!numerals.contradict(Self.dials))
    }

    @Test(arguments: [(50, [false, false]), (0, [true, true]), (0, [true, false])])
    func theyContradictWhereUpOrTheDirectionIsAnother(turn: Int, mirrored: [Bool]) {
        let numerals = numerals(Self.picture())
        let others = zip(Self.dials, mirrored).map { dial, isMirrored in
            var other = dial
            other.sense = NeedleSense(turn: turn, clockwise: dial.sense.clockwise != isMirrored)
            return other
        }
        #expect(numerals.doubt(others) > numerals.doubt(Self.dials) + 0.5)
        #expect(numerals.contradict(others))
    }

    @Test func whereNoneArePrintedTheySayNothing() {
        let numerals = numerals(Self.picture(drawn: false))
        #expect(!numerals.areSeen(numerals.doubt(Self.dials)))
        #expect(!numerals.contradict(Self.dials))
    }

    /// Without networks made fast all layouts would take minutes.
    private func numerals(_ picture: GrayImage) -> DialNumerals {
        DialNumerals(picture, network: network, layouts: DialNumerals.layouts.filter { $0 == (0.7, 0.28) })
    }

    private static func picture(drawn: Bool = true) -> GrayImage {
        var picture = GrayImage(width: 310, height: 160, filledWith: 205)
        for dial in dials where drawn {
            for digit in 0..<10 {
                let direction = directions[dial.sense.clockwise ? digit : (10 - digit) % 10]
                draw(digit, at: dial.centre + direction * (0.72 * dial.radius), in: &picture)
            }
        }
        return picture
    }

    /// Draws a numeral 16 pixels high.
    private static func draw(_ digit: Int, at centre: Point, in picture: inout GrayImage) {
        let lines = NumeralShapes.print(digit, way: 0).map { line in
            line.map { centre + Point(($0.x - 0.5) * 8, ($0.y - 0.5) * 13) }
        }
        for y in Int(centre.y) - 12...Int(centre.y) + 12 {
            for x in Int(centre.x) - 12...Int(centre.x) + 12 {
                let place = Point(Float(x) + 0.5, Float(y) + 0.5)
                let far = lines.map { NumeralTemplate.distance(place, $0) }.reduce(.infinity, min)
                let share = min(max(1.6 - far, 0), 1)
                picture[x, y] = UInt8(Float(picture[x, y]) * (1 - share) + 40 * share)
            }
        }
    }
}
