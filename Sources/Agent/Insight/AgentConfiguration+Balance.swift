// Reads the balance groups of the configuration: `[[balance]]`, with what goes in and where it goes.

import Metering
import Recognition

extension AgentConfiguration {
    /// A group; whether its members are there shows when the meters' cards are read.
    static func readGroup(_ table: TableReader) -> BalanceGroup {
        defer { table.finish() }
        let medium: Medium = table.choice("medium") ?? .water
        return BalanceGroup(
            name: readName(table, "name", of: "a group", bytesMax: Metering.Limits.nameLengthMax), medium: medium,
            unit: table.text("unit"), limit: table.number("limit", in: 0...1) ?? 0.05,
            supply: table.tables("supply").map { readMember($0) }, sales: table.tables("sales").map { readMember($0) })
    }

    /// A member of a sum: a register or a group.
    static func readMember(_ table: TableReader) -> BalanceMember {
        defer { table.finish() }
        let (meter, group, register) = (table.text("meter"), table.text("group"), table.text("register"))
        if (meter == nil) == (group == nil) {
            table.mistakes.add(
                table.path, meter == nil ? "this names neither a meter nor a group" : "this names a meter and a group",
                "write meter = \"…\" or group = \"…\"")
        }
        if group != nil, register != nil {
            table.mistakes.add(table.key("register"), "a group has no register", "take it out, or name a meter")
        }
        var member = BalanceMember(
            group.map { .group($0) } ?? .register(RegisterName(meter ?? "", register ?? "main")),
            isNegative: table.flag("negative", default: false))
        member.tolerance = table.number("tolerance", in: 0...0.5) ?? 0
        member.factor = TariffReader.amountIfAny("factor", table)
        return member
    }
}
