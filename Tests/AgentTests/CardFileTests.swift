// Meter cards from their files, and every mistake with its line.

import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct CardFileTests {
    private let folder = TemporaryFolder()

    private func read(_ text: String) throws -> CardFile {
        let path = folder.write("meter.toml", text)
        return try CardFile.read(path) { (_) throws(AgentError) in (200, 100) }
    }

    /// The lines and problems of a card that must be refused.
    private func mistakes(_ text: String) throws -> [(line: Int, problem: String, advice: String)] {
        do {
            _ = try read(text)
        } catch let error as AgentError {
            if case .mistakes(_, let placed) = error {
                return placed.map { ($0.line, $0.mistake.problem, $0.mistake.advice) }
            }
        }
        Issue.record("the card was taken")
        return []
    }

    private let good = """
        meter = "cellar"
        medium = "water"
        reference = "reference.jpg"

        [[register]]
        qmax = 4
        start = { index = "002.5", at = "2026-11-21T08:00:00Z" }

        [[register.dial]]
        kind = "wheel"
        place = 0
        box = [10, 10, 20, 30]
        rollStart = 9.2

        [[register.dial]]
        kind = "needle"
        place = -1
        centre = [100, 50]
        radius = 20
        zeroAngle = -36
        direction = "ccw"
        """

    @Test func aRegisterSaysHowItsHistoryIsTreated() throws {
        let keys = "qmax = 4\nbackflow = 0.5\nexchanges = 2\nhealAfter = 5\nfirst = \"publish\""
        let top = "page = [10, 20, 30, 40]\nframes = 3\n"
        let card = try read(top + good.replacing("qmax = 4", with: keys)).card
        #expect(card.page == Quad(x: 10, y: 20, width: 30, height: 40) && card.frames == 3)
        let register = card.registers[0]
        #expect(
            register.backflow == 0.5 && register.exchanges == 2 && register.healAfter == 5 && register.first == .publish
        )
        #expect(try read(CardText.write(card)).card == card)
        let plain = try read(good).card.registers[0]
        #expect(plain.exchanges == 0 && plain.healAfter == 3 && plain.first == .confirm)
        let wrong = try mistakes(good.replacing("qmax = 4", with: "exchanges = -1\nhealAfter = 1\nfirst = \"maybe\""))
        #expect(wrong.map(\.line) == [6, 7, 8])
    }

    @Test func aCardIsReadWithItsDefaults() throws {
        let card = try read(good).card
        #expect(card.meter == "cellar")
        #expect(card.unit == "m³")
        let register = card.registers[0]
        #expect(register.name == "main")
        #expect(register.decimals == 1)
        #expect(register.start?.index == Index(units: 25, decimals: 1))
        #expect(register.dials[0].area == Quad(x: 10, y: 10, width: 20, height: 30))
        #expect(register.dials[0].mechanism.rollStart == 9.2)
        #expect(register.dials[1].area == Quad(x: 80, y: 30, width: 40, height: 40))
        #expect(register.dials[1].zeroAngle == -1)
        #expect(!register.dials[1].clockwise)
    }

    @Test func whatIsWrittenReadsBack() throws {
        let card = try read(good).card
        #expect(try read(CardText.write(card)).card == card)
    }

    @Test func aTurnedCameraIsASettingThatReadsBackAndOutOfACircleIsRefused() throws {
        let turned = good.replacing("[[register]]", with: "rotation = 180\n\n[[register]]")
        let card = try read(turned).card
        #expect(card.rotation == 180)
        #expect(try read(CardText.write(card)).card == card)
        #expect(try read(good).card.rotation == 0)
        for wrong in ["400", "\"upside down\""] {
            #expect(try mistakes(turned.replacing("rotation = 180", with: "rotation = " + wrong)).map(\.line) == [5])
        }
    }

    @Test func anUnknownKindIsNamedWithItsLineAndTheRightWord() throws {
        let found = try mistakes(good.replacing("\"needle\"", with: "\"neddle\""))
        #expect(found.contains { $0.line == 16 && $0.problem.contains("neddle") && $0.advice.contains("needle") })
    }

    @Test func anUnknownKeyIsNamedWithTheOneMeant() throws {
        let found = try mistakes(good.replacing("rollStart", with: "rolStart"))
        #expect(found.map(\.line) == [13])
        #expect(found[0].advice.contains("rollStart"))
    }

    @Test func aDialOutsideThePictureIsNamedWithItsLine() throws {
        let found = try mistakes(good.replacing("[100, 50]", with: "[190, 50]"))
        #expect(found.map(\.line) == [15])
        #expect(found[0].problem.contains("outside the picture of 200 × 100"))
    }

    @Test func twoDialsOnOnePlaceAreNamed() throws {
        let found = try mistakes(
            good.replacing("[100, 50]", with: "[20, 25]").replacing("radius = 20", with: "radius = 10"))
        #expect(found.map(\.line) == [15])
        #expect(found[0].problem.contains("same place as register[0].dial[0]"))
    }

    @Test func allMistakesComeAtOnceInTheOrderOfTheirLines() throws {
        let bad = good.replacing("\"water\"", with: "\"wather\"").replacing("place = 0", with: "place = \"x\"")
            .replacing("08:00:00Z", with: "8 o'clock")
        #expect(try mistakes(bad).map(\.line) == [2, 7, 11])
    }

    @Test func aSyntaxErrorHasItsLine() throws {
        #expect(try mistakes(good.replacing("qmax = 4", with: "qmax = = 4")).map(\.line) == [6])
    }

    @Test(arguments: ["a/b", "", "a b", "é", String(repeating: "x", count: 65)])
    func aNameThatCannotBeInATopicIsRefused(name: String) throws {
        let meter = try mistakes(good.replacing("\"cellar\"", with: "\"\(name)\""))
        #expect(meter.map(\.line) == [1])
        let register = try mistakes(good.replacing("qmax = 4", with: "name = \"\(name)\""))
        #expect(register.map(\.line) == [6])
    }

    @Test(arguments: ["nan", "inf", "1e30", "-1"])
    func aPlaceThatIsNoneIsRefused(number: String) throws {
        #expect(try mistakes(good.replacing("[10, 10, 20, 30]", with: "[10, 10, 20, \(number)]")).first?.line ?? 0 >= 9)
        #expect(try !mistakes("area = [0, 0, \(number), 10]\n" + good).isEmpty)
    }

    @Test func aMissingFileIsNoInput() {
        do throws(AgentError) {
            _ = try CardFile.read("/nowhere/meter.toml") { (_) throws(AgentError) in (1, 1) }
            Issue.record("it was read")
        } catch {
            #expect(error.exitCode == 66)
            #expect(error.message.hasPrefix("/nowhere/meter.toml: "))
        }
    }
}
