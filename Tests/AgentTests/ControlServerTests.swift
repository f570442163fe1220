// The control socket: questions and answers in parts, clients that are slow or talk nonsense, and sockets that were left behind.

import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Agent

@Suite struct ControlServerTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/control.sock" }

    /// Counts to three, one line a part, and says what was asked and by whom.
    private func server() throws -> ControlServer {
        try ControlServer(path: path) { question, by, after in
            let number = (after ?? 0) + 1
            let line = "\(number) \(String(decoding: question, as: UTF8.self).prefix { $0 != "\n" }) \(by)"
            return ControlServer.Part(lines: [line], next: number < 3 ? number : nil)
        }
    }

    private func ask(_ question: String = "q") async throws -> [String] {
        let path = path
        return try await aside {
            var lines: [String] = []
            try ControlClient.ask(question, at: path) { lines.append($0) }
            return lines
        }
    }

    private func connected() throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(ControlServer.address(path))
        #expect(ControlServer.withAddress(address) { connect(descriptor, $0, $1) } == 0)
        return descriptor
    }

    @Test func anAnswerComesInPartsUnderTheNameOfWhoAsks() async throws {
        let server = try server()
        defer { server.close() }
        #expect(try await ask() == (1...3).map { "\($0) q control socket, user \(getuid())" })
        #expect(try await ask("two\nlines").first?.hasPrefix("1 two lines ") == true)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o660)
    }

    @Test func whoBreaksOffOrTalksWithoutEndHoldsUpNobody() async throws {
        let server = try server()
        defer { server.close() }
        close(try connected())
        let endless = try connected()
        let bytes = [UInt8](repeating: 0x20, count: 1 << 20)
        #expect(send(endless, bytes, bytes.count, Int32(MSG_NOSIGNAL)) <= bytes.count)
        #expect(try await ask().count == 3)
        close(endless)
    }

    @Test func aSocketThatWasLeftBehindIsReplacedAndOneInUseIsNot() async throws {
        let first = try server()
        #expect(throws: AgentError.self) { try self.server() }
        #expect(try await ask().count == 3)
        first.close()
        // What a killed agent leaves behind: a name without a listener.
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(ControlServer.address(path))
        #expect(ControlServer.withAddress(address) { bind(dead, $0, $1) } == 0)
        close(dead)
        let second = try server()
        #expect(try await ask().count == 3)
        second.close()
        await #expect(throws: AgentError.self) { try await self.ask() }
    }

    @Test func aPathThatIsTooLongOrNotToBeHadIsRefused() {
        for path in [folder.path + "/" + String(repeating: "x", count: 108), folder.path + "/none/control.sock"] {
            #expect(throws: AgentError.self) {
                try ControlServer(path: path) { _, _, _ in ControlServer.Part(lines: []) }
            }
        }
    }
}
