// The table of expected readings.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct ExpectedReadingTests {
    @Test func aTableIsReadWithItsHeadingAndComments() throws {
        let rows = try ExpectedReading.table(
            "file\tindex\ttolerance\tcaptured_at\n# night\na.jpg\t00662.9051\t0.0005\t2018-08-14T02:13:57Z\n"
                + "b.jpg\t-\t0\t2018-08-14T02:14:57Z\r\n", path: "t")
        #expect(rows.map(\.file) == ["a.jpg", "b.jpg"])
        #expect(rows[0].index == Index(units: 6_629_051, decimals: 4))
        #expect(rows[1].index == nil)
    }

    @Test func theToleranceHoldsToTheLastDigit() throws {
        let row = try ExpectedReading.table("a\t1.00000\t0.0005\t0\n", path: "t")[0]
        #expect(row.accepts(Index(units: 10_005, decimals: 4)))
        #expect(row.accepts(Index(units: 9995, decimals: 4)))
        #expect(!row.accepts(Index(units: 10_006, decimals: 4)))
    }

    @Test(arguments: [
        ("a\t1\t0\n", "columns"), ("a\tx\t0\t0\n", "not an index"), ("a\t1\tx\t0\n", "not a tolerance"),
        ("a\t1\t0\tnoon\n", "not a time"), ("a\t1\t0\t100\nb\t1\t0\t99\n", "older"), ("", "empty"),
    ])
    func aBadTableIsRefusedWithItsLine(text: String, words: String) {
        do throws(AgentError) {
            _ = try ExpectedReading.table(text, path: "expected.tsv")
            Issue.record("the table was taken")
        } catch {
            #expect(error.message.contains(words), "\(error.message)")
            #expect(error.exitCode == 65)
        }
    }
}
