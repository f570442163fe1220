// What users of other systems saw read wrong, as positions: rolling wheels, needles just past zero, wheels that lag or run ahead,
// long gaps, a dial that nobody can read. Each is worked out from a mechanism, with the index that it counted.

import Foundation
import Testing

@testable import Agent

@Suite struct DecodeVectorsTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let wheels: Int
        let needles: Int
        var rollStart: Double?
        var counterClockwise: Set<Int> = []
        let positions: [Double?]
        var previous: String?
        var elapsed = 900
        var qmax = 4.0
        /// Nil: it must not be published.
        let index: String?

        var testDescription: String { name }

        var line: String {
            let wheelDials = (0..<wheels).reversed().map { #"{"kind":"wheel","place":\#($0)}"# }
            let needleDials = (0..<needles).map {
                #"{"kind":"needle","place":\#(-$0 - 1),"direction":"\#(counterClockwise.contains($0 + 1) ? "ccw" : "cw")"}"#
            }
            let dials = (wheelDials + needleDials).joined(separator: ",")
            let roll = rollStart.map { #","rollStart":\#($0)"# } ?? ""
            let shown = positions.map { $0.map { "\($0)" } ?? "null" }.joined(separator: ",")
            let history = previous.map { #","previous":"\#($0)","elapsed":\#(elapsed),"qmax":\#(qmax)"# } ?? ""
            return
                #"{"register":{"dials":[\#(dials)],"decimals":\#(needles)\#(roll)},"positions":[\#(shown)]\#(history)}"#
        }
    }

    static let vectors: [Vector] = [
        Vector(
            name: "three wheels about to carry", wheels: 3, needles: 0, positions: [1.4, 9.8, 9.6], previous: "197",
            qmax: 40, index: "199"),
        Vector(
            name: "a wheel that ran ahead", wheels: 3, needles: 2, positions: [1.0, 0.0, 9.8, 9.9, 9.4],
            previous: "99.95", index: "99.99"),
        Vector(
            name: "before 161", wheels: 3, needles: 2, positions: [1.0, 6.0, 0.9, 9.7, 7.0], previous: "160.90",
            index: "160.97"),
        Vector(
            name: "after 161", wheels: 3, needles: 2, positions: [1.0, 6.1, 1.0, 0.1, 2.0], previous: "160.90",
            index: "161.02"),
        Vector(
            name: "a new meter", wheels: 5, needles: 4, positions: [0, 0, 0, 0, 0, 0.4, 4.2, 2.8, 8.0],
            previous: "0.0400", index: "0.0428"),
        Vector(
            name: "a new meter without history", wheels: 5, needles: 4, positions: [0, 0, 0, 0, 0, 0.4, 4.2, 2.8, 8.0],
            index: "0.0428"),
        Vector(
            name: "a needle given as ten", wheels: 2, needles: 4, counterClockwise: [1, 3],
            positions: [0, 5, 5.1, 1.2, 2.0, 10.0], previous: "5.5100", index: "5.5120"),
        Vector(
            name: "a wheel that lags", wheels: 3, needles: 2, rollStart: 9.2, positions: [5.0, 0.0, 8.6, 2.0, 1.0],
            previous: "509.18", index: "509.21"),
        Vector(
            name: "a wheel that rolls from four on", wheels: 3, needles: 3, rollStart: 4.0,
            positions: [0, 1, 2.3, 6.0, 0.2, 2.0], previous: "12.590", index: "12.602"),
        Vector(
            name: "the same, not told", wheels: 3, needles: 2, positions: [0, 1, 2.2, 5.1, 1.0], previous: "12.49",
            index: "12.51"),
        Vector(
            name: "a wheel that never rests", wheels: 3, needles: 4, positions: [5, 3, 0.7, 7.1, 0.8, 7.7, 7.0],
            previous: "530.7070", index: "530.7077"),
        Vector(
            name: "past the highest index", wheels: 5, needles: 2, positions: [0, 0, 0, 0, 0, 0.1, 2.0],
            previous: "99999.98", index: "0.02"),
        Vector(
            name: "just before it", wheels: 5, needles: 2, positions: [9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 8.6],
            previous: "99999.90", index: "99999.98"),
        Vector(
            name: "three days without a reading", wheels: 3, needles: 3, positions: [1, 2, 4, 0.6, 6.1, 2.0],
            previous: "123.450", elapsed: 259_200, index: "124.062"),
        Vector(
            name: "a wheel misread by one", wheels: 3, needles: 3, positions: [1, 2, 4.0, 4.6, 6.1, 2.0],
            previous: "123.450", elapsed: 60, index: "123.462"),
        Vector(
            name: "a wheel that cannot be read", wheels: 4, needles: 2, positions: [0, 1, nil, 3, 9.5, 4.8],
            previous: "123.90", index: "123.94"),
        Vector(
            name: "a needle that trembles backwards", wheels: 3, needles: 3, positions: [1, 2, 3, 4.5, 4.8, 8.0],
            previous: "123.450", index: "123.450"),
        Vector(
            name: "water that flowed back", wheels: 3, needles: 3, positions: [1, 2, 3, 4.0, 0.2, 2.0],
            previous: "123.450", index: nil),
        Vector(
            name: "nothing at all", wheels: 3, needles: 1, positions: [nil, nil, nil, nil], previous: "123.9",
            index: nil),
        Vector(
            name: "between two, without history", wheels: 3, needles: 2, positions: [1.0, 0.0, 9.8, 9.9, 9.4],
            index: nil),
    ]

    @Test(arguments: vectors) func positionsGiveTheIndexThatWasCounted(_ vector: Vector) throws {
        let text = try DecodeRequest.answer(Array(vector.line.utf8)).get()
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(answer["index"] as? String == vector.index, "\(text)")
    }
}
