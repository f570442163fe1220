// Money is exact until it is rounded, and what does not fit is told.

import Recognition
import Testing

@testable import Metering

@Suite struct FractionTests {
    private func index(_ text: String) -> Index { BillCase.amount(text)! }

    @Test(
        arguments: [
            ("0.125", 2, "0.13", "0.12"), ("0.135", 2, "0.14", "0.14"), ("-0.125", 2, "-0.13", "-0.12"),
            ("0.1249", 2, "0.12", "0.12"), ("2.5", 0, "3", "2"), ("3.5", 0, "4", "4"), ("0.5", 0, "1", "0"),
            ("7", 3, "7.000", "7.000"),
        ] as [(String, Int, String, String)])
    func halfGoesWhereItIsDeclaredTo(value: String, places: Int, up: String, even: String) throws {
        #expect(try Fraction(index(value)).rounded(to: places, .halfUp).text == up)
        #expect(try Fraction(index(value)).rounded(to: places, .halfEven).text == even)
    }

    @Test func thirdsMakeAWhole() throws {
        let third = Fraction(1, of: 3)
        let whole = try third.plus(third).plus(third)
        #expect(whole == Fraction(index("1")))
        #expect(try third.times(Fraction(index("3.00"))).minus(whole).isZero)
    }

    @Test func whatDoesNotFitIsTold() throws {
        let large = Fraction(Index(units: .max, decimals: 0))
        let larger = try large.times(large)
        #expect(throws: TariffError.tooLarge) { try larger.times(large) }
        #expect(throws: TariffError.tooLarge) { try larger.rounded(to: 2, .halfUp) }
        #expect(throws: TariffError.tooLarge) { try larger.plus(larger).plus(larger) }
    }
}
