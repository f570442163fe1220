// Looks at commands and has them carried out. What nobody with the right to it has sent is not done; every command that is done or
// refused is an entry in the journal, which goes out like any reading and is the answer. Each is done at most once: it is remembered
// before it is done.

import Journal
import Logging
import Metering
import Uplink

/// The commands of one agent.
actor RemoteDesk {
    /// A way by which commands come.
    struct Line: Sendable {
        /// What signs them; nil where mutual TLS lets nobody else in.
        var secret: String?
        /// Sends a picture to the broker that the commands come from; false if too many wait already.
        var send: @Sendable (_ picture: [UInt8], _ seq: Int64) async -> Bool
    }

    /// What commands act on.
    struct Parts: Sendable {
        var meters: [PreparedMeter]
        var gates: [String: SinkGate]
        var sinkPlans: [String: SinkPlan]
        var evidence: Evidence?
        var journal: Journal
        var clock: AgentClock
        var logger: Logger
    }

    let parts: Parts
    private let reader: RemoteReader
    private let lines: [String: Line]
    private var memory: RemoteMemory
    var overrides: PlanOverrides
    /// Hashes of what was refused, oldest first: a broker hands over again what it keeps.
    private var refused: [Int] = []
    private var strangers = 0
    private var strangersTold: Int64?

    /// Takes up what was remembered, and follows the plans that were set from afar.
    init(_ parts: Parts, device: String, lines: [String: Line]) async throws(JournalError) {
        self.parts = parts
        self.lines = lines
        reader = RemoteReader(
            device: device, meters: parts.meters.map(\.face.card), sinks: parts.gates.keys.sorted())
        memory = RemoteMemory(try await parts.journal.note(Self.note))
        overrides = try await PlanOverrides.load(from: parts.journal)
        restorePlans(reader)
    }

    /// Looks at what came over a sink.
    ///
    /// - Throws: an error of the journal for which the process must end.
    func receive(_ message: RemoteInbox.Message) async throws(JournalError) {
        guard let line = lines[message.sink] else { return }
        var body = message.payload
        if let secret = line.secret {
            do throws(SignedText.Fault) {
                body = try SignedText.open(message.payload, with: secret)
            } catch {
                return try await tellStranger(message.sink, error)
            }
        }
        let by = message.sink + (line.secret == nil ? ", mutual TLS" : ", signed")
        do throws(RemoteRefusal) {
            let order = try reader.order(body, now: parts.clock.now().wall)
            guard try await isNew(order) else { return }
            try await tell(carryOut(order, body, by: by, line))
        } catch {
            if let failure = error.journal, failure.mustEndProcess { throw failure }
            guard isNewlyRefused(body) else { return }
            do throws(RemoteRefusal) {
                try await tell(RemoteRecord(refused: error, id: RemoteReader.id(of: body), by: by))
            } catch {
                if let failure = error.journal, failure.mustEndProcess { throw failure }
            }
        }
    }

    /// Carries out a command of somebody at the gateway.
    ///
    /// - Returns: the entry about it, and the picture if one was asked for.
    /// - Throws: why there is none.
    func carryOut(local body: [UInt8], by: String) async throws(RemoteRefusal) -> (
        record: RemoteRecord, picture: [UInt8]?
    ) {
        let order = try reader.order(body, isLocal: true, now: parts.clock.now().wall)
        let record = await carryOut(order, body, by: by, nil)
        try await tell(record)
        guard record.isDone, case .sendEvidence(let seq) = order.command else { return (record, nil) }
        return (record, parts.evidence?.picture(of: seq))
    }

    private static let note = "commands"

    /// Remembers a command; false if it was given before.
    private func isNew(_ order: RemoteOrder) async throws(RemoteRefusal) -> Bool {
        let now = parts.clock.now()
        // Nobody can say whether it is still valid. A broker that keeps it hands it over again.
        guard now.clock != .floor else { throw RemoteRefusal("this gateway does not know the time yet") }
        guard try memory.take(order, at: now.wall) else { return false }
        do throws(JournalError) {
            try await parts.journal.keep(note: Self.note, memory.bytes)
        } catch {
            throw RemoteRefusal(error)
        }
        return true
    }

    private func isNewlyRefused(_ body: [UInt8]) -> Bool {
        let hash = body.hashValue
        guard !refused.contains(hash) else { return false }
        refused.append(hash)
        if refused.count > Limits.remoteRefused { refused.removeFirst() }
        return true
    }

    /// Into the journal, from where it is delivered, and into the log.
    private func tell(_ record: RemoteRecord) async throws(RemoteRefusal) {
        let metadata: Logger.Metadata = ["by": "\(record.by)"]
        if record.isDone {
            parts.logger.info("\(record.text)", metadata: metadata)
        } else {
            parts.logger.warning("command refused: \(record.text)", metadata: metadata)
        }
        for gate in parts.gates.values { gate.call(isAsked: true) }
        do throws(JournalError) {
            try await parts.journal.append(record.entry(at: parts.clock.now()))
        } catch {
            throw RemoteRefusal(error)
        }
        record.after()
    }

    /// Messages that nobody with the secret has sent are told of now and then, all of them together: whoever sends them has no say in
    /// how much the gateway writes.
    private func tellStranger(_ sink: String, _ fault: SignedText.Fault) async throws(JournalError) {
        strangers += 1
        let now = parts.clock.sinceBoot()
        if let told = strangersTold, now - told < Limits.remoteStrangersTold { return }
        let count = strangers
        (strangers, strangersTold) = (0, now)
        let text = count == 1 ? fault.rawValue : "\(fault.rawValue); \(count) such messages since the last one told of"
        do throws(RemoteRefusal) {
            try await tell(RemoteRecord(refused: RemoteRefusal(text), id: nil, by: sink + ", unknown"))
        } catch {
            if let failure = error.journal, failure.mustEndProcess { throw failure }
        }
    }
}
