// What is found of a system, as it is journalled.

import Recognition
import Testing

@testable import Metering

@Suite struct SystemFindingTests {
    private let from = Timestamp(milliseconds: 0)
    private let to = Timestamp(milliseconds: 86_400_000)

    @Test func whatIsNotKnownIsNull() {
        var finding = SystemFinding(.shift, from: from, to: to, unit: "kWh")
        finding[amount: .inside] = Index("12.50")
        finding[number: .share] = .nan
        #expect(finding[amount: .inside]?.text == "12.50" && finding[number: .share] == nil)
        #expect(
            finding.payload(of: "hall").hasSuffix(
                #""unit":"kWh","inside":"12.50","outside":null,"share":null,"uncertainty":null}"#))
        #expect(finding[number: .inside] == nil && finding[word: .inside] == nil && finding[time: .inside] == nil)
        finding[amount: .inside] = nil
        #expect(finding.values.isEmpty)
    }

    @Test func everyKeyBelongsToAKind() {
        let known = Set(SystemFinding.Kind.allCases.flatMap { SystemFinding.keys(of: $0) })
        #expect(known == Set(SystemFinding.Key.allCases))
    }
}
