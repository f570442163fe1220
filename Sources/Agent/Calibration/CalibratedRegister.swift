// All dials of a typed reading: a row of wheels or digits, needles behind it, or needles alone.

import Metering
import Recognition

/// The dials that show a reading.
struct CalibratedRegister: Sendable {
    /// The row; nil where needles show all digits.
    let row: CalibratedRow?
    /// The needles, from the highest power to the lowest.
    let needles: [CalibratedNeedle]

    /// The needles as a card has them, where so many digits stand behind the point.
    func needleCards(decimals: Int) -> [DialCard] {
        needles.enumerated().map { at, needle in needle.card(place: needles.count - 1 - at - decimals) }
    }

    /// The power of ten that a dial of the row counts, where so many digits of the reading stand behind the point.
    func place(ofRow number: Int, decimals: Int) -> Int {
        row?.place(of: number, decimals: decimals - needles.count) ?? 0
    }
}
