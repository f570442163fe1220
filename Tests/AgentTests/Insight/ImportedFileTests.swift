// Files of readings that somebody else writes.

import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct ImportedFileTests {
    @Test func linesAreReadingsHoweverTheyAreParted() {
        let content = ImportedFile.content(
            of:
                "\u{FEFF}time;index\r\n 2026-03-02 00:00:00Z ; 12.5\r\n\"2026-03-01T00:00:00+01:00\",\"12.25\"\n\n# note\n"
                + "2026-03-03T00:00:00Z\t13.0\textra\n")
        #expect(content.mistakes.isEmpty && content.wrong == 0)
        #expect(content.points.map(\.index.text) == ["12.25", "12.5", "13.0"])
        #expect(content.points[0].at == Timestamp("2026-02-28T23:00:00Z"))
        #expect(Set(content.points.map(\.seq)).count == 3)
    }

    @Test func aCommaMayStandBeforeTheDecimalsWhereItPartsNothing() {
        let content = ImportedFile.content(
            of: "Zeit;m³\n2026-03-01T00:00:00Z;1234,567\n2026-03-02T00:00:00Z\t1235,5\n2026-03-03T00:00:00Z,1236,5\n"
                + "\"2026-03-04T00:00:00Z\",\"1,237.5\"\n20260305,1238\n")
        #expect(content.points.map(\.index.text) == ["1234.567", "1235.5"])
        #expect(content.mistakes.map(\.key) == ["line 4", "line 5", "line 6"])
    }

    @Test func aLineThatIsNoReadingIsToldAndTheOthersCount() {
        let content = ImportedFile.content(
            of: "2026-03-01T00:00:00Z,1\nyesterday,2\n2026-03-02T00:00:00Z,-3\n2026-03-02T00:00:00,4\n"
                + "2026-03-03T00:00:00Z,5\n" + String(repeating: "2026-99-01T00:00:00Z,6\n", count: 9))
        #expect(content.points.count == 2 && content.wrong == 12 && content.mistakes.count == Limits.importMistakes)
        #expect(content.mistakes[0].key == "line 2")
    }

    @Test func aVersionOfAFileIsToldFromTheNext() throws {
        let folder = TemporaryFolder()
        let path = folder.write("flat.csv", "2026-03-01T00:00:00Z,1\n")
        let register = KnownRegister(RegisterName("flat"), medium: .water, unit: "m³", decimals: 3)
        let file = ImportedFile(register, path: path)
        let before = try #require(file.stamp)
        #expect(before == file.stamp)
        #expect(try file.read().points.count == 1)
        folder.write("flat.csv", "2026-03-01T00:00:00Z,1\n2026-03-02T00:00:00Z,2\n")
        #expect(file.stamp != before)
        let none = ImportedFile(register, path: folder.path + "/none.csv")
        #expect(none.stamp == nil)
        #expect(throws: AgentError.self) { try none.read() }
    }
}
