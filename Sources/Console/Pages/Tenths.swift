// Numbers as they stand in SVG.

/// Numbers in SVG: a tenth of a pixel is enough to look at.
enum Tenths {
    /// A number with one decimal.
    static func text(_ value: Double) -> String {
        let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
