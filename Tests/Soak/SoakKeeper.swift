// Keeps what somebody will want to look at: the pictures of wrong and withheld frames, and a line about each.

import Capture
import Glibc
import Metering
import Recognition

/// Writes frames into a folder.
struct SoakKeeper {
    let folder: String
    let name: String
    private var lines = ""
    private var kept = 0
    /// Withheld frames that are kept of one meter; wrong ones all are.
    private static let keptMax = 200

    /// Keeps into `folder`, which is there; `name` begins all names.
    init(folder: String, name: String) {
        self.folder = folder
        self.name = name
    }

    mutating func keep(_ judgement: SoakJudge.Judgement, number: Int, frame: SoakFrame, reading: Reading) {
        guard judgement == .wrong || judgement == .withheld && kept < SoakKeeper.keptMax else { return }
        kept += 1
        let file = "\(name)-\(number)-\(judgement.rawValue).jpg"
        write(frame.jpeg, to: file)
        var object = JSONObject()
        object.set("file", file)
        object.set("judgement", judgement.rawValue)
        object.set("page", frame.page.rawValue)
        object.set("fault", frame.fault?.rawValue)
        object.set("truth", frame.truth?.text)
        object.set("hours", Float(frame.seconds / 3600))
        object.set(
            "gears",
            frame.positions.map { position in
                var entry = JSONObject()
                entry.set("position", position: Float(position))
                return entry
            })
        reading.writeResult(to: &object)
        lines += object.text + "\n"
    }

    /// Writes the lines.
    func finish() { if !lines.isEmpty { write(Array(lines.utf8), to: "\(name).jsonl") } }

    private func write(_ bytes: [UInt8], to name: String) {
        guard let file = fopen("\(folder)/\(name)", "wb") else {
            Soak.fail("\(folder)/\(name): cannot be written: \(String(cString: strerror(errno)))", 74)
        }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
