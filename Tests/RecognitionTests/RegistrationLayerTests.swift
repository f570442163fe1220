// The refinement of a placement on one level, and the verdict on it.

import Testing

@testable import Recognition

@Suite struct RegistrationLayerTests {
    private let scene = RegistrationScene(seed: 5)

    private func layer() -> RegistrationLayer {
        let reference = scene.frame()
        let mask = RegistrationMask(
            width: reference.width, height: reference.height, factor: 1, area: RegistrationScene.area,
            moving: RegistrationScene.dials)
        return RegistrationLayer(
            patches: RegistrationSelection.patches(of: reference, mask: mask), area: RegistrationScene.area, factor: 1)
    }

    @Test func theVerdictAfterTheLastStepIsThatOfComparingAnew() throws {
        let truth = RegistrationScene.placement(degrees: 0.2, scale: 1.002, right: 0.6, down: -0.5)
        let (layer, frame) = (layer(), scene.frame(at: truth, noise: 3))
        for affine in [false, true] {
            let refined = layer.refine(.identity, in: frame, affine: affine)
            #expect(refined.matches?.count == layer.spots.count)
            let verdict = layer.judge(refined, in: frame, affine: affine)
            let anew = layer.judge(
                RegistrationLayer.Refinement(placement: refined.placement, matches: nil), in: frame, affine: affine)
            #expect(abs(verdict.score - anew.score) < 0.002)
            #expect(abs(verdict.uncertainty - anew.uncertainty) < 0.005)
        }
    }

    @Test func aRefinementThatDoesNotComeToRestIsComparedAnew() {
        let (layer, frame) = (layer(), scene.frame())
        let refined = layer.refine(.identity, in: frame, affine: false, stillness: 0)
        #expect(refined.matches == nil)
        #expect(layer.judge(refined, in: frame, affine: false).score > 0.99)
    }

    @Test func aRefinementThatGoesTooFarIsNone() {
        let truth = RegistrationScene.placement(degrees: 0, scale: 1, right: 1.5, down: 0)
        let frame = scene.frame(at: truth)
        #expect(layer().refine(.identity, in: frame, affine: false, reach: 1) == nil)
        #expect(layer().refine(.identity, in: frame, affine: false, reach: 3) != nil)
    }
}
