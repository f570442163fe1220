// Reads a command: a JSON object whose keys are read like those of the configuration, so that every mistake is found and told with
// what was probably meant.

import Capture
import Metering
import Recognition
import TOMLKit

/// Reads commands for one gateway.
struct RemoteReader: Sendable {
    /// The gateway's name.
    let device: String
    let meters: [MeterCard]
    let sinks: [String]

    /// The name in a command that may be wrong otherwise.
    static func id(of bytes: [UInt8]) -> String? {
        JSONTable.read(bytes)?["id"]?.string.flatMap { isName($0) ? $0 : nil }
    }

    /// The command in a JSON object. Without a `device`, `id` and `until` if `isLocal`: whoever writes it is at the gateway, and sees
    /// what becomes of it.
    ///
    /// - Throws: `RemoteRefusal` with every mistake in it.
    func order(_ bytes: [UInt8], isLocal: Bool = false, now: Timestamp) throws(RemoteRefusal) -> RemoteOrder {
        guard bytes.count <= Limits.remoteBytesMax else {
            throw RemoteRefusal("a command has at most \(Limits.remoteBytesMax) bytes")
        }
        guard let object = JSONTable.read(bytes) else { throw RemoteRefusal("it is not a JSON object") }
        let mistakes = MistakeList()
        let table = TableReader(object, path: "", mistakes: mistakes)
        let addressee = table.string("device", default: isLocal ? device : nil)
        if table.has("device") || isLocal, addressee != device {
            throw RemoteRefusal("it is for \"\(addressee)\", this is \"\(device)\"")
        }
        let id = table.string("id", default: isLocal ? "local" : nil)
        if !id.isEmpty, !Self.isName(id) {
            mistakes.add("id", "\"\(id)\" cannot be a command's name", "use up to 64 letters, digits, '-', '_' and '.'")
        }
        let until = until(table, isLocal: isLocal, now: now)
        let word: RemoteOrder.Word? = table.choice("command")
        let command = word.flatMap { self.command($0, table) }
        if word != nil { table.finish() }
        guard mistakes.mistakes.isEmpty, let command, let word else { throw RemoteRefusal(mistakes) }
        return RemoteOrder(id: id, until: until, command: command, word: word)
    }

    private func until(_ table: TableReader, isLocal: Bool, now: Timestamp) -> Timestamp {
        let text = table.string("until", default: isLocal ? "" : nil)
        guard !text.isEmpty else { return now }
        guard let until = Timestamp(text) else {
            table.mistakes.add("until", "\"\(text)\" is not a time", "write it like \"2026-08-14T02:13:57Z\"")
            return now
        }
        return until
    }

    private func command(_ word: RemoteOrder.Word, _ table: TableReader) -> RemoteOrder.Command? {
        switch word {
        case .read: return .read(meters: table.has("meter") ? [meter(table)?.meter ?? ""] : meters.map(\.meter))
        case .setIndex: return setIndex(table)
        case .sendEvidence: return .sendEvidence(seq: Int64(table.integer("seq", in: 1...Int.max)))
        case .setSchedule: return setSchedule(table)
        }
    }

    private func setIndex(_ table: TableReader) -> RemoteOrder.Command? {
        let card = meter(table)
        let name = table.string("register", default: card?.registers.first?.name ?? "main")
        let register = card?.registers.first { $0.name == name }
        if let card, register == nil {
            let names = card.registers.map(\.name).joined(separator: ", ")
            table.mistakes.add("register", "\(card.meter) has no register \"\(name)\"", "there is \(names)")
        }
        let index = index(table, register)
        var at: Timestamp?
        if table.has("at") {
            at = Timestamp(table.string("at"))
            if at == nil { table.mistakes.add("at", "this is not a time", "write it like \"2026-08-14T02:13:57Z\"") }
        } else {
            _ = table.string("at", default: "")
        }
        guard let card, let index else { return nil }
        return .setIndex(meter: card.meter, register: name, index: index, at: at)
    }

    private func index(_ table: TableReader, _ register: RegisterCard?) -> Index? {
        let text = table.string("index")
        guard let index = Index(text) else {
            if !text.isEmpty {
                table.mistakes.add(
                    "index", "\"\(text)\" is not an index", "write what the meter shows, for example \"00662.9051\"")
            }
            return nil
        }
        guard let register, let highest = register.dials.first?.mechanism.place else { return index }
        let places = min(17, max(0, highest + 1 + register.decimals))
        let capacity = Index(units: 1, decimals: 0).scaled(to: places)
        if index.decimals > register.decimals || index.units < 0 || index.scaled(to: register.decimals) >= capacity {
            table.mistakes.add(
                "index", "\"\(text)\" does not fit the register",
                "it has \(places - register.decimals) digits and \(register.decimals) decimals")
            return nil
        }
        return index
    }

    private func setSchedule(_ table: TableReader) -> RemoteOrder.Command? {
        let isReset = table.flag("reset", default: false)
        let times = ["interval", "times", "cron"].filter { table.has($0) }
        let rhythm = AgentConfiguration.readRhythm(table)
        let isSink = table.has("sink")
        let isImmediate = isSink && table.flag("immediate", default: false)
        if times.count + (isReset ? 1 : 0) + (isImmediate ? 1 : 0) != 1 {
            table.mistakes.add(
                "command", "set-schedule wants one of interval, times, cron, reset" + (isSink ? " and immediate" : ""),
                "add interval = \"15m\", or reset = true to go back to what the configuration says")
        }
        guard isSink else {
            guard let card = meter(table) else { return nil }
            _ = table.string("sink", default: "")
            return .setSchedule(meter: card.meter, isReset ? nil : rhythm)
        }
        if rhythm.cadence != nil {
            table.mistakes.add("cadence", "a sink's slots stay as they are", "leave it out")
        }
        let sink = name(table, "sink", of: sinks)
        return .setDelivery(
            sink: sink ?? "", isReset ? nil : isImmediate ? .immediate : .slots(rhythm.pattern))
    }

    private func meter(_ table: TableReader) -> MeterCard? {
        name(table, "meter", of: meters.map(\.meter)).flatMap { name in meters.first { $0.meter == name } }
    }

    private func name(_ table: TableReader, _ key: String, of known: [String]) -> String? {
        let name = table.string(key)
        if known.contains(name) { return name }
        if !name.isEmpty {
            table.mistakes.add(key, "there is no \(key) \"\(name)\"", "there is " + known.joined(separator: ", "))
        }
        return nil
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }
}
