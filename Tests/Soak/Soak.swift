// Reads one simulated meter over weeks and counts what became of its frames; `Scripts/soak` runs many of these.
//
//   Soak FACE SEED FRAMES KNOWLEDGE [--usual] [--faults] [--severity S] [--keep DIR]
//
// KNOWLEDGE is places, type or play: what the meter's card tells of its mechanism. Prints one JSON object; ends with 1 when
// something wrong was published.

import Agent
import Capture
import Glibc

@main struct Soak {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String) -> String? {
            guard let at = words.firstIndex(of: name), at + 1 < words.count else { return nil }
            defer { words.removeSubrange(at...at + 1) }
            return words[at + 1]
        }
        let folder = option("--keep")
        let severity = option("--severity").map { Double($0) } ?? 1
        let play = !words.contains("--usual")
        let hasFaults = words.contains("--faults")
        words.removeAll { $0 == "--usual" || $0 == "--faults" }
        guard words.count == 4, let face = SimulatedFace(rawValue: words[0]), let seed = UInt64(words[1]),
            let frames = Int(words[2]), frames > 0, let knowledge = CardKnowledge(rawValue: words[3]),
            let severity, (0...1).contains(severity)
        else {
            fail("usage: Soak FACE SEED FRAMES places|type|play [--usual] [--faults] [--severity S] [--keep DIR]", 64)
        }
        var keeper = folder.map { SoakKeeper(folder: $0, name: "\(face.rawValue)-\(seed)") }
        let run = SoakRun(
            face: face, seed: seed, frames: frames, knowledge: knowledge, play: play, severity: severity,
            hasFaults: hasFaults)
        do throws(AgentError) {
            let tally = try run.run(keeper: &keeper)
            print(tally.line(face: face.rawValue, seed: seed))
            exit(tally.counts[.wrong] == nil ? 0 : 1)
        } catch {
            fail(error.message, error.exitCode)
        }
    }

    static func fail(_ message: String, _ code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
        exit(code)
    }
}
