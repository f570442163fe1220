// The file of those who may come in.

import Glibc
import TestSupport
import Testing

@testable import Console

@Suite struct AccountFileTests {
    private let folder = TemporaryFolder()

    private func reason(_ text: String) -> String? {
        let path = folder.write("accounts", text)
        do {
            _ = try AccountFile(path: path)
            return nil
        } catch {
            return error.description.replacing(folder.path + "/", with: "")
        }
    }

    @Test func somebodyIsPutInChangedAndTakenOut() throws {
        let path = folder.file("accounts")
        try AccountFile.set(name: "anna", role: .viewer, password: "long enough", in: path)
        let file = try AccountFile(path: path)
        let anna = try #require(file.accounts.first)
        #expect(anna.name == "anna" && anna.role == .viewer && file.contains(anna))
        try AccountFile.set(name: "bert", role: .technician, password: "long enough", in: path)
        #expect(file.accounts.map(\.name) == ["anna", "bert"])
        try AccountFile.set(name: "anna", role: .technician, password: "long enough", in: path)
        #expect(file.accounts.map(\.name) == ["bert", "anna"] && !file.contains(anna))
        unlink(path)
        #expect(file.accounts.isEmpty)
    }

    @Test func aTokenIsKnownAndNotKept() throws {
        let path = folder.file("accounts")
        let token = try AccountFile.setToken(name: "grafana", role: .viewer, in: path)
        let file = try AccountFile(path: path)
        #expect(file.account(ofToken: token)?.name == "grafana")
        #expect(file.account(ofToken: token + "0") == nil && file.account(ofToken: "") == nil)
        #expect(!String(decoding: readFile(path) ?? [], as: UTF8.self).contains(token))
    }

    @Test func onlyItsOwnerReadsANewOneAndAnOldOneKeepsItsRights() throws {
        let path = folder.file("accounts")
        try AccountFile.set(name: "anna", role: .viewer, password: "long enough", in: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        chmod(path, 0o640)
        try AccountFile.set(name: "bert", role: .viewer, password: "long enough", in: path)
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test func mistakesAreToldWithTheirLine() {
        let hash = PasswordHash(of: "long enough").text
        for (text, expected) in [
            ("# nobody\n\n", "accounts: there is nobody in it"),
            ("anna viewer\n", "accounts:1: a line has a name, a role and a hash"),
            ("\nanna boss \(hash)\n", "accounts:2: \"boss\" is no role; there are viewer and technician"),
            ("a/b viewer \(hash)\n", "accounts:1: \"a/b\" cannot be a name"),
            ("anna viewer secret\n", "accounts:1: the hash of \"anna\" is not one of a password or token"),
            ("anna viewer \(hash)\nanna viewer \(hash)", "accounts:2: there are two lines for \"anna\""),
            (String(repeating: "#\n", count: 200_000), "accounts: it is longer than"),
        ] { #expect(reason(text)?.hasPrefix(expected) ?? false, "\(reason(text) ?? "no mistake"), not \(expected)") }
        #expect(reason(" anna\tviewer  \(hash)\r\n") == nil)
    }

    @Test func badNamesAndShortPasswordsAreRefused() {
        for (name, password) in [("anna", "short"), ("", "long enough"), ("a b", "long enough"), ("ä", "long enough")] {
            #expect(throws: ConsoleError.self) {
                try AccountFile.set(name: name, role: .viewer, password: password, in: folder.file("accounts"))
            }
        }
        #expect(readFile(folder.file("accounts")) == nil)
    }
}
