// Weighted least squares for a small similarity or affine correction, from the shifts that single patches ask for.
// Each patch gives a 2 × 2 normal matrix and a right-hand side; the sums here turn them into one correction.

/// Normal equations of a correction x ↦ x + J(x)·parameters around a centre.
///
/// The parameters are shift right, shift down, growth and turn, then (affine only) the two stretches; all are in pixels,
/// the last four as felt at one radius from the centre.
struct RegistrationFit {
    /// Parameters of a full affine map.
    static let parametersMax = 6

    private typealias Row = SIMD8<Float>

    private let count: Int
    // A row of the matrix for each parameter; beyond `count` they mean nothing.
    private var rows = (Row.zero, Row.zero, Row.zero, Row.zero, Row.zero, Row.zero)
    private var right = Row.zero
    /// The Cholesky factor of the matrix, row by row, once it is needed; empty for a singular one.
    private var factor: [Row]?

    /// Empty sums for a similarity, or for a full affine map.
    init(affine: Bool) { count = affine ? 6 : 4 }

    /// Number of parameters.
    var parameters: Int { count }

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
        guard prepare() else { return nil }
        return substitute(right)
    }

    /// The variance of the corrected position at (`x`, `y`), in radii from the centre, for unit variance of the data;
    /// nil when the patches leave it open.
    mutating func variance(x: Float, y: Float) -> Float? {
        guard prepare() else { return nil }
        let (across, down) = RegistrationFit.jacobian(x, y)
        let (first, second) = (substitute(across), substitute(down))
        var sum: Float = 0
        for i in 0..<count { sum += across[i] * first[i] }
        for i in 0..<count { sum += down[i] * second[i] }
        return sum
    }

    /// How much each parameter moves the point (`x`, `y`) to the right, and down.
    @inline(__always)
    private static func jacobian(_ x: Float, _ y: Float) -> (across: SIMD8<Float>, down: SIMD8<Float>) {
        (SIMD8(1, 0, x, -y, x, y, 0, 0), SIMD8(0, 1, y, x, -y, x, 0, 0))
    }

    /// Makes the Cholesky factor; false when the matrix is singular for practical purposes.
    private mutating func prepare() -> Bool {
        if let factor { return !factor.isEmpty }
        var matrix = [rows.0, rows.1, rows.2, rows.3, rows.4, rows.5]
        factor = []
        for i in 0..<count {
            let diagonal = matrix[i][i]
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= matrix[i][k] * matrix[j][k] }
                if i == j {
                    guard sum > diagonal * 1e-3, sum > 1e-9 else { return false }
                    matrix[i][i] = sum.squareRoot()
                } else {
                    matrix[i][j] = sum / matrix[j][j]
                }
            }
        }
        factor = matrix
        return true
    }

    /// `vector` solved with the factor.
    private func substitute(_ vector: Row) -> Row {
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
