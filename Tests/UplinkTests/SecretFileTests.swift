import TestSupport
import Testing

@testable import Uplink

@Suite struct SecretFileTests {
    private let folder = TemporaryFolder()

    @Test("the first line counts", arguments: ["abc", "abc\n", "abc\r\nx", "abc\n\n"])
    func firstLine(text: String) throws {
        #expect(try SecretFile.secret(in: folder.write("s", text)) == "abc")
    }

    @Test(
        "what is no secret, or would break out of its header, is refused",
        arguments: [
            ("", "empty"), ("\nabc", "empty"), ("a\u{0}b", "control"), ("a\tb", "control"),
            (String(repeating: "x", count: 17_000), "longer"),
        ])
    func refused(text: String, reason: String) {
        let path = folder.write("s", text)
        let error = #expect(throws: UplinkError.self) { try SecretFile.secret(in: path) }
        #expect(error?.description.contains(reason) == true && error?.description.contains(path) == true)
    }

    @Test("what cannot be read is refused with the system's reason")
    func unreadable() {
        let path = folder.file("none")
        #expect(
            throws: UplinkError.file(path: path, operation: "read a secret", reason: "No such file or directory")
        ) { try SecretFile.secret(in: path) }
        #expect(throws: UplinkError.file(path: folder.path, operation: "read a secret", reason: "Is a directory")) {
            try SecretFile.secret(in: folder.path)
        }
    }
}
