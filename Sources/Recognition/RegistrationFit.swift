// Weighted least squares for a small similarity or affine correction, from the shifts that single patches ask for.
// Each patch gives a 2 × 2 normal matrix and a right-hand side; the sums here turn them into one correction.

/// Normal equations of a correction x ↦ x + J(x)·parameters around a centre.
///
/// The parameters are shift right, shift down, growth and turn, then (affine only) the two stretches; all are in pixels,
/// the last four as felt at one radius from the centre.
struct RegistrationFit {
    private let count: Int
    private var matrix: [Float]
    private var right: [Float]
    private var factored = false

    /// Empty sums for a similarity, or for a full affine map.
    init(affine: Bool) {
        count = affine ? 6 : 4
        matrix = [Float](repeating: 0, count: 36)
        right = [Float](repeating: 0, count: 6)
    }

    /// Number of parameters.
    var parameters: Int { count }

    /// Adds a patch at (`x`, `y`), in radii from the centre, with normal matrix (xx, xy, yy) and right-hand side (bx, by).
    mutating func add(
        x: Float, y: Float, xx: Float, xy: Float, yy: Float, bx: Float, by: Float, weight: Float
    ) {
        let (across, down) = RegistrationFit.jacobian(x, y)
        for i in 0..<count {
            let ax = weight * (xx * across[i] + xy * down[i])
            let ay = weight * (xy * across[i] + yy * down[i])
            for j in 0...i { matrix[i * 6 + j] += ax * across[j] + ay * down[j] }
            right[i] += weight * (across[i] * bx + down[i] * by)
        }
    }

    /// The correction; nil when the patches leave it open.
    mutating func solve() -> [Float]? {
        guard factor() else { return nil }
        var solution = right
        substitute(&solution)
        return solution
    }

    /// The variance of the corrected position at (`x`, `y`), in radii from the centre, for unit variance of the data;
    /// nil when the patches leave it open.
    mutating func variance(x: Float, y: Float) -> Float? {
        guard factor() else { return nil }
        let (across, down) = RegistrationFit.jacobian(x, y)
        var sum: Float = 0
        for row in [across, down] {
            var solution = [Float](repeating: 0, count: 6)
            for i in 0..<count { solution[i] = row[i] }
            substitute(&solution)
            for i in 0..<count { sum += row[i] * solution[i] }
        }
        return sum
    }

    /// How much each parameter moves the point (`x`, `y`) to the right, and down.
    private static func jacobian(_ x: Float, _ y: Float) -> (across: SIMD8<Float>, down: SIMD8<Float>) {
        (SIMD8(1, 0, x, -y, x, y, 0, 0), SIMD8(0, 1, y, x, -y, x, 0, 0))
    }

    /// Cholesky factor in place of the matrix; false when it is singular for practical purposes.
    private mutating func factor() -> Bool {
        if factored { return true }
        for i in 0..<count {
            let diagonal = matrix[i * 6 + i]
            for j in 0...i {
                var sum = matrix[i * 6 + j]
                for k in 0..<j { sum -= matrix[i * 6 + k] * matrix[j * 6 + k] }
                if i == j {
                    guard sum > diagonal * 1e-3, sum > 1e-9 else { return false }
                    matrix[i * 6 + i] = sum.squareRoot()
                } else {
                    matrix[i * 6 + j] = sum / matrix[j * 6 + j]
                }
            }
        }
        factored = true
        return true
    }

    /// Solves with the factor, in place.
    private func substitute(_ vector: inout [Float]) {
        for i in 0..<count {
            var sum = vector[i]
            for k in 0..<i { sum -= matrix[i * 6 + k] * vector[k] }
            vector[i] = sum / matrix[i * 6 + i]
        }
        for i in (0..<count).reversed() {
            var sum = vector[i]
            for k in (i + 1)..<max(count, i + 1) { sum -= matrix[k * 6 + i] * vector[k] }
            vector[i] = sum / matrix[i * 6 + i]
        }
    }
}
