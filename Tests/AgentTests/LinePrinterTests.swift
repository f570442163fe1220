// The daemon's output when nobody reads it, when nothing can be written, and when all is well.

import Glibc
import Synchronization
import Testing

@testable import Agent

@Suite struct LinePrinterTests {
    private let ends: (read: Int32, write: Int32)
    private let troubles = Troubles()

    private final class Troubles: Sendable {
        let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
    }

    init() {
        signal(SIGPIPE, SIG_IGN)
        var both: [Int32] = [-1, -1]
        precondition(pipe(&both) == 0)
        ends = (both[0], both[1])
    }

    private func printer(_ descriptor: Int32, linesMax: Int? = nil) -> LinePrinter {
        LinePrinter(descriptor: descriptor, linesMax: linesMax) { [troubles] trouble in
            troubles.list.withLock { $0.append(trouble) }
        }
    }

    /// Fills the pipe with empty lines, so that the first line printed is stuck however fast the writer is.
    private func fillPipe() {
        let flags = fcntl(ends.write, F_GETFL)
        precondition(fcntl(ends.write, F_SETFL, flags | O_NONBLOCK) == 0)
        let newlines = [UInt8](repeating: UInt8(ascii: "\n"), count: 4096)
        for count in [newlines.count, 1] { while write(ends.write, newlines, count) > 0 {} }
        precondition(fcntl(ends.write, F_SETFL, flags) == 0)
    }

    /// Everything in the pipe until its other end is closed.
    private func readAll() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(ends.read, &buffer, buffer.count), count > 0 || count < 0 && errno == EINTR {
            bytes += buffer[..<max(0, count)]
        }
        close(ends.read)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func linesComeOutInOrder() {
        let printer = printer(ends.write)
        let lines = (1...200).map { "line \($0)" }
        for line in lines { printer.print(line) }
        printer.finish(within: 60)
        close(ends.write)
        #expect(readAll() == lines.joined(separator: "\n") + "\n")
        #expect(troubles.all.isEmpty)
    }

    @Test func aReaderThatStallsBlocksNobodyAndLearnsWhatItMissed() async throws {
        fillPipe()
        let printer = printer(ends.write, linesMax: 4)
        // More than the buffer holds: this returns although nobody reads.
        let long = String(repeating: "x", count: 9_999)
        for _ in 0..<100 { printer.print(long) }
        #expect(troubles.all == ["lines are left out: nobody reads them in time"])
        let text = Task.detached { self.readAll() }
        printer.finish(within: 60)
        close(ends.write)
        let lines = await text.value.split(separator: "\n")
        let whole = lines.filter { $0 == long }.count
        #expect(lines.last == "(\(100 - whole) lines were left out)")
        #expect(whole >= 4 && whole < 100)
        #expect(troubles.all.last == "lines are printed again; \(100 - whole) were left out")
    }

    @Test func theEndDoesNotWaitForAStalledReaderForEver() {
        fillPipe()
        let printer = printer(ends.write, linesMax: 4)
        for _ in 0..<100 { printer.print(String(repeating: "x", count: 9_999)) }
        printer.finish(within: 0.05)
        #expect(troubles.all.count == 2)
        #expect(troubles.all.last?.hasSuffix(" lines were left out") == true)
        close(ends.read)
    }

    @Test func aFullDeviceIsToldOnceAndCounted() {
        let device = open("/dev/full", O_WRONLY)
        let printer = printer(device)
        for number in 1...5 { printer.print("line \(number)") }
        printer.finish(within: 60)
        #expect(
            troubles.all == ["lines are left out: No space left on device", "5 lines were left out"])
        close(device)
        close(ends.read)
        close(ends.write)
    }

    @Test func aClosedPipeIsToldOnceAndCounted() {
        close(ends.read)
        let printer = printer(ends.write)
        for number in 1...5 { printer.print("line \(number)") }
        printer.finish(within: 60)
        #expect(troubles.all == ["lines are left out: Broken pipe", "5 lines were left out"])
        close(ends.write)
    }
}
