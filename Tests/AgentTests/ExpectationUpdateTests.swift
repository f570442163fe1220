// How a table differs from what is published, and what becomes of it.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct ExpectationUpdateTests {
    private let table =
        "# night\r\nfile\tindex\ttolerance\tcaptured_at\r\nb.jpg\t1.0\t0.1\t0\r\n\r\n# day\r\na.jpg\t-\t-\t60\r\nc.jpg\t3.0\t\t120"

    private func update(_ published: [String?]) throws -> ExpectationUpdate {
        let rows = try ExpectedReading.table(table, path: "t")
        let outcomes = zip(rows, published).map { row, text in
            let index = text.flatMap { Index($0) }
            return ReplayOutcome(
                expected: row,
                reading: Reading(
                    meter: "m", register: "main", index: index, unit: "", capturedAt: row.capturedAt,
                    timeQuality: .given, confidence: 1, quality: .accepted, reasons: index == nil ? [.glare] : [],
                    dials: []))
        }
        return ExpectationUpdate(outcomes, in: table)
    }

    @Test func onlyTheIndexOfWhatIsWrongChanges() throws {
        let update = try update(["2.0", "5.0", nil])
        #expect(update.changes.map(\.line) == [3, 6])
        #expect(update.changes.map(\.expected) == ["1.0", nil])
        #expect(
            update.text
                == table.replacing("b.jpg\t1.0", with: "b.jpg\t2.0").replacing("a.jpg\t-", with: "a.jpg\t5.0"))
    }

    @Test func whatIsRightOrWithheldStaysAsItIs() throws {
        let update = try update(["1.1", nil, nil])
        #expect(update.changes.isEmpty && update.text == table)
        #expect(update.rows(path: "t").last == "   c.jpg: withheld (glare); its index stays")
        #expect(try self.update(["1.1", nil, "3.0"]).rows(path: "t").isEmpty)
    }

    @Test func wrongValuesAreToldLoudly() throws {
        let rows = try update(["2.0", "5.0", "3.0"]).rows(path: "t")
        #expect(rows.filter { $0.hasPrefix("!! WRONG") }.count == 2)
        #expect(rows.contains("!! WRONG: a.jpg publishes 5.0, and the table expects that nothing is"))
        #expect(try update(["2.0", nil, nil]).lines(of: "x").map { $0.contains(#""diff":"b.jpg""#) } == [true])
    }
}
