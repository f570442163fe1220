// What is answered on the control socket. A question is a JSON object with `ask` (`status`, `entries`, `report`), or a command.

import FoundationEssentials
import Journal
import Metering

/// The answers of one agent.
struct ControlDesk: Sendable {
    private struct Question: Decodable {
        var ask: String?
        var after: Int64?
        var kind: String?
        var meter: String?
    }

    let status: @Sendable () async -> JSONObject
    let journal: Journal
    let commands: RemoteDesk
    /// Makes a usage sheet in a language: the line that answers.
    var report: (@Sendable (ReportQuestion, _ language: String) async throws(AgentError) -> JSONObject)? = nil

    /// One part of the answer; `after` is where it begins, nil for the first.
    func answer(_ bytes: [UInt8], by: String, after: Int64?) async -> ControlServer.Part {
        guard let question = try? JSONDecoder().decode(Question.self, from: Data(bytes)) else {
            return refusal("this is not a JSON object")
        }
        switch question.ask {
        case "status": return ControlServer.Part(lines: [await status().text])
        case "entries": return await entries(question, after: after ?? question.after ?? 0)
        case "report": return await sheet(bytes)
        case let other?: return refusal("unknown question \"\(other)\"; there are status, entries and report")
        case nil: return await command(bytes, by: by)
        }
    }

    private func sheet(_ bytes: [UInt8]) async -> ControlServer.Part {
        guard let report else { return refusal("this agent was built without usage sheets") }
        guard let (question, language) = ReportQuestion.parse(bytes) else {
            return refusal("a report needs from, to, by and language")
        }
        do throws(AgentError) {
            return ControlServer.Part(lines: [try await report(question, language).text])
        } catch {
            return refusal(error.message)
        }
    }

    private func entries(_ question: Question, after: Int64) async -> ControlServer.Part {
        do throws(JournalError) {
            let rows = try await journal.entries(
                after: after, kind: question.kind, meter: question.meter, limit: Limits.controlEntries)
            let lines = rows.map { EntryLine.json($0.entry, isIntact: $0.isIntact) }
            guard let last = rows.last else { return ControlServer.Part(lines: [#"{"state":"end"}"#]) }
            return ControlServer.Part(lines: lines, next: last.entry.seq)
        } catch {
            return refusal(error.description)
        }
    }

    private func command(_ bytes: [UInt8], by: String) async -> ControlServer.Part {
        var line = JSONObject()
        do throws(RemoteRefusal) {
            let (record, picture) = try await commands.carryOut(local: bytes, by: by)
            line.set("state", record.isDone ? "done" : "refused")
            line.set("text", record.text)
            if let picture { line.set("picture", Data(picture).base64EncodedString()) }
        } catch {
            return refusal(error.description)
        }
        return ControlServer.Part(lines: [line.text])
    }

    private func refusal(_ text: String) -> ControlServer.Part {
        var line = JSONObject()
        line.set("state", "refused")
        line.set("text", text)
        return ControlServer.Part(lines: [line.text])
    }
}
