// The cards of a meter on the disk: one in force at every moment, the former ones kept, nothing lost that somebody made by hand.

import Capture
import Glibc
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(3))) struct CardShelfTests {
    private let folder = TemporaryFolder()
    private let at = Timestamp("2026-11-23T06:00:00Z")!

    private var shelf: CardShelf { CardShelf(path: folder.path + "/meters/cellar.toml") }

    init() { mkdir(folder.path + "/meters", 0o755) }

    private func card(_ decimals: Int = 0) -> MeterCard {
        let dials = (0..<5).map { number in
            DialCard(
                mechanism: DialMechanism(kind: .wheel, place: 4 - decimals - number),
                area: Quad(x: Float(20 + 40 * number), y: 20, width: 30, height: 50))
        }
        let register = RegisterCard(name: "main", dials: dials, decimals: decimals, hourlyMax: 2.5, start: nil)
        return MeterCard(
            meter: "cellar", medium: .water, unit: "m³", reference: "", area: nil, registers: [register])
    }

    private func read() throws -> CardFile {
        try CardFile.read(shelf.path) { _ in (640, 480) }
    }

    private func bytes(_ path: String) throws -> [UInt8] { try TextFile.readBytes(path, limit: 1 << 20) }

    @Test func theFirstCardIsInForceWithItsFrameAndSaysWhoMadeIt() throws {
        #expect(try shelf.text() == nil && shelf.stamps().isEmpty)
        let stamp = try shelf.put(card(), reference: [1, 2, 3], by: "console, anna", at: at)
        #expect(stamp.card == 1 && stamp.former == nil && stamp.old == nil && shelf.stamp == stamp)
        #expect(try read().card.registers == card().registers)
        #expect(try bytes(read().referencePath) == [1, 2, 3])
    }

    @Test func aFormerCardIsKeptAndTakenAgainAsANewOne() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        let stamp = try shelf.restore(1, by: "console, anna", at: at)
        #expect(shelf.stamps().map(\.card) == [3, 2, 1] && shelf.stamp == stamp)
        #expect(stamp.change == .restored && stamp.restored == 1 && stamp.former == 2)
        #expect(stamp.old == card(1).summary && stamp.new == card().summary)
        #expect(try read().card.registers == card().registers && bytes(read().referencePath) == [1])
        #expect(shelf.reference(of: 2) == [2])
    }

    @Test func whatSomebodyMadeByHandIsKeptAsItWas() throws {
        var own = card()
        own.reference = "own.jpg"
        let text = "# mine\n" + CardText.write(own)
        try TextFile.write(text, to: shelf.path)
        try TextFile.writeBytes([7], to: folder.path + "/meters/own.jpg")
        let stamp = try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        #expect(stamp.card == 2 && stamp.former == 1 && stamp.old == card().summary)
        #expect(shelf.reference(of: 1) == [7])
        try shelf.restore(1, by: "console, theo", at: at)
        #expect(try shelf.text()?.contains("# mine\n") == true && bytes(read().referencePath) == [7])
    }

    @Test func aChangeByHandOfACardThatWasMadeHereIsKeptToo() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        let changed = try #require(try shelf.text()).replacing("qmax = 2.5", with: "qmax = 4.0")
        try TextFile.write(changed, to: shelf.path)
        try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        #expect(shelf.stamps().map(\.card) == [3, 2, 1])
        try shelf.restore(2, by: "console, theo", at: at)
        #expect(try read().card.registers[0].hourlyMax == 4)
    }

    @Test func afterAPowerCutBeforeTheCardTookItsPlaceTheFormerOneIsWhole() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        // What is there by then: the new frame, and the new card under another name.
        let history = folder.path + "/meters/cellar-history"
        try TextFile.writeBytes([9], to: history + "/0002.jpg")
        try TextFile.write("meter = \"cell", to: shelf.path + ".new")
        #expect(try read().card.registers == card().registers && bytes(read().referencePath) == [1])
        #expect(shelf.stamps().map(\.card) == [1])
        try shelf.put(card(1), reference: [2], by: "console, anna", at: at)
        #expect(shelf.stamps().map(\.card) == [2, 1] && shelf.reference(of: 2) == [2])
    }

    @Test func afterAPowerCutBehindTheCardItsCopyIsMadeUpFor() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        unlink(folder.path + "/meters/cellar-history/0001.toml")
        #expect(shelf.stamps().map(\.card) == [1])
        try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        #expect(shelf.stamps().map(\.card) == [2, 1])
        try shelf.restore(1, by: "console, theo", at: at)
        #expect(try read().card.registers == card().registers)
    }

    @Test func whoeverHasOpenedACardReadsItToItsEndWhileAnotherTakesItsPlace() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        let text = try #require(try shelf.text())
        let path = try read().referencePath
        let (open, frame) = (Glibc.open(shelf.path, O_RDONLY), Glibc.open(path, O_RDONLY))
        defer { for descriptor in [open, frame] { close(descriptor) } }
        try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        func rest(of descriptor: Int32) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = Glibc.read(descriptor, &bytes, bytes.count)
            return Array(bytes.prefix(max(0, count)))
        }
        #expect(String(decoding: rest(of: open), as: UTF8.self) == text && rest(of: frame) == [1])
        #expect(try read().card.registers == card(1).registers && bytes(read().referencePath) == [2])
    }

    @Test func whatCannotBeUsedIsTakenBack() throws {
        let first = try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        let text = try shelf.text()
        let second = try shelf.put(card(1), reference: [2], by: "console, theo", at: at)
        try shelf.takeBack(second, former: text)
        #expect(try shelf.text() == text && shelf.stamps() == [first] && shelf.reference(of: 2) == nil)
        try shelf.takeBack(first, former: nil)
        #expect(try shelf.text() == nil && shelf.stamps().isEmpty)
    }

    @Test func onlySoManyAreKeptAndAlwaysTheOneInForce() throws {
        for _ in 0..<Limits.cardsKept + 3 { try shelf.put(card(), reference: [1], by: "console, anna", at: at) }
        #expect(shelf.stamps().count == Limits.cardsKept)
        #expect(shelf.stamps().first == shelf.stamp && shelf.stamp?.card == Limits.cardsKept + 3)
    }

    @Test func aCardThatIsNotThereAnyMoreIsNotTaken() throws {
        try shelf.put(card(), reference: [1], by: "console, anna", at: at)
        #expect(throws: AgentError.badData("there is no card 7 any more")) {
            try shelf.restore(7, by: "console, anna", at: at)
        }
    }
}
