import Testing

@testable import Recognition

@Suite struct RegistrationFitTests {
    private let places: [(Float, Float)] = [(-0.9, -0.4), (0.8, -0.5), (0.1, 0.7), (-0.5, 0.3), (0.4, 0.1)]

    /// Patches that ask for exactly the shift which `wanted` means at their place.
    private func fit(_ some: [Float], parameters: Int) -> RegistrationFit {
        let wanted = some + [Float](repeating: 0, count: 8 - some.count)
        var fit = RegistrationFit(parameters: parameters)
        for (x, y) in places {
            let right =
                wanted[0] + wanted[2] * x - wanted[3] * y + wanted[4] * x + wanted[5] * y
                + x * (wanted[6] * x + wanted[7] * y)
            let down =
                wanted[1] + wanted[2] * y + wanted[3] * x - wanted[4] * y + wanted[5] * x
                + y * (wanted[6] * x + wanted[7] * y)
            let (xx, xy, yy): (Float, Float, Float) = (0.5, 0.1, 0.3)
            fit.add(
                x: x, y: y, xx: xx, xy: xy, yy: yy, bx: xx * right + xy * down, by: xy * right + yy * down,
                weight: 0.7)
        }
        return fit
    }

    @Test func aSimilarityIsRecoveredFromTheShiftsItMakes() throws {
        let wanted: [Float] = [0.4, -0.3, 0.2, 0.5, 0, 0]
        var fit = fit(wanted, parameters: 4)
        let foundSolution = fit.solve()
        let found = try #require(foundSolution)
        for i in wanted.indices { #expect(abs(found[i] - wanted[i]) < 1e-4) }
    }

    @Test func anAffineMapIsRecoveredFromTheShiftsItMakes() throws {
        let wanted: [Float] = [0.4, -0.3, 0.2, 0.5, -0.6, 0.25]
        var fit = fit(wanted, parameters: 6)
        let foundSolution = fit.solve()
        let found = try #require(foundSolution)
        for i in wanted.indices { #expect(abs(found[i] - wanted[i]) < 1e-4) }
    }

    @Test func aProjectiveMapIsRecoveredFromTheShiftsItMakes() throws {
        let wanted: [Float] = [0.4, -0.3, 0.2, 0.5, -0.6, 0.25, 0.35, -0.15]
        var fit = fit(wanted, parameters: 8)
        let foundSolution = fit.solve()
        let found = try #require(foundSolution)
        for i in wanted.indices { #expect(abs(found[i] - wanted[i]) < 1e-3) }
        // Moved as far as the solution says, and as far as the data were.
        let (x, y): (Float, Float) = (0.5, -1)
        let right = 0.4 + 0.2 * x - 0.5 * y - 0.6 * x + 0.25 * y + x * (0.35 * x - 0.15 * y)
        let down = -0.3 + 0.2 * y + 0.5 * x + 0.6 * y + 0.25 * x + y * (0.35 * x - 0.15 * y)
        #expect(abs(RegistrationFit.length(of: found, x: x, y: y) - (right * right + down * down).squareRoot()) < 1e-3)
    }

    @Test func theGainIsThatOfTheFreedParametersOnly() throws {
        var alike = fit([0.4, -0.3, 0.2, 0.5], parameters: 8)
        var slanted = fit([0.4, -0.3, 0.2, 0.5, 0, 0, 0.3], parameters: 8)
        let (none, much) = (alike.gain(from: 4), slanted.gain(from: 4))
        #expect(try #require(none) < 1e-4)
        #expect(try #require(much) > 1e-3)
    }

    @Test func onePatchLeavesTheCorrectionOpen() {
        var fit = RegistrationFit(parameters: 4)
        fit.add(x: 0.3, y: 0.2, xx: 1, xy: 0, yy: 1, bx: 1, by: 1, weight: 1)
        let (solution, variance) = (fit.solve(), fit.variance(x: 0, y: 0, parameters: 4))
        #expect(solution == nil)
        #expect(variance == nil)
    }

    @Test func theVarianceGrowsAwayFromThePatches() throws {
        var fit = fit([0, 0, 0, 0, 0, 0], parameters: 4)
        let nearSolution = fit.variance(x: 0, y: 0, parameters: 4)
        let near = try #require(nearSolution)
        let farSolution = fit.variance(x: 3, y: 3, parameters: 4)
        let far = try #require(farSolution)
        #expect(far > 4 * near)
    }
}
