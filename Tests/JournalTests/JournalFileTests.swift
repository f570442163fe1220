import TestSupport
import Testing

@testable import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct JournalFileTests {
    private let folder = TemporaryFolder()

    @Test("makes missing folders, and a file only its owner can read")
    func creates() throws {
        let path = folder.file("a/b/journal.db")
        try JournalFile(path: path).createIfMissing()
        var facts = stat()
        #expect(stat(path, &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
        #expect(stat(folder.file("a"), &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o700)
    }

    @Test("leaves a file that is there as it is")
    func leaves() throws {
        folder.write([1, 2, 3], to: "journal.db")
        try JournalFile(path: folder.file("journal.db")).createIfMissing()
        var facts = stat()
        #expect(stat(folder.file("journal.db"), &facts) == 0)
        #expect(facts.st_size == 3)
    }

    @Test("says which step failed and why")
    func fails() {
        folder.write([], to: "file")
        let path = folder.file("file/journal.db")
        let expected = JournalError.unwritable(path: path, reason: "create: Not a directory")
        #expect(throws: expected) { try JournalFile(path: path).createIfMissing() }
        let deeper = folder.file("file/x/journal.db")
        let reason = "make folder \(folder.file("file/x")): Not a directory"
        #expect(throws: JournalError.unwritable(path: deeper, reason: reason)) {
            try JournalFile(path: deeper).createIfMissing()
        }
    }

    @Test("knows the folder of a path", arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a")])
    func parent(path: String, folder: String) {
        #expect(JournalFile.parent(of: path) == folder)
    }
}
