// Which commands were given already. A broker may hand over the same message twice, keeps some for those who are away, and whoever
// listens may record one and play it again: each is done once, and none after its time.

import FoundationEssentials
import Metering

/// The commands that are still valid, by name.
struct RemoteMemory: Codable, Equatable {
    private var untils: [String: Int64] = [:]
    /// The latest end of what was forgotten: whatever is void by then stays void, even if the clock is put back.
    private var passed: Int64 = 0

    /// Nothing was given yet.
    init() {}

    /// What was remembered; nothing if it cannot be read.
    init(_ bytes: [UInt8]?) {
        self = bytes.flatMap { try? JSONDecoder().decode(RemoteMemory.self, from: Data($0)) } ?? RemoteMemory()
    }

    /// What is to be remembered.
    var bytes: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }

    /// Takes note of a command that is about to be carried out.
    ///
    /// - Returns: false if it was given before.
    /// - Throws: if it is not valid now, or nothing more can be remembered.
    mutating func take(_ order: RemoteOrder, at now: Timestamp) throws(RemoteRefusal) -> Bool {
        let until = order.until.milliseconds
        guard until > now.milliseconds, until > passed else {
            throw RemoteRefusal("it was valid until \(order.until.text), it is \(now.text)")
        }
        guard until <= now.milliseconds + Limits.remoteValidityMax else {
            let days = Limits.remoteValidityMax / 86_400_000
            throw RemoteRefusal("it is valid until \(order.until.text); \(days) days are the most")
        }
        for (id, until) in untils where until <= now.milliseconds {
            untils[id] = nil
            passed = max(passed, until)
        }
        guard untils[order.id] == nil else { return false }
        guard untils.count < Limits.remoteRemembered else {
            throw RemoteRefusal("\(untils.count) commands are valid already; give them shorter times")
        }
        untils[order.id] = until
        return true
    }
}
