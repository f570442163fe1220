// Who is in.

import TestSupport
import Testing

@testable import Console

@Suite struct SessionsTests {
    private let folder = TemporaryFolder()

    private func accounts() throws -> (AccountFile, Account) {
        let path = folder.file("accounts")
        _ = try AccountFile.setToken(name: "anna", role: .viewer, in: path)
        let file = try AccountFile(path: path)
        return (file, try #require(file.accounts.first))
    }

    @Test func aSessionEndsWhenItIsNotUsedAndWhenItsTimeIsOver() throws {
        let (file, anna) = try accounts()
        let sessions = Sessions()
        let idle = sessions.begin(anna, now: 0)
        #expect(sessions.account(of: idle, in: file, now: Limits.sessionIdle - 1) == anna)
        #expect(sessions.account(of: idle, in: file, now: 2 * Limits.sessionIdle - 2) == anna)
        #expect(sessions.account(of: idle, in: file, now: 3 * Limits.sessionIdle) == nil)
        #expect(sessions.account(of: idle, in: file, now: 3 * Limits.sessionIdle - 3) == nil)
        let long = sessions.begin(anna, now: 0)
        for now in stride(from: 0, to: Limits.sessionTime, by: 1_000_000) {
            #expect(sessions.account(of: long, in: file, now: now) == anna)
        }
        #expect(sessions.account(of: long, in: file, now: Limits.sessionTime) == nil)
    }

    @Test func itEndsWithItsAccount() throws {
        let (file, anna) = try accounts()
        let sessions = Sessions()
        let cookie = sessions.begin(anna, now: 0)
        _ = try AccountFile.setToken(name: "anna", role: .viewer, in: folder.file("accounts"))
        #expect(sessions.account(of: cookie, in: file, now: 1) == nil)
    }

    @Test func oneTooManyEndsTheOneUsedLongestAgo() throws {
        let (file, anna) = try accounts()
        let sessions = Sessions()
        let cookies = (0..<Limits.sessions).map { sessions.begin(anna, now: Int64($0)) }
        #expect(sessions.account(of: cookies[0], in: file, now: 1_000) == anna)
        let last = sessions.begin(anna, now: 1_001)
        #expect(sessions.account(of: cookies[1], in: file, now: 1_002) == nil)
        for cookie in [cookies[0], cookies[2], last] {
            #expect(sessions.account(of: cookie, in: file, now: 1_002) == anna)
        }
    }

    @Test func aFormIsForOneCookieOfOneConsole() {
        let (sessions, others) = (Sessions(), Sessions())
        let code = sessions.formCode(of: "a")
        #expect(sessions.isRight(code, of: "a"))
        #expect(!sessions.isRight(code, of: "b") && !sessions.isRight("", of: "a") && !others.isRight(code, of: "a"))
    }
}
