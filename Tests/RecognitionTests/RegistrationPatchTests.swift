import Testing

@testable import Recognition

@Suite struct RegistrationPatchTests {
    /// A smooth picture of one round spot, moved, blurred (a wider spot) and lit differently.
    private func spot(right: Float = 0, width: Float = 9, gain: Float = 1, slope: Float = 0) -> GrayImage {
        var picture = GrayImage(width: 24, height: 24)
        for y in 0..<24 {
            for x in 0..<24 {
                let (dx, dy) = (Float(x) - 11.2 - right, Float(y) - 12.1)
                let bump = 1 / (1 + (dx * dx + dy * dy) / width)
                picture[x, y] = UInt8((20 + gain * 150 * bump + slope * Float(x)).rounded())
            }
        }
        return picture
    }

    /// The shift to the right that the patch on the spot asks for.
    private func shift(in frame: GrayImage) throws -> Float {
        let patch = try #require(RegistrationPatch(level: spot(), x: 8, y: 8))
        let layer = RegistrationLayer(
            patches: [patch], area: Quad(x: 0, y: 0, width: 24, height: 24), moving: [], factor: 1)
        var shift: Float = .nan
        layer.compare(.identity, frame) { patch, match in
            let determinant = patch.xx * patch.yy - patch.xy * patch.xy
            shift = (patch.yy * match.bx - patch.xy * match.by) / determinant
        }
        return shift
    }

    @Test func aShiftIsAskedForWithTheOppositeSign() throws {
        // The frame's spot lies further right: what is seen at a place lies further left in the reference.
        #expect(abs(try shift(in: spot(right: 0.3)) + 0.3) < 0.08)
        #expect(abs(try shift(in: spot())) < 0.005)
    }

    @Test func lightAndFocusAskForNoShift() throws {
        #expect(abs(try shift(in: spot(gain: 0.4))) < 0.03)
        #expect(abs(try shift(in: spot(slope: 2))) < 0.03)
        #expect(abs(try shift(in: spot(width: 12))) < 0.03)
    }

    @Test func aFlatSpotIsNoPatch() {
        #expect(RegistrationPatch(level: GrayImage(width: 24, height: 24, filledWith: 90), x: 8, y: 8) == nil)
    }

    @Test func aCornerIsWorthMoreThanALine() throws {
        var line = GrayImage(width: 24, height: 24, filledWith: 200)
        for y in 0..<24 { for x in 0..<12 { line[x, y] = 40 } }
        let edge = try #require(RegistrationPatch(level: line, x: 8, y: 8))
        let round = try #require(RegistrationPatch(level: spot(), x: 8, y: 8))
        #expect(edge.distinction == RegistrationLimits.leastDistinction)
        #expect(round.distinction > 0.8)
    }
}
