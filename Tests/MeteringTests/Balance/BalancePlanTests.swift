// Mistakes in balance groups, told so that they can be mended.

import Recognition
import Testing

@testable import Metering

@Suite struct BalancePlanTests {
    private let registers = [
        KnownRegister(RegisterName("main"), medium: .water, unit: "m³", decimals: 3),
        KnownRegister(RegisterName("flat"), medium: .water, unit: "m³", decimals: 3),
        KnownRegister(RegisterName("litres"), medium: .water, unit: "L", decimals: 0),
        KnownRegister(RegisterName("gas"), medium: .gas, unit: "m³", decimals: 2),
    ]

    private func one(_ name: String, factor: String? = nil) -> BalanceMember {
        BalanceMember(.register(RegisterName(name)), factor: factor.flatMap { Index($0) })
    }

    private func inner(_ name: String) -> BalanceMember { BalanceMember(.group(name)) }

    private func group(_ name: String, _ supply: [BalanceMember], _ sales: [BalanceMember]) -> BalanceGroup {
        BalanceGroup(name: name, medium: .water, supply: supply, sales: sales)
    }

    private func problems(_ groups: [BalanceGroup]) -> [String] {
        let plan = BalancePlan(groups: groups, registers: registers)
        let mistakes = plan.mistakes()
        #expect(mistakes.isEmpty || plan.books.isEmpty)
        #expect(mistakes.allSatisfy { !$0.advice.isEmpty })
        return mistakes.map { $0.key + ": " + $0.problem }
    }

    @Test func aGroupWithFactorsIsRight() {
        let plan = BalancePlan(
            groups: [group("a", [one("main")], [one("flat"), one("litres", factor: "0.001")])], registers: registers)
        #expect(plan.mistakes() == [])
        #expect(plan.books.first?.sales.terms.map(\.factor.text) == ["1", "0.001"])
    }

    @Test func aGroupThatContainsItselfIsToldWithTheWay() {
        #expect(
            problems([group("a", [one("main")], [inner("a")])])
                == ["balance[0]: the group contains itself: a → a"])
        let round = problems([
            group("a", [one("main")], [inner("b")]), group("b", [], [inner("c")]), group("c", [], [inner("a")]),
        ])
        #expect(round.first == "balance[0]: the group contains itself: a → b → c → a" && round.count == 3)
        #expect(
            problems([group("a", [one("main")], [inner("b")]), group("b", [], [inner("b")])])
                == ["balance[1]: the group contains itself: b → b"])
    }

    @Test func groupsWithNothingInThemAreRefused() {
        #expect(
            problems([group("a", [one("main")], [])]) == ["balance[0].sales: the group \"a\" has no sub-meter"])
        #expect(
            problems([group("a", [], [one("flat")])])
                == ["balance[0].supply: the group \"a\" has no supply meter, and no other group has it as a member"])
    }

    @Test func aRegisterCountsOnceAlsoThroughOtherGroups() {
        #expect(
            problems([group("a", [one("main")], [one("flat"), one("flat")])])
                == ["balance[0]: the group \"a\" counts flat twice"])
        #expect(
            problems([group("a", [one("main")], [one("flat"), inner("b")]), group("b", [], [one("flat")])])
                == ["balance[0]: the group \"a\" counts flat twice"])
        #expect(
            problems([group("a", [one("main")], [one("main")])])
                == ["balance[0]: the group \"a\" counts main twice"])
    }

    @Test func mediaAndUnitsAreMixedWithAFactorOnly() {
        #expect(
            problems([group("a", [one("main")], [one("gas"), one("litres")])]) == [
                "balance[0].sales[0]: gas measures gas, the group water",
                "balance[0].sales[1].factor: litres counts L, the group m³",
            ])
        #expect(problems([group("a", [one("main")], [one("gas", factor: "10.5")])]) == [])
    }

    @Test func whatThereIsNotAndWhatCannotBeReckonedIsTold() {
        #expect(
            problems([group("a", [one("main")], [one("none"), inner("nobody")])]) == [
                "balance[0].sales[0]: there is no register \"main\" of a meter \"none\"",
                "balance[0].sales[1]: there is no group \"nobody\"",
            ])
        #expect(
            problems([group("a", [one("main")], [one("flat", factor: "0.0000001")])])
                == ["balance[0]: the group \"a\" cannot be added up"])
        #expect(
            problems([group("a", [one("main")], [one("flat", factor: "0")])])
                == ["balance[0].sales[0].factor: the factor 0 is not above 0"])
        var odd = group("a", [one("main")], [one("flat")])
        odd.limit = .nan
        odd.sales[0].tolerance = 1
        #expect(problems([odd, odd]).count == 5)
    }

    @Test func groupsThatMultiplyWithoutEndAreRefusedSoon() {
        // Each twice within the next: sixteen thousand registers, were they all looked up.
        var groups = [group("g0", [], [one("flat")])]
        for number in 1...14 {
            groups.append(group("g\(number)", [], [inner("g\(number - 1)"), inner("g\(number - 1)")]))
        }
        groups.append(group("top", [one("main")], [inner("g14")]))
        #expect(problems(groups).last == "balance[15]: the group \"top\" cannot be added up")
    }
}
