// Reads the files of readings that the configuration names: `[[import]]`.

import Metering
import Recognition

extension AgentConfiguration {
    /// A file of readings; whether it is there shows when it is read.
    static func readImport(_ table: TableReader, _ path: String) -> ImportedFile {
        defer { table.finish() }
        let medium: Medium = table.choice("medium") ?? .water
        let name = RegisterName(
            readName(table, "meter", of: "a meter", bytesMax: Metering.Limits.nameLengthMax),
            table.text("register") ?? "main")
        // Places before the decimal point, after which it begins again at nought.
        let digits = table.integer("digits", in: 0...12, default: 0)
        let capacity = digits > 0 ? Index(units: Index(units: 1, decimals: 0).scaled(to: digits), decimals: 0) : nil
        let register = KnownRegister(
            name, medium: medium, unit: table.text("unit") ?? medium.unit,
            decimals: table.integer("decimals", in: 0...6, default: 3), capacity: capacity)
        return ImportedFile(register, path: readPath(table, "path", path), key: table.path)
    }
}
