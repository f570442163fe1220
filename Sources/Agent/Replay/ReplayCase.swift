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

    /// The case's name: its folder.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    init(path: String) throws(AgentError) {
        self.path = path
        face = try MeterFace(cardAt: path + "/meter.toml")
        let table = path + "/expected.tsv"
        expected = try ExpectedReading.table(try TextFile.read(table), path: table)
        guard face.card.registers.count == 1 else {
            throw .badData(
                "\(path)/meter.toml: a replay case has one register, this card has \(face.card.registers.count)")
        }
        guard expected.count <= Limits.caseFramesMax else {
            throw .badData("\(table): more than \(Limits.caseFramesMax) frames")
        }
    }

    /// The cases at `path`: the folder itself, or the folders inside it that are cases.
    static func find(_ path: String) throws(AgentError) -> [String] {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if access(trimmed + "/meter.toml", F_OK) == 0 { return [trimmed] }
        guard let folder = opendir(trimmed) else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix("."), access("\(trimmed)/\(name)/meter.toml", F_OK) == 0 { names.append(name) }
        }
        guard !names.isEmpty else {
            throw .noInput("\(path): no replay case: a case has meter.toml, frames/ and expected.tsv")
        }
        return names.sorted().map { "\(trimmed)/\($0)" }
    }

    /// Reads every frame; `each` is told as it goes.
    func run(each: (ReplayOutcome) -> Void) -> ReplayReport {
        var reader = MeterReader(face: face)
        var outcomes: [ReplayOutcome] = []
        for row in expected {
            let readings: [Reading]
            do {
                let jpeg = try FrameFiles.read("\(path)/frames/\(row.file)")
                readings = reader.read(jpeg, at: row.capturedAt, time: .given)
            } catch {
                readings = reader.refused(Reason(error), at: row.capturedAt, time: .given)
            }
            let outcome = ReplayOutcome(expected: row, reading: readings[0])
            outcomes.append(outcome)
            each(outcome)
        }
        return ReplayReport(name: name, outcomes: outcomes)
    }
}
