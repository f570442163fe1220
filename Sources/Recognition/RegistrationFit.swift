// Weighted least squares for a small similarity or projective correction, from the shifts that single patches ask for.
// Each patch gives a 2 × 2 normal matrix and a right-hand side; the sums here turn them into one correction.

/// Normal equations of a correction x ↦ x + J(x)·parameters around a centre.
///
/// The parameters are shift right, shift down, growth and turn, then (projective only) the two stretches, growth to the right
/// and growth downward; all are in pixels, those after the shifts as felt at one radius from the centre.
struct RegistrationFit {
    /// Parameters of a similarity.
    static let similar = 4
    /// Parameters of an affine map.
    static let affine = 6
    /// Parameters of a projective map.
    static let projective = 8

    private typealias Row = SIMD8<Float>

    private let count: Int
    // A row of the matrix for each parameter; beyond `count` they mean nothing.
    private var rows = (Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero)
    private var right = Row.zero
    /// The Cholesky factor of the matrix, row by row, once it is needed; its first rows alone are the factor of the fit with
    /// fewer parameters. It ends where the patches leave the next parameter open.
    private var factor: [Row]?

    /// Empty sums for that many parameters: `similar`, `affine` or `projective`.
    init(parameters: Int) { count = parameters }

    /// Adds a patch at (`x`, `y`), in radii from the centre, with normal matrix (xx, xy, yy) and right-hand side (bx, by).
    @inline(__always)
    mutating func add(
        x: Float, y: Float, xx: Float, xy: Float, yy: Float, bx: Float, by: Float, weight: Float
    ) {
        let (across, down) = RegistrationFit.jacobian(x, y)
        let ax = (across * xx + down * xy) * weight
        let ay = (across * xy + down * yy) * weight
        rows.0 += across * ax[0] + down * ay[0]
        rows.1 += across * ax[1] + down * ay[1]
        rows.2 += across * ax[2] + down * ay[2]
        rows.3 += across * ax[3] + down * ay[3]
        if count > 4 {
            rows.4 += across * ax[4] + down * ay[4]
            rows.5 += across * ax[5] + down * ay[5]
            rows.6 += across * ax[6] + down * ay[6]
            rows.7 += across * ax[7] + down * ay[7]
        }
        right += (across * bx + down * by) * weight
    }

    /// Adds a patch that asks for a shift with right-hand side (bx, by).
    @inline(__always)
    mutating func add(_ spot: RegistrationSpot, bx: Float, by: Float, weight: Float) {
        add(
            x: spot.middle.x, y: spot.middle.y, xx: spot.xx, xy: spot.xy, yy: spot.yy, bx: bx, by: by, weight: weight)
    }

    /// The correction, all zero beyond the parameters; nil when the patches leave it open.
    mutating func solve() -> SIMD8<Float>? {
        guard prepare(count) else { return nil }
        return substitute(right, count)
    }

    /// The variance of the position at (`x`, `y`), in radii from the centre, corrected with the first `count` parameters, for
    /// unit variance of the data; nil when the patches leave it open.
    mutating func variance(x: Float, y: Float, parameters count: Int) -> Float? {
        guard prepare(count) else { return nil }
        let (across, down) = RegistrationFit.jacobian(x, y)
        let (first, second) = (substitute(across, count), substitute(down, count))
        var sum: Float = 0
        for i in 0..<count { sum += across[i] * first[i] }
        for i in 0..<count { sum += down[i] * second[i] }
        return sum
    }

    /// By how much the sum of squares would fall if the parameters from `start` on were free as well; nil when the patches
    /// leave them open.
    mutating func gain(from start: Int) -> Float? {
        guard prepare(count), let factor else { return nil }
        var (forward, sum) = (Row.zero, Float(0))
        for i in 0..<count {
            var value = right[i]
            for k in 0..<i { value -= factor[i][k] * forward[k] }
            forward[i] = value / factor[i][i]
            if i >= start { sum += forward[i] * forward[i] }
        }
        return sum
    }

    /// How much each parameter moves the point (`x`, `y`) to the right, and down.
    @inline(__always)
    private static func jacobian(_ x: Float, _ y: Float) -> (across: SIMD8<Float>, down: SIMD8<Float>) {
        (SIMD8(1, 0, x, -y, x, y, x * x, x * y), SIMD8(0, 1, y, x, -y, x, x * y, y * y))
    }

    /// How far a solution moves the point (`x`, `y`), in radii from the centre.
    static func length(of step: SIMD8<Float>, x: Float, y: Float) -> Float {
        let (across, down) = jacobian(x, y)
        let (right, below) = ((across * step).sum(), (down * step).sum())
        return (right * right + below * below).squareRoot()
    }

    /// Makes the Cholesky factor; false when the matrix of the first `needed` parameters is singular for practical purposes.
    private mutating func prepare(_ needed: Int) -> Bool {
        if let factor { return factor.count >= needed }
        let factor = factored()
        self.factor = factor
        return factor.count >= needed
    }

    private func factored() -> [Row] {
        var matrix = [rows.0, rows.1, rows.2, rows.3, rows.4, rows.5, rows.6, rows.7]
        for i in 0..<count {
            let diagonal = matrix[i][i]
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= matrix[i][k] * matrix[j][k] }
                if i == j {
                    guard sum > diagonal * 1e-3, sum > 1e-9 else { return Array(matrix[..<i]) }
                    matrix[i][i] = sum.squareRoot()
                } else {
                    matrix[i][j] = sum / matrix[j][j]
                }
            }
        }
        return Array(matrix[..<count])
    }

    /// `vector` solved with the factor of the first `count` parameters.
    private func substitute(_ vector: Row, _ count: Int) -> Row {
        guard let factor else { return .zero }
        var solution = Row.zero
        for i in 0..<count {
            var sum = vector[i]
            for k in 0..<i { sum -= factor[i][k] * solution[k] }
            solution[i] = sum / factor[i][i]
        }
        for i in (0..<count).reversed() {
            var sum = solution[i]
            for k in (i + 1)..<max(count, i + 1) { sum -= factor[k][i] * solution[k] }
            solution[i] = sum / factor[i][i]
        }
        return solution
    }
}
