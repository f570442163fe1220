// The file of those who may use the console: a line for each, none with a secret in it. It is read again whenever it has changed, so
// that who is taken out is out at once; while it cannot be read, nobody is in it.

import Glibc
import Synchronization

/// The accounts in a file.
public final class AccountFile: Sendable {
    private struct State {
        var accounts: [Account] = []
        var stamp: [Int] = []
    }

    private let path: String
    private let state: Mutex<State>

    /// Reads the file.
    ///
    /// - Throws: `ConsoleError.file` with its mistakes, or if there is nobody in it.
    public init(path: String) throws(ConsoleError) {
        self.path = path
        let stamp = Self.stamp(of: path)
        let accounts = try Self.read(path)
        guard !accounts.isEmpty else {
            throw .file(path: path, reason: "there is nobody in it")
        }
        state = Mutex(State(accounts: accounts, stamp: stamp))
    }

    /// Those in it now.
    var accounts: [Account] {
        state.withLock { state in
            let stamp = Self.stamp(of: path)
            if stamp != state.stamp {
                state.accounts = (try? Self.read(path)) ?? []
                state.stamp = stamp
            }
            return state.accounts
        }
    }

    /// Whether an account is still as it was.
    func contains(_ account: Account) -> Bool { accounts.contains(account) }

    /// The account of a token.
    func account(ofToken token: String) -> Account? {
        let code = Account.code(ofToken: token)
        return accounts.first { account in
            if case .token(let known) = account.proof { Secret.isEqual(known, code) } else { false }
        }
    }

    /// Puts an account with a password in, or in the place of one of that name.
    public static func set(name: String, role: Role, password: String, in path: String) throws(ConsoleError) {
        guard Limits.passwordLength.contains(password.count) else {
            throw .file(
                path: path,
                reason: "a password has \(Limits.passwordLength.lowerBound) to \(Limits.passwordLength.upperBound)"
                    + " characters")
        }
        try put(Account(name: name, role: role, proof: .password(PasswordHash(of: password))), in: path)
    }

    /// Puts an account with a new token in, or in the place of one of that name.
    ///
    /// - Returns: the token, which is kept nowhere.
    public static func setToken(name: String, role: Role, in path: String) throws(ConsoleError) -> String {
        let token = Secret.token()
        try put(Account(name: name, role: role, proof: .token(Account.code(ofToken: token))), in: path)
        return token
    }

    private static func put(_ account: Account, in path: String) throws(ConsoleError) {
        guard Account.isName(account.name) else {
            throw .file(
                path: path,
                reason:
                    "\"\(account.name)\" cannot be a name; use up to \(Limits.nameBytes) letters, digits, '-', '_', '.'"
            )
        }
        var accounts = access(path, F_OK) == 0 ? try read(path) : []
        accounts.removeAll { $0.name == account.name }
        accounts.append(account)
        guard accounts.count <= Limits.accounts else {
            throw .file(
                path: path, reason: "there are \(Limits.accounts) accounts in it already, the most there may be")
        }
        let head = "# Who may use the meterclip console: name, role, hash. Written by meterclip console-password.\n"
        try replace(path, with: head + accounts.map { $0.line + "\n" }.joined())
    }

    /// Puts a text into the place of a file at once, with the rights of the one before; a new one is its owner's alone.
    private static func replace(_ path: String, with text: String) throws(ConsoleError) {
        func failure() -> ConsoleError {
            .file(path: path, reason: "cannot be written: \(String(cString: strerror(errno)))")
        }
        var before = stat()
        let isThere = stat(path, &before) == 0
        let new = path + ".new"
        unlink(new)
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        if isThere {
            // The agent's user reads it; somebody else may be writing.
            _ = fchown(descriptor, before.st_uid, before.st_gid)
            _ = fchmod(descriptor, before.st_mode & 0o660)
        }
        let bytes = Array(text.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0, rename(new, path) == 0
        else {
            let error = failure()
            unlink(new)
            throw error
        }
    }

    private static func read(_ path: String) throws(ConsoleError) -> [Account] {
        let text = try contents(of: path)
        var accounts: [Account] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in lines.enumerated() {
            guard let first = line.first(where: { $0 != " " && $0 != "\t" }), first != "#" else {
                continue
            }
            do throws(ConsoleError) {
                let account = try Account(line: line)
                guard !accounts.contains(where: { $0.name == account.name }) else {
                    throw .file(path: path, reason: "there are two lines for \"\(account.name)\"")
                }
                accounts.append(account)
            } catch {
                guard case .file(_, let reason) = error else { throw error }
                throw .file(path: "\(path):\(number + 1)", reason: reason)
            }
        }
        return accounts
    }

    private static func contents(of path: String) throws(ConsoleError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw .file(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Limits.accountFileBytes + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
            if more == 0 { break }
            count += more
        }
        guard count <= Limits.accountFileBytes else {
            throw .file(path: path, reason: "it is longer than \(Limits.accountFileBytes) bytes")
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// What changes when the file does.
    private static func stamp(of path: String) -> [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [
            Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
            status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}
