// The doctor's look at an agent that is running: whether it goes by its configuration, who of it stands still, and what it writes to disk.

import FoundationEssentials

/// Asks an agent.
struct AgentChecks {
    private struct Status: Decodable {
        struct SafeMode: Decodable {
            var text: String
            var problem: String
            var former: String?
        }

        struct Flash: Decodable {
            var written: Int
            var per_reading: Int?
        }

        var device: String
        var line: String?
        var safe_mode: SafeMode?
        var frozen: [String]?
        var flash: Flash?
    }

    let socket: String

    /// What is to be said of it; nothing if none answers there.
    func findings() -> [DoctorFinding] {
        guard ControlClient.isListening(at: socket) else { return [] }
        var answer = ""
        do throws(AgentError) {
            try ControlClient.ask(#"{"ask":"status"}"#, at: socket) { answer = $0 }
        } catch {
            return [DoctorFinding(area: "agent", subject: socket, state: .problem, text: error.message)]
        }
        guard let status = try? JSONDecoder().decode(Status.self, from: Data(answer.utf8)) else { return [] }
        var finding = DoctorFinding(area: "agent", subject: status.device, state: .good, text: status.line ?? "runs")
        if let mode = status.safe_mode {
            finding.state = .problem
            finding.text = mode.text
            finding.advice = "correct what is named here, the file first; it is then taken up by itself"
            finding.details = mode.problem.split(separator: "\n").map(String.init)
        } else if let frozen = status.frozen, !frozen.isEmpty {
            finding.state = .problem
            finding.advice = "the service manager starts it anew if that lasts; look at what it waits for"
        }
        return [finding] + [disk(status)].compactMap { $0 }
    }

    private func disk(_ status: Status) -> DoctorFinding? {
        guard let flash = status.flash else { return nil }
        let each = flash.per_reading.map { ", \(SizeText.text($0)) for each reading" } ?? ""
        var finding = DoctorFinding(
            area: "disk", subject: "writes", state: .good,
            text: "\(SizeText.text(flash.written)) since the agent's start\(each)")
        if let bytes = flash.per_reading, bytes > Limits.flashPerReading {
            finding.state = .warning
            finding.advice = "flash wears: keep smaller evidence, or read less often"
        }
        return finding
    }
}
