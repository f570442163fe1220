// A sink that gets what its partner may have, and no more. What is left out counts as delivered as soon as everything before it is; what
// goes, goes as ever: in order, at least once, until the partner has acknowledged it. The journal still counts what will be left out
// among what waits.

import Journal
import Metering

/// Another sink behind a share's rules.
public struct SharedSink: Sink {
    private let inner: any Sink
    private let rules: ShareRules
    private let pseudonyms: Pseudonyms?
    private let owners: [String: RegisterName]
    private let others: [String]
    private let interval: ShareInterval?

    /// - Parameters:
    ///   - inner: what delivers; it must tell nothing of its own that the rules leave out.
    ///   - pseudonyms: what stands in place of names; nil: the names.
    ///   - owners: the known registers by what their entries are filed under.
    ///   - journal: where the entries come from.
    ///   - zone: whose clock on the wall the intervals go by.
    public init(
        _ inner: any Sink, rules: ShareRules, pseudonyms: Pseudonyms? = nil, owners: [String: RegisterName],
        journal: Journal, zone: LocalTime
    ) {
        self.inner = inner
        self.rules = rules
        self.pseudonyms = pseudonyms
        self.owners = owners
        others = Set(owners.values.map(\.meter)).filter { !rules.includes(meter: $0) }
        interval = rules.resolution.map { ShareInterval(step: $0, zone: zone, journal: journal) }
    }

    /// The name under which the journal keeps this sink's place.
    public var name: String { inner.name }

    /// What goes over the network.
    public var traffic: Traffic? { inner.traffic }

    /// Makes ready to deliver.
    public func prepare() async throws(UplinkError) { try await inner.prepare() }

    /// Lets go of what costs something.
    public func rest() async { await inner.rest() }

    /// Ends for good.
    public func close() async { await inner.close() }

    /// Delivers what may go.
    ///
    /// - Returns: the sequence number before the first entry that is still to go. What is left out at the beginning of a batch is
    ///   settled by itself, so that what the inner sink has against its first entry is always about that of a batch.
    public func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        var going: [Entry] = []
        var settled: Int64?
        for entry in batch {
            let shared: Entry?
            do throws(UplinkError) {
                shared = try await self.shared(entry)
            } catch {
                guard settled != nil else { throw error }
                break
            }
            if let shared {
                if going.isEmpty, let settled { return settled }
                going.append(shared)
            }
            settled = entry.seq
        }
        if !going.isEmpty {
            let acknowledged = try await inner.deliver(going, identity: veiled(identity))
            precondition(going.contains { $0.seq == acknowledged }, "sink \(name) settles an entry it was not given")
            if let next = going.first(where: { $0.seq > acknowledged }) {
                settled = batch.last { $0.seq < next.seq }?.seq
            }
        }
        return settled ?? 0
    }

    /// The entry as it goes; nil if it does not.
    private func shared(_ entry: Entry) async throws(UplinkError) -> Entry? {
        guard rules.includes(kind: entry.kind) else { return nil }
        let parsed = JSONParts.members(of: entry.json)
        var members = parsed ?? []
        let owner = owner(of: entry, members)
        guard rules.includes(meter: owner.meter) else { return nil }
        var isChanged = false
        if let interval, ShareRules.isOfUse(kind: entry.kind) {
            // What is wrong must never be left standing. Whether it has gone cannot be known: rules change, and times are put right.
            let isCorrection = SharedPayload.withdrawn(members) > 0
            if !isCorrection {
                guard try await interval.isFirst(entry) else { return nil }
            }
            members = members.map { $0.key == "withdraws" ? ($0.key, SharedPayload.timesOfWithdrawn($0.value)) : $0 }
            isChanged = isCorrection
        }
        if !others.isEmpty, let rest = SharedPayload.withoutOthers(members, rules, others: others) {
            (members, isChanged) = (rest, true)
        }
        guard isChanged || pseudonyms != nil else { return entry }
        var content = entry.content
        content.payload = JSONParts.object(members)
        if let pseudonyms {
            guard parsed != nil, let payload = try SharedPayload.veiled(content.payload, pseudonyms) else {
                throw .badPayload(seq: entry.seq)
            }
            content.payload = payload
            content.meter = try owner.meter.isEmpty ? "" : pseudonyms.pseudonym(of: owner.meter) + owner.rest
            content.time.bootID = try pseudonyms.pseudonym(of: entry.time.bootID)
        }
        return Entry(seq: entry.seq, content: content, restamped: entry.restamped)
    }

    /// The meter that an entry is about, and what follows its name where the entry is filed; no meter if it is about none.
    private func owner(of entry: Entry, _ members: [JSONParts.Member]) -> (meter: String, rest: String) {
        func text(_ key: String) -> String? { members.first { $0.key == key }.flatMap { JSONParts.text($0.value) } }
        let meter = text("meter") ?? owners[entry.meter]?.meter
        if let meter, entry.meter.hasPrefix(meter + ".") { return (meter, String(entry.meter.dropFirst(meter.count))) }
        if meter == nil, let register = text("register"), entry.meter.hasSuffix("." + register) {
            return (String(entry.meter.dropLast(register.count + 1)), "." + register)
        }
        return (meter ?? entry.meter, "")
    }

    private func veiled(_ identity: JournalIdentity) throws(UplinkError) -> JournalIdentity {
        guard let pseudonyms else { return identity }
        return JournalIdentity(
            device: try pseudonyms.pseudonym(of: identity.device),
            journal: try pseudonyms.pseudonym(of: identity.journal))
    }
}
