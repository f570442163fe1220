// Checks passwords one after the other on a thread of its own, so that they take neither the tasks' threads nor much memory; who comes
// while too many wait is told to come later.

import Dispatch
import Synchronization

/// Where passwords are checked.
final class PasswordDesk: Sendable {
    /// What came out.
    enum Answer: Sendable, Equatable {
        case right(Account)
        case wrong
        /// Too many wait.
        case busy
    }

    private let queue = DispatchQueue(label: "meterclip.console.passwords", qos: .utility)
    private let waiting = Mutex(0)
    /// What the password of nobody is held against: a name that is not there takes as long as one that is.
    private let nobody = PasswordHash(of: Secret.token())

    /// Whose name and password these are.
    func check(_ name: String, _ password: String, in file: AccountFile) async -> Answer {
        let isTaken = waiting.withLock { waiting in
            guard waiting < Limits.passwordsWaiting else { return false }
            waiting += 1
            return true
        }
        guard isTaken else { return .busy }
        defer { waiting.withLock { $0 -= 1 } }
        let account = file.accounts.first { $0.name == name }
        var hash = nobody
        if case .password(let known)? = account?.proof { hash = known }
        guard password.count <= Limits.passwordLength.upperBound else { return .wrong }
        let isRight = await withCheckedContinuation { done in
            queue.async { [hash] in done.resume(returning: hash.isRight(password)) }
        }
        guard isRight, let account, case .password = account.proof else { return .wrong }
        return .right(account)
    }
}
