// Says who asks, lets people in and out, and holds up those who guess.

import HTTPTypes
import Metering

/// Who is let in.
struct Gatekeeper: Sendable {
    /// What became of a login.
    enum Login: Sendable {
        /// The cookie of the new session.
        case done(String)
        case refused(Word, HTTPResponse.Status, seconds: Int64?)
    }

    /// Who may come in; nil: everybody who reaches the console looks, and nobody changes anything.
    let accounts: AccountFile?
    let isSecure: Bool
    /// Milliseconds that only grow.
    let uptime: @Sendable () -> Int64
    /// Told of an address that has guessed too often.
    let onGuesses: @Sendable (_ address: String) -> Void
    let sessions = Sessions()
    private let logins = LoginGuard()
    /// Wrong tokens, only to be told of. Nobody finds one by guessing, and a program with an old one must not keep out those who share
    /// its address.
    private let tokens = LoginGuard()
    private let passwords = PasswordDesk()

    init(
        accounts: AccountFile?, isSecure: Bool, uptime: @escaping @Sendable () -> Int64,
        onGuesses: @escaping @Sendable (_ address: String) -> Void = { _ in }
    ) {
        (self.accounts, self.isSecure, self.uptime, self.onGuesses) = (accounts, isSecure, uptime, onGuesses)
    }

    /// Who asks.
    ///
    /// - Returns: nil if a wrong token was shown.
    func visitor(_ fields: HTTPFields, address: String) -> Visitor? {
        let cookie = cookie(in: fields)
        let value = cookie ?? Secret.token()
        var visitor = Visitor(
            cookie: value, isNew: cookie == nil, canLogIn: accounts != nil, formCode: sessions.formCode(of: value))
        guard let accounts else {
            visitor.role = .viewer
            return visitor
        }
        if let authorization = fields[.authorization] {
            let parts = authorization.split(separator: " ")
            guard parts.count == 2, parts[0].lowercased() == "bearer",
                let account = accounts.account(ofToken: String(parts[1]))
            else {
                fail(address, tokens)
                return nil
            }
            (visitor.name, visitor.role, visitor.proof) = (account.name, account.role, .token)
        } else if let account = sessions.account(of: value, in: accounts, now: uptime()) {
            (visitor.name, visitor.role, visitor.proof) = (account.name, account.role, .session)
        }
        return visitor
    }

    /// Lets somebody in by the fields of the login's form.
    func logIn(_ inquiry: Inquiry) async -> Login {
        guard let accounts else { return .refused(.notFound, .notFound, seconds: nil) }
        let wait = logins.wait(inquiry.address, now: uptime())
        guard wait == 0 else { return .refused(.tooManyLogins, .tooManyRequests, seconds: (wait + 999) / 1_000) }
        switch await passwords.check(inquiry.form["user"], inquiry.form["password"], in: accounts) {
        case .busy: return .refused(.busy, .tooManyRequests, seconds: 2)
        case .wrong:
            fail(inquiry.address, logins)
            return .refused(.wrongLogin, .unauthorized, seconds: nil)
        case .right(let account):
            logins.succeed(inquiry.address)
            sessions.end(inquiry.visitor.cookie)
            return .done(sessions.begin(account, now: uptime()))
        }
    }

    private func fail(_ address: String, _ tries: LoginGuard) {
        if tries.fail(address, now: uptime()) { onGuesses(address) }
    }

    /// Ends the session of somebody.
    func logOut(_ visitor: Visitor) { sessions.end(visitor.cookie) }

    /// Whether what changes something was sent by a page of the console, or by a program with a token: no other site can do either.
    func isOwn(_ inquiry: Inquiry) -> Bool {
        if case .token = inquiry.visitor.proof { return true }
        if let site = inquiry.fields[Self.fetchSite], site != "same-origin", site != "none" { return false }
        let code = inquiry.fields[Self.formCode] ?? inquiry.form["code"]
        return sessions.isRight(code, of: inquiry.visitor.cookie)
    }

    /// The line that makes a browser keep a cookie, and send it nowhere else.
    func setCookie(_ value: String) -> String {
        "\(Self.cookieName(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }

    /// What the cookie is called; with the prefix browsers refuse it from anybody else.
    static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-meterclip" : "meterclip" }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
    private static let formCode = HTTPField.Name("X-Form-Code")!

    private func cookie(in fields: HTTPFields) -> String? {
        let name = Self.cookieName(isSecure: isSecure) + "="
        for line in fields[values: .cookie] {
            for pair in line.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                guard pair.hasPrefix(name) else { continue }
                let value = String(pair.dropFirst(name.count))
                // What was not made here is none.
                if Secret.bytes(hex: value)?.count == 32 { return value }
            }
        }
        return nil
    }
}
