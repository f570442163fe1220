// The tariff engine against bills that were worked out by hand, to the last digit. Every file in Fixtures/bills is one of them.

import Glibc
import Recognition
import Testing

@testable import Metering

@Suite struct BillTests {
    private static let folder: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/Fixtures/bills"
    }()

    static let names: [String] = {
        guard let folder = opendir(folder) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".toml") { names.append(name) }
        }
        return names.sorted()
    }()

    private static func text(_ name: String) throws -> String {
        let file = try #require(fopen(folder + "/" + name, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }

    @Test func thereAreFortyOfThem() { #expect(Self.names.count >= 40) }

    @Test(arguments: names)
    func theEnginePaysWhatAPersonWorkedOut(name: String) throws {
        let expected = try BillCase(Self.text(name))
        #expect(expected.tariff.mistakes() == [])
        let bill = try expected.tariff.bill(expected.usage, from: expected.from, to: expected.to, zone: expected.zone)
        #expect(expected.told(bill) == expected.lines)
        #expect(bill.total.text == expected.total)
        #expect(expected.told(bill.unpriced) == expected.unpriced)
        // However it is handed in.
        let again = try expected.tariff.bill(
            expected.usage.reversed(), from: expected.from, to: expected.to, zone: expected.zone)
        #expect(again == bill)
    }
}
