// The payload of an entry as a partner may see it. Under pseudonyms only what is known to hold no name goes: a new key of a payload stays
// behind until it is listed here, whatever it may hold.

import Metering

/// Makes payloads fit to be shared.
enum SharedPayload {
    /// The keys that hold numbers, times and words of this program, at any depth. Names of registers are among them.
    private static let keys: Set<String> = [
        "register", "captured_at", "time_quality", "unit", "exchanges", "index", "confidence", "quality", "reasons",
        "positions", "position", "spread", "none", "triggers", "slot", "pulses",
        "explain", "candidates", "probability", "disagreements", "dial", "seen", "expected", "excluded", "limit",
        "withdraws",
        "event", "state", "pixels", "degrees", "scale", "days_left",
        "direction", "from", "to", "moved", "counted", "weight", "difference", "likely_weight",
        "kind", "severity", "end", "found", "usual", "evidence",
        "currency", "so_far", "complete", "expected_from", "expected_to", "balance", "days",
        "boot_began_at", "entries", "lost",
        "command", "shown_at", "change", "card", "former", "restored", "made_at",
        "first_seq", "last_seq", "count", "reason",
        "supply", "sales", "verdict", "ratio", "uncertainty", "inside", "outside", "share", "off", "idle", "load",
        "untold", "since_service", "counted_to", "serviced", "least", "most", "beyond",
    ]

    /// The keys whose values are names that get a pseudonym. That of a boot is as much a name as any: whoever sees it twice knows that
    /// it is the same board.
    private static let names: Set<String> = ["meter", "boot"]

    /// The value with pseudonyms, and without what may hold a name.
    ///
    /// - Returns: nil if it is no JSON.
    static func veiled(_ json: [UInt8], _ pseudonyms: Pseudonyms) throws(UplinkError) -> [UInt8]? {
        switch json.first {
        case UInt8(ascii: "{"):
            guard let members = JSONParts.members(of: json) else { return nil }
            var kept: [JSONParts.Member] = []
            for (key, value) in members {
                if names.contains(key), let name = JSONParts.text(value) {
                    kept.append((key, Array(JSONObject.quoted(try pseudonyms.pseudonym(of: name)).utf8)))
                } else if keys.contains(key) {
                    guard let value = try veiled(value, pseudonyms) else { return nil }
                    kept.append((key, value))
                }
            }
            return JSONParts.object(kept)
        case UInt8(ascii: "["):
            guard let elements = JSONParts.elements(of: json) else { return nil }
            var kept: [[UInt8]] = []
            for element in elements {
                guard let element = try veiled(element, pseudonyms) else { return nil }
                kept.append(element)
            }
            return JSONParts.array(kept)
        default: return json
        }
    }

    /// How many readings it withdraws.
    static func withdrawn(_ members: [JSONParts.Member]) -> Int {
        members.first { $0.key == "withdraws" }.flatMap { JSONParts.elements(of: $0.value)?.count } ?? 0
    }

    /// What is withdrawn, by its time alone: a partner that had few of these readings learns no more from their being taken back.
    static func timesOfWithdrawn(_ json: [UInt8]) -> [UInt8] {
        let elements = (JSONParts.elements(of: json) ?? []).compactMap { JSONParts.members(of: $0) }
        return JSONParts.array(elements.map { JSONParts.object($0.filter { $0.key == "captured_at" }) })
    }

    /// The members without what they say of other meters than those of `rules`; nil if they say nothing of them.
    ///
    /// - Parameter others: the names of meters that are not shared.
    static func withoutOthers(
        _ members: [JSONParts.Member], _ rules: ShareRules, others: [String]
    ) -> [JSONParts.Member]? {
        func isOther(_ element: [UInt8]) -> Bool {
            let meter = JSONParts.members(of: element)?.first { $0.key == "meter" }.flatMap { JSONParts.text($0.value) }
            return meter.map { !rules.includes(meter: $0) } ?? false
        }
        let evidence = members.first { $0.key == "evidence" }.flatMap { JSONParts.elements(of: $0.value) } ?? []
        let text = members.first { $0.key == "text" }.flatMap { JSONParts.text($0.value) } ?? ""
        guard evidence.contains(where: isOther) || others.contains(where: { text.contains($0) }) else { return nil }
        return members.filter { $0.key != "text" }.map { member in
            guard member.key == "evidence" else { return member }
            return ("evidence", JSONParts.array(evidence.filter { !isOther($0) }))
        }
    }
}
