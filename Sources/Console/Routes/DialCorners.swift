// Where dials are, as the page sends it: "x,y x,y x,y x,y; …".

/// The corners of dials as text.
enum DialCorners {
    /// The corners of each dial; nil if the text is none.
    static func read(_ text: String) -> [[(x: Double, y: Double)]]? {
        var dials: [[(x: Double, y: Double)]] = []
        for dial in text.split(separator: ";") {
            var corners: [(x: Double, y: Double)] = []
            for corner in dial.split(separator: " ") {
                let numbers = corner.split(separator: ",").map { Double($0) }
                guard numbers.count == 2, let x = numbers[0], let y = numbers[1], abs(x) < 1e6, abs(y) < 1e6 else {
                    return nil
                }
                corners.append((x, y))
            }
            guard corners.count == 4, dials.count < Limits.dials else { return nil }
            dials.append(corners)
        }
        return dials.isEmpty ? nil : dials
    }
}
