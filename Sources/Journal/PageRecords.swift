// The rows on one page of a damaged file (see "B-tree Pages" and "Record Format" in SQLite's file format). Only what holds
// together is returned; whether it is what was written is for its checksum to say.

/// Reads the rows of pages.
struct PageRecords {
    /// A row: its id if the table has such, and its columns; nil for NULL.
    struct Record {
        var id: Int64?
        var columns: [SQLValue?]
    }

    let file: DamagedFile
    /// Bytes one row may have; what claims more is damage.
    let limit: Int
    /// Readings of one row: each page of its chain may have several versions.
    private static let readingsMax = 64

    /// The rows on a page; none if it is not one with rows. A row is there once for each way to read it, newer pages first: a frame
    /// of the log whose page number was damaged passes for a newer version of another page.
    func records(on page: [UInt8], number: Int) throws(JournalError) -> [Record] {
        let start = number == 1 ? 100 : 0
        let (pointers, isTable): (Int, Bool)
        switch page[start] {
        case 0x0D: (pointers, isTable) = (start + 8, true)
        case 0x0A: (pointers, isTable) = (start + 8, false)
        // The inner pages of an index have rows of their own, behind the number of a page.
        case 0x02: (pointers, isTable) = (start + 12, false)
        default: return []
        }
        let count = min(page.bigEndian16(start + 3), (page.count - pointers) / 2)
        var records: [Record] = []
        for index in 0..<count {
            let offset = page.bigEndian16(pointers + 2 * index) + (page[start] == 0x02 ? 4 : 0)
            guard offset >= pointers, offset < page.count else { continue }
            records += try self.records(at: offset, of: page, isTable: isTable)
        }
        return records
    }

    private func records(at offset: Int, of page: [UInt8], isTable: Bool) throws(JournalError) -> [Record] {
        var offset = offset
        guard let size = Self.number(page, &offset), size > 0, size <= Int64(limit) else { return [] }
        var id: Int64?
        if isTable {
            guard let found = Self.number(page, &offset) else { return [] }
            id = found
        }
        return try payloads(Int(size), at: offset, of: page, isTable: isTable).compactMap { bytes in
            Self.columns(bytes).map { Record(id: id, columns: $0) }
        }
    }

    /// What of the row stands on the page, and what on the pages chained to it.
    private func payloads(
        _ size: Int, at offset: Int, of page: [UInt8], isTable: Bool
    ) throws(JournalError) -> [[UInt8]] {
        let most = isTable ? page.count - 35 : (page.count - 12) * 64 / 255 - 23
        let least = (page.count - 12) * 32 / 255 - 23
        let rest = least + (size - least) % (page.count - 4)
        let local = size <= most ? size : rest <= most ? rest : least
        guard offset + local + (local < size ? 4 : 0) <= page.count else { return [] }
        let bytes = Array(page[offset..<(offset + local)])
        guard local < size else { return [bytes] }
        var ways = [(bytes: bytes, next: Int(page.bigEndian32(offset + local)))]
        while let way = ways.first, way.bytes.count < size {
            var longer: [(bytes: [UInt8], next: Int)] = []
            for way in ways where way.next > 0 {
                for part in try file.versions(of: way.next) where longer.count < Self.readingsMax {
                    let more = part[4..<min(part.count, 4 + size - way.bytes.count)]
                    longer.append((way.bytes + more, Int(part.bigEndian32(0))))
                }
            }
            ways = longer
        }
        return ways.map(\.bytes)
    }

    private static func columns(_ bytes: [UInt8]) -> [SQLValue?]? {
        var offset = 0
        guard let size = number(bytes, &offset), size >= 1, size <= Int64(bytes.count) else { return nil }
        var body = Int(size)
        var columns: [SQLValue?] = []
        while offset < Int(size) {
            guard let type = number(bytes, &offset), offset <= Int(size), type >= 0 else { return nil }
            guard type >= 12 || type == 0 || type <= 6 || type == 8 || type == 9 else { return nil }
            let count = type >= 12 ? (type - 12) / 2 : [0, 1, 2, 3, 4, 6, 8, 0, 0, 0][Int(type)]
            guard count <= Int64(bytes.count - body) else { return nil }
            let value = bytes[body..<(body + Int(count))]
            body += Int(count)
            switch type {
            case 0: columns.append(nil)
            case 8, 9: columns.append(.integer(type - 8))
            case 1...6: columns.append(.integer(integer(value)))
            default:
                columns.append(type % 2 == 0 ? .blob(Array(value)) : .text(String(decoding: value, as: UTF8.self)))
            }
        }
        return columns
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(bytes.first.map { $0 >= 0x80 } == true ? -1 : 0) { $0 << 8 | Int64($1) }
    }

    /// A number of one to nine bytes; nil if it runs out of the bytes.
    private static func number(_ bytes: [UInt8], _ offset: inout Int) -> Int64? {
        var value: UInt64 = 0
        for count in 0..<9 {
            guard offset < bytes.count else { return nil }
            let byte = bytes[offset]
            offset += 1
            if count == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return Int64(bitPattern: value) }
        }
        return nil
    }
}
