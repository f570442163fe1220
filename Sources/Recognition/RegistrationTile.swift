// The values of one patch's pixels as a vector, with an inner product in which pixels near the rim count less: what a
// bright spot carries across the rim would otherwise pass for a shift.

/// `RegistrationLimits.patch` × `RegistrationLimits.patch` values, row by row.
struct RegistrationTile {
    /// How much the pixels of each row, and of each column, count.
    static let taper = SIMD8<Float>(0.15, 0.5, 0.85, 1, 1, 0.85, 0.5, 0.15)
    /// The sum of all pixels' counts: the square of the taper's sum.
    static let mass: Float = 25

    /// The values.
    var values = [Float](repeating: 0, count: RegistrationLimits.patch * RegistrationLimits.patch)

    /// The same value everywhere, of length 1.
    static var flat: RegistrationTile {
        var tile = RegistrationTile()
        for index in tile.values.indices { tile.values[index] = 1 / mass.squareRoot() }
        return tile
    }

    /// The column of every value.
    static var across: RegistrationTile {
        var tile = RegistrationTile()
        for index in tile.values.indices { tile.values[index] = Float(index % RegistrationLimits.patch) }
        return tile
    }

    /// The row of every value.
    static var downward: RegistrationTile {
        var tile = RegistrationTile()
        for index in tile.values.indices { tile.values[index] = Float(index / RegistrationLimits.patch) }
        return tile
    }

    /// The inner product.
    func product(_ other: RegistrationTile) -> Float {
        var total: Float = 0
        for row in 0..<8 {
            var sum: Float = 0
            for column in 0..<8 {
                let index = row * 8 + column
                sum += values[index] * other.values[index] * RegistrationTile.taper[column]
            }
            total += sum * RegistrationTile.taper[row]
        }
        return total
    }

    /// Takes out the part along `unit`, a tile of length 1.
    mutating func remove(_ unit: RegistrationTile) {
        let part = product(unit)
        for index in values.indices { values[index] -= part * unit.values[index] }
    }

    /// Divides every value.
    mutating func divide(by divisor: Float) {
        for index in values.indices { values[index] /= divisor }
    }

    /// This tile at length 1; nil if it is as good as zero.
    var unit: RegistrationTile? {
        let square = product(self)
        guard square > 1e-6 else { return nil }
        var tile = self
        tile.divide(by: square.squareRoot())
        return tile
    }

    /// One row, each value as much as it counts: ready to be multiplied with a frame's pixels.
    func counted(row: Int) -> SIMD8<Float> {
        var part = SIMD8<Float>.zero
        for column in 0..<8 { part[column] = values[row * 8 + column] }
        return part * RegistrationTile.taper * RegistrationTile.taper[row]
    }
}
