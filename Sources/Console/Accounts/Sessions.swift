// Who is in. A session is a cookie by chance in the browser and a line of memory here; it ends when it is not used, when its time is
// over, when its account changes, and with the agent.

import Synchronization

/// The sessions of one console.
final class Sessions: Sendable {
    private struct Session {
        var account: Account
        var begun: Int64
        var used: Int64
    }

    private let sessions = Mutex<[String: Session]>([:])
    /// Makes the codes that forms carry.
    private let key = Secret.random(32)

    /// Begins a session at `now`.
    ///
    /// - Returns: its cookie.
    func begin(_ account: Account, now: Int64) -> String {
        let cookie = Secret.token()
        sessions.withLock { sessions in
            sessions = sessions.filter { Self.isAlive($0.value, now) }
            if sessions.count >= Limits.sessions, let oldest = sessions.min(by: { $0.value.used < $1.value.used }) {
                sessions[oldest.key] = nil
            }
            sessions[cookie] = Session(account: account, begun: now, used: now)
        }
        return cookie
    }

    /// Whose session a cookie is; nil if it is none, or no more.
    func account(of cookie: String, in file: AccountFile, now: Int64) -> Account? {
        let session = sessions.withLock { sessions -> Session? in
            guard let session = sessions[cookie], Self.isAlive(session, now) else {
                sessions[cookie] = nil
                return nil
            }
            sessions[cookie]?.used = now
            return session
        }
        guard let session else { return nil }
        guard file.contains(session.account) else {
            end(cookie)
            return nil
        }
        return session.account
    }

    /// Ends a session.
    func end(_ cookie: String) { sessions.withLock { $0[cookie] = nil } }

    /// What a form must carry that was made for whoever has this cookie: other sites cannot know it.
    func formCode(of cookie: String) -> String { Secret.hex(Secret.code("form " + cookie, key: key)) }

    /// Whether a form was made for whoever has this cookie.
    func isRight(_ code: String, of cookie: String) -> Bool {
        Secret.isEqual(Array(code.utf8), Array(formCode(of: cookie).utf8))
    }

    private static func isAlive(_ session: Session, _ now: Int64) -> Bool {
        now - session.used < Limits.sessionIdle && now - session.begun < Limits.sessionTime
    }
}
