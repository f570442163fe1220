// A recorded case: a folder with `meter.toml`, `frames/` and `expected.tsv`. All of it goes through the same path as a live
// meter, in time order, with the history that builds up on the way.

import Capture
import Glibc
import Metering

/// A replay case.
struct ReplayCase: Sendable {
    let path: String
    let face: MeterFace
    let expected: [ExpectedReading]
    /// The table that they stand in.
    let table: String

    /// The case's name: its folder.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Opens the case at `path`: its card, its table and every frame listed there must be to hand.
    init(path: String) throws(AgentError) {
        self.path = path
        face = try MeterFace(cardAt: path + "/meter.toml")
        table = try TextFile.read(path + "/expected.tsv")
        expected = try ExpectedReading.table(table, path: path + "/expected.tsv")
        guard face.card.registers.count == 1 else {
            throw .badData(
                "\(path)/meter.toml: a replay case has one register, this card has \(face.card.registers.count)")
        }
        guard expected.count <= Limits.caseFramesMax else {
            throw .badData("\(tablePath): more than \(Limits.caseFramesMax) frames")
        }
        try checkFrames()
    }

    /// The cases at `path`: the folder itself, or the folders inside it that are cases.
    static func find(_ path: String) throws(AgentError) -> [String] {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if access(trimmed + "/meter.toml", F_OK) == 0 { return [trimmed] }
        let names: [String]
        do {
            names = try FrameFiles.names(in: trimmed).filter { access("\(trimmed)/\($0)/meter.toml", F_OK) == 0 }
        } catch {
            throw .noInput(error.description)
        }
        guard !names.isEmpty else {
            throw .noInput("\(path): no replay case: a case has meter.toml, frames/ and expected.tsv")
        }
        return names.map { "\(trimmed)/\($0)" }
    }

    /// Reads every frame; `each` is told as it goes. A frame that has gone since the case was opened is an error: a case
    /// that is not whole proves nothing.
    func run(each: (ReplayOutcome) -> Void) throws(AgentError) -> ReplayReport {
        var reader = MeterReader(face: face)
        var outcomes: [ReplayOutcome] = []
        for row in expected {
            let readings: [Reading]
            do {
                readings = reader.read(try FrameFiles.read(framePath(row)), at: row.capturedAt, time: .given)
            } catch {
                guard case .fileTooLarge = error else { throw .noInput(error.description) }
                readings = reader.refused(Reason(error), at: row.capturedAt, time: .given)
            }
            let outcome = ReplayOutcome(expected: row, reading: readings[0])
            outcomes.append(outcome)
            each(outcome)
        }
        return ReplayReport(name: name, outcomes: outcomes)
    }

    /// Where the table lies.
    var tablePath: String { path + "/expected.tsv" }

    /// Puts `text` into the place of the table, if that is still the one that was read.
    func replaceTable(with text: String) throws(AgentError) {
        guard try TextFile.read(tablePath) == table else {
            throw .inputOutput(
                "\(tablePath): somebody has changed it during the replay: nothing was written, try again")
        }
        try TextFile.replace(tablePath, with: text)
    }

    /// Where the frame of `row` lies.
    func framePath(_ row: ExpectedReading) -> String { "\(path)/frames/\(row.file)" }

    private func checkFrames() throws(AgentError) {
        let missing = expected.filter { access(framePath($0), R_OK) != 0 }
        guard let first = missing.first else { return }
        let rest = missing.count > 1 ? " (and \(missing.count - 1) more)" : ""
        throw .noInput("\(framePath(first)): cannot be read, but is listed in expected.tsv\(rest)")
    }
}
