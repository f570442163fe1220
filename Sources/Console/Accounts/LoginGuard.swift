// Counts wrong logins, or tokens, by address and makes who guesses wait, longer each time. Others are not held up by it, and nobody who
// is in is put out.

import Synchronization

/// Who has guessed how often.
final class LoginGuard: Sendable {
    private struct Tries {
        var count = 0
        var last: Int64 = 0
        var until: Int64 = 0
    }

    private let tries = Mutex<[String: Tries]>([:])

    /// Milliseconds that an address still has to wait at `now`; 0 if it may try.
    func wait(_ address: String, now: Int64) -> Int64 {
        tries.withLock { max(0, ($0[Self.key(address)]?.until ?? 0) - now) }
    }

    /// Notes a wrong login.
    ///
    /// - Returns: whether the address has to wait from now on and did not before.
    @discardableResult
    func fail(_ address: String, now: Int64) -> Bool {
        tries.withLock { tries in
            tries = tries.filter { now - $0.value.last < Limits.loginMemory }
            if tries.count >= Limits.loginAddresses, let oldest = tries.min(by: { $0.value.last < $1.value.last }) {
                tries[oldest.key] = nil
            }
            var own = tries[Self.key(address)] ?? Tries()
            (own.count, own.last) = (own.count + 1, now)
            if own.count >= Limits.loginTries {
                let doublings = min(own.count - Limits.loginTries, 10)
                own.until = now + min(Limits.loginWait << Int64(doublings), Limits.loginWaitMax)
            }
            tries[Self.key(address)] = own
            return own.count == Limits.loginTries
        }
    }

    /// Forgets the wrong logins of an address: it has shown who it is.
    func succeed(_ address: String) { tries.withLock { $0[Self.key(address)] = nil } }

    /// Who has one address of a network of version 6 has all of its 2^64.
    static func key(_ address: String) -> String {
        guard address.contains(":"), !address.contains(".") else { return address }
        let halves = address.split(separator: "%")[0].components(around: "::")
        let head = halves[0].split(separator: ":").map(String.init)
        let tail = halves.count > 1 ? halves[1].split(separator: ":").map(String.init) : []
        let zeros = [String](repeating: "0", count: max(0, 8 - head.count - tail.count))
        return (head + (halves.count > 1 ? zeros : []) + tail).prefix(4).joined(separator: ":")
    }
}

extension Substring {
    /// What stands before and after a text; all of it where that does not occur.
    fileprivate func components(around text: String) -> [Substring] {
        guard let range = firstRange(of: text) else { return [self] }
        return [self[..<range.lowerBound], self[range.upperBound...]]
    }
}
