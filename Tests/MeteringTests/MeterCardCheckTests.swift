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

    @Test func cornersMustGoRoundTheDial() {
        let twisted = Quad(Point(40, 10), Point(60, 10), Point(40, 40), Point(60, 40))
        let mirrored = Quad(Point(60, 10), Point(40, 10), Point(40, 40), Point(60, 40))
        for bad in [twisted, mirrored] {
            #expect(
                card([left, bad], places: [1, 0]).mistakes(width: 100, height: 100).map(\.key) == [
                    "register[0].dial[1]"
                ])
        }
    }

    @Test func theAreaMustLieInThePicture() {
        for side: Float in [-5, 0, 1000, 1e30, .infinity, .nan] {
            var card = card([left, right], places: [1, 0])
            card.area = Quad(x: 0, y: 0, width: side, height: side)
            #expect(card.mistakes(width: 100, height: 100).map(\.key) == ["area"], "\(side)")
        }
    }

    @Test func theStartMustFitTheRegister() {
        for text in ["100", "99999999999999", "999999999999999999", "123456789.123456789"] {
            var card = card([left, right], places: [1, 0])
            card.registers[0].start = RegisterCard.Start(index: Index(text)!, at: Timestamp(milliseconds: 0))
            #expect(card.mistakes(width: 100, height: 100).map(\.key) == ["register[0].start.index"], "\(text)")
        }
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
