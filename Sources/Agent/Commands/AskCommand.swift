// `meterclip status` and `meterclip command`: asks the running agent, or writes a signed command for another one.

import FoundationEssentials
import Metering
import Uplink

/// Questions and commands, from the command line.
public enum AskCommand {
    /// How the answer is printed.
    public enum StatusForm: Sendable {
        case table, json, line
    }

    /// Prints how the agent at a socket is.
    public static func status(socket: String, form: StatusForm, write: (String) -> Void) throws(AgentError) {
        var line = ""
        try ControlClient.ask(#"{"ask":"status"}"#, at: socket) { line = $0 }
        if form == .json { return write(line) }
        if form == .line { return write(try StatusTable.line(line, from: socket)) }
        for row in try StatusTable.rows(line, from: socket) { write(row) }
    }

    /// Prints the entries of the journal that the agent at a socket has open, as JSON lines.
    public static func entries(
        socket: String, kind: String?, meter: String?, after: Int64, write: (String) -> Void
    ) throws(AgentError) {
        var question = JSONObject()
        question.set("ask", "entries")
        question.set("after", Int(after))
        question.set("kind", kind)
        question.set("meter", meter)
        var last = ""
        try ControlClient.ask(question.text, at: socket) { line in
            if !last.isEmpty { write(last) }
            last = line
        }
        guard last == #"{"state":"end"}"# else { throw .unavailable("control socket \(socket): \(last)") }
    }

    /// Has the agent at a socket carry out a command, and prints what became of it.
    ///
    /// - Returns: whether it was done.
    public static func command(_ body: String, socket: String, write: (String) -> Void) throws(AgentError) -> Bool {
        struct Answer: Decodable {
            var state: String
        }

        var line = ""
        try ControlClient.ask(try checked(body), at: socket) { line = $0 }
        write(line)
        return (try? JSONDecoder().decode(Answer.self, from: Data(line.utf8)))?.state == "done"
    }

    /// A command for the gateway named `device`, valid from now for so long, signed with the secret in `keyFile`: what is to be
    /// published on its command topic. Without a secret it is for brokers where everybody has a certificate.
    public static func signed(
        _ body: String, device: String, keyFile: String?, valid: Duration
    ) throws(AgentError) -> String {
        let body = try checked(body)
        let now = AgentClock.system.wall()
        var head = JSONObject()
        head.set("device", device)
        head.set("id", String(UInt64.random(in: .min ... .max), radix: 16))
        head.set("until", Timestamp(milliseconds: now.milliseconds + Int64(valid.milliseconds)).text)
        let inside = body.drop { $0 != "{" }.dropFirst()
        let text = head.text.dropLast() + "," + inside
        guard let keyFile else { return String(text) }
        do throws(UplinkError) {
            return SignedText.sign(String(text), with: try SecretFile.secret(in: keyFile))
        } catch {
            throw .badData(error.description)
        }
    }

    /// - Throws: if it is not a command at all; what is wrong inside, the agent tells.
    private static func checked(_ body: String) throws(AgentError) -> String {
        guard JSONTable.has("command", in: Array(body.utf8)) else {
            throw .badData(
                "not a command: write it like {\"command\":\"read\"}; there are "
                    + RemoteOrder.Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return body
    }
}
