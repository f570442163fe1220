// Mistakes that show when the parts of a card are seen together.

import Recognition
import Testing

@testable import Metering

@Suite struct MeterCardCheckTests {
    private func card(_ areas: [Quad], places: [Int]) -> MeterCard {
        let dials = zip(areas, places).map { DialCard(mechanism: DialMechanism(kind: .wheel, place: $1), area: $0) }
        let register = RegisterCard(name: "main", dials: dials, decimals: 0, hourlyMax: 1, start: nil)
        return MeterCard(
            meter: "m", medium: .water, unit: "m3", reference: "r.jpg", area: nil, registers: [register])
    }

    private let left = Quad(x: 10, y: 10, width: 20, height: 30)
    private let right = Quad(x: 40, y: 10, width: 20, height: 30)

    @Test func aSoundCardHasNoMistakes() {
        #expect(card([left, right], places: [1, 0]).mistakes(width: 100, height: 100).isEmpty)
    }

    @Test func aDialOutsideThePictureIsNamed() {
        let mistakes = card([left, right], places: [1, 0]).mistakes(width: 50, height: 100)
        #expect(mistakes.map(\.key) == ["register[0].dial[1]"])
        #expect(mistakes[0].problem.contains("outside the picture"))
    }

    @Test func twoDialsOnOnePlaceAreNamed() {
        let mistakes = card([left, left], places: [1, 0]).mistakes(width: 100, height: 100)
        #expect(mistakes.map(\.key) == ["register[0].dial[1]"])
        #expect(mistakes[0].problem.contains("register[0].dial[0]"))
    }

    @Test func placesMustFallByOne() {
        let mistakes = card([left, right], places: [1, 1]).mistakes(width: 100, height: 100)
        #expect(mistakes.map(\.key) == ["register[0].dial[1].place"])
    }

    @Test func aCardWithoutARegisterIsRefused() {
        let card = MeterCard(meter: "m", medium: .gas, unit: "m3", reference: "r.jpg", area: nil, registers: [])
        #expect(card.mistakes(width: 10, height: 10).map(\.key) == ["register"])
    }
}
