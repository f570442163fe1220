// The state of an agent as a table, and what of its warnings is in it.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct StatusTableTests {
    private let head = #"{"device":"cellar","version":"1","time":"2026-01-01T00:00:00Z","clock":"synchronised""#

    @Test func warningsStandAtTheEndAndAnOlderAgentHasNone() throws {
        let meters =
            #","meters":[{"meter":"water","schedule":"every 5m"}],"#
            + #""sinks":[{"sink":"out","state":"idle","schedule":"at once"}]"#
        let warnings = #","warnings":[{"meter":"water","kind":"leak","severity":"warning","text":"it flows"}]"#
        let rows = try StatusTable.rows(head + meters + warnings + "}", from: "s")
        #expect(rows.count == 6 && rows[5].hasPrefix("  warning water ") && rows[5].hasSuffix(" it flows"))
        #expect(try StatusTable.rows(head + meters + "}", from: "s") == Array(rows.dropLast()))
        #expect(throws: AgentError.self) { try StatusTable.rows("{}", from: "s") }
    }

    @Test func theGravestWarningsComeFirst() {
        let reading = RegisterCard.Start(index: Index(units: 1, decimals: 0), at: Timestamp(milliseconds: 0))
        func warning(_ kind: WarningKind) -> Warning {
            Warning(kind, first: reading, last: reading, found: 1, usual: nil, unit: "m³")
        }
        let board = InsightBoard()
        #expect(
            board.note(
                [
                    RegisterName("a"): .init(open: [warning(.jammed), warning(.leak)]),
                    RegisterName("b", "warm"): .init(open: [warning(.burst)]),
                ], [.init(name: "house", unit: "m³", limit: 0.1, open: warning(.imbalance))],
                [.init(name: "pump", kind: .machine, open: warning(.maintenance))]))
        #expect(board.warnings.map(\.name) == ["b warm", "a", "house", "a", "pump"])
    }
}
