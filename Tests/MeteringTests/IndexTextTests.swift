// The index as text.

import Recognition
import Testing

@testable import Metering

@Suite struct IndexTextTests {
    @Test(arguments: [
        ("00662.9051", 6_629_051, 4, "662.9051"), ("0.05", 5, 2, "0.05"), ("7", 7, 0, "7"), ("12.50", 1250, 2, "12.50"),
        (".5", 5, 1, "0.5"), ("999999999999999999", 999_999_999_999_999_999, 0, "999999999999999999"),
    ])
    func aDecimalIsReadAndWrittenExactly(text: String, units: Int64, decimals: Int, written: String) {
        let index = Index(text)
        #expect(index == Index(units: units, decimals: decimals))
        #expect(index?.text == written)
    }

    @Test(arguments: ["", ".", "1.", "-1", "1e3", "1,5", "12a", " 1", "1.0000000000", "1234567890123456789"])
    func anythingElseIsRefused(text: String) {
        #expect(Index(text) == nil)
    }

    @Test func indicesOfDifferentPlacesCompareByValue() {
        #expect(Index(units: 15, decimals: 1) < Index(units: 151, decimals: 2))
        #expect(!(Index(units: 150, decimals: 2) < Index(units: 15, decimals: 1)))
    }
}
