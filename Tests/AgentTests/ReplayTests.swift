// A rendered case through the whole pipeline, and what becomes of pictures that are none.

import Capture
import Glibc
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct ReplayTests {
    private let folder = TemporaryFolder()

    private func render(frames: Int = 3) throws -> String { try WaterCase.render(in: folder, frames: frames) }

    private func replay(_ path: String, least: Double = 1) throws -> (passed: Bool, lines: [String]) {
        var lines: [String] = []
        let passed = try ReplayCommand(folders: [path], json: true, least: least).run { lines.append($0) }
        return (passed, lines)
    }

    @Test func aRenderedCaseIsReadRight() throws {
        let (passed, lines) = try replay(try render())
        #expect(passed, "\(lines)")
        #expect(lines.count == 4)
        #expect(lines.dropLast().allSatisfy { $0.contains("\"judgement\":\"right\"") })
    }

    @Test func aWrongExpectationFailsTheCase() throws {
        let path = try render()
        let table = try TextFile.read(path + "/expected.tsv").replacing("\t123.4", with: "\t123.9")
        folder.write("case/expected.tsv", table)
        let (passed, lines) = try replay(path, least: 0)
        #expect(!passed)
        #expect(lines[0].contains("\"judgement\":\"wrong\""))
    }

    @Test func differencesAreShownLoudlyAndNothingIsWritten() throws {
        let path = try render(frames: 2)
        let table = "# ours\n" + (try TextFile.read(path + "/expected.tsv")).replacing("\t123.45", with: "\t123.95")
        folder.write("case/expected.tsv", table)
        var lines: [String] = []
        let passed = try ReplayCommand(folders: [path], diff: true).run { lines.append($0) }
        #expect(!passed)
        #expect(lines.contains { $0.hasPrefix("-001.jpg\t123.95") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("+001.jpg\t123.45") }, "\(lines)")
        #expect(lines.contains { $0.hasPrefix("!! WRONG: 001.jpg publishes 123.4500, and the table expects 123.95") })
        #expect(try TextFile.read(path + "/expected.tsv") == table)
    }

    @Test func anUpdateWritesWhatItHasShownAndStillFails() throws {
        let path = try render(frames: 2)
        let before = try TextFile.read(path + "/expected.tsv")
        folder.write("case/expected.tsv", "# ours\n" + before.replacing("\t123.450", with: "\t123.950") + "# end\n")
        var lines: [String] = []
        let command = ReplayCommand(folders: [path], update: true)
        #expect(try !command.run { lines.append($0) })
        let shown = try #require(lines.firstIndex { $0.hasPrefix("!! WRONG") })
        #expect(try #require(lines.firstIndex { $0.hasSuffix("1 line changed") }) > shown, "\(lines)")
        #expect(try TextFile.read(path + "/expected.tsv") == "# ours\n" + before + "# end\n")
        #expect(access(path + "/expected.tsv.new", F_OK) != 0)
        #expect(try command.run { _ in })
    }

    @Test func aTableThatChangesDuringAReplayIsNotReplaced() throws {
        let path = try render(frames: 1)
        let opened = try ReplayCase(path: path)
        folder.write("case/expected.tsv", "mine")
        let failure = #expect(throws: AgentError.self) { try opened.replaceTable(with: "other") }
        #expect(failure?.exitCode == 74)
        #expect(try TextFile.read(path + "/expected.tsv") == "mine")
    }

    @Test func picturesThatAreNoneAreRefusedWithTheirReason() throws {
        let path = try render(frames: 5)
        let jpeg = try TextFile.readBytes(path + "/frames/001.jpg", limit: 1 << 20)
        folder.write("case/frames/001.jpg", "no picture")
        folder.write("case/frames/002.jpg", Array(jpeg.prefix(jpeg.count / 2)))
        folder.write("case/frames/003.jpg", [UInt8]())
        let (passed, lines) = try replay(path, least: 0)
        #expect(passed)
        #expect(lines[0].contains(#""quality":1,"reasons":["not-jpeg"]"#), "\(lines[0])")
        #expect(lines[1].contains(#""quality":1,"reasons":["truncated-jpeg"]"#), "\(lines[1])")
        #expect(lines[2].contains(#""quality":1,"reasons":["not-jpeg"]"#), "\(lines[2])")
        #expect(lines[3].contains(#""judgement":"right""#), "\(lines[3])")
    }

    @Test func anotherMeterIsRefused() throws {
        let path = try render()
        let other = folder.path + "/other"
        try RenderCommand(
            face: .electricity, seed: 3, start: Index(units: 1, decimals: 0), step: 1, interval: .seconds(60),
            frames: 1,
            severity: 0, quality: 70, folder: other
        ).run { _ in }
        folder.write("case/frames/002.jpg", try TextFile.readBytes(other + "/frames/001.jpg", limit: 1 << 20))
        let (_, lines) = try replay(path, least: 0)
        #expect(lines[1].contains(#""index":null,"#) && lines[1].contains(#"["not-this-meter"]"#), "\(lines[1])")
    }

    @Test func readGivesALineForEveryPicture() throws {
        let path = try render(frames: 2)
        folder.write("case/frames/zzz.jpg", "no picture")
        var lines: [String] = []
        try ReadCommand(card: path + "/meter.toml", images: [path + "/frames", "/nowhere.jpg"]).run { lines.append($0) }
        #expect(lines.count == 4)
        #expect(lines[0].contains(#""quality":3,"reasons":["no-anchor"]"#), "\(lines[0])")
        #expect(lines[2].contains(#""reasons":["not-jpeg"]"#))
        #expect(
            lines[3].contains(
                #""file":"/nowhere.jpg","index":null,"confidence":0,"quality":1,"reasons":["no-picture"]"#))
    }

    @Test func readDrawsWhatItReadOfOnePicture() throws {
        let path = try render(frames: 2)
        let target = folder.path + "/drawing.png"
        let one = ReadCommand(card: path + "/meter.toml", images: [path + "/frames/001.jpg"], overlay: target)
        try one.run { _ in }
        let png = try TextFile.readBytes(target, limit: 8 << 20)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let two = ReadCommand(card: path + "/meter.toml", images: [path + "/frames"], overlay: target)
        #expect(throws: AgentError.self) { try two.run { _ in } }
        folder.write("broken.jpg", "no picture")
        let none = ReadCommand(card: path + "/meter.toml", images: [folder.path + "/broken.jpg"], overlay: target)
        #expect(throws: AgentError.self) { try none.run { _ in } }
    }

    @Test func aFolderWithoutACaseIsNoInput() {
        let failure = #expect(throws: AgentError.self) { try ReplayCommand(folders: [folder.path]).run { _ in } }
        #expect(failure?.exitCode == 66)
        #expect(failure?.message.contains("no replay case") == true)
    }

    @Test func aCaseWithoutOneOfItsFramesIsNoInputEvenIfItMustBeWithheld() throws {
        let path = try render(frames: 2)
        let table = try TextFile.read(path + "/expected.tsv")
        let at = try #require(table.split(separator: "\n").last?.split(separator: "\t").last)
        folder.write("case/expected.tsv", table + "gone.jpg\t-\t0\t\(at)\n")
        let failure = #expect(throws: AgentError.self) { try replay(path) }
        #expect(failure?.exitCode == 66)
        #expect(failure?.message.contains("frames/gone.jpg: cannot be read") == true, "\(failure?.message ?? "")")
    }

    @Test func aFrameThatGoesDuringAReplayEndsIt() throws {
        let path = try render(frames: 2)
        let opened = try ReplayCase(path: path)
        unlink(path + "/frames/002.jpg")
        let failure = #expect(throws: AgentError.self) { try opened.run { _ in } }
        #expect(failure?.exitCode == 66)
        #expect(failure?.message.contains("002.jpg") == true)
    }

    @Test func aFolderOfCasesStandsForItsCasesByName() throws {
        _ = try render(frames: 1)
        for name in ["b", "a", ".hidden"] { folder.write("\(name)/meter.toml", "") }
        folder.write("no-case/notes.txt", "")
        #expect(try ReplayCase.find(folder.path + "/") == ["a", "b", "case"].map { "\(folder.path)/\($0)" })
    }

    @Test func aReportForAServerNamesTheWrongFrame() throws {
        let path = try render(frames: 1)
        let table = try TextFile.read(path + "/expected.tsv").replacing("\t123.4", with: "\t123.9")
        folder.write("case/expected.tsv", table)
        let junit = folder.path + "/report.xml"
        _ = try ReplayCommand(folders: [path], junit: junit, json: true).run { _ in }
        let text = try TextFile.read(junit)
        #expect(text.contains("failures=\"1\"") && text.contains("001.jpg"))
    }
}
