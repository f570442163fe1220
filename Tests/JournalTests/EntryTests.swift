import Testing

@testable import Journal

@Suite struct EntryTests {
    @Test("the checksum changes with every field")
    func everyField() {
        let entry = Entry(seq: 7, content: sample(1))
        var others = [Entry(seq: 8, content: sample(1))]
        let changes: [(inout NewEntry) -> Void] = [
            { $0.kind = "event" }, { $0.meter = "water" }, { $0.payload[3] ^= 1 }, { $0.time.bootID = "other" },
            { $0.time.monotonicMilliseconds += 1 }, { $0.time.wallMilliseconds -= 1 }, { $0.time.clock = .floor },
        ]
        for change in changes {
            var content = entry.content
            change(&content)
            others.append(Entry(seq: 7, content: content))
        }
        #expect(others.allSatisfy { $0.checksum != entry.checksum })
        #expect(Set(others.map(\.checksum)).count == others.count)
    }

    @Test("the checksum tells where one field ends and the next begins")
    func boundaries() {
        let one = Entry(seq: 1, content: sample(1, kind: "read", meter: "ing"))
        let other = Entry(seq: 1, content: sample(1, kind: "readi", meter: "ng"))
        #expect(one.checksum != other.checksum)
    }
}
