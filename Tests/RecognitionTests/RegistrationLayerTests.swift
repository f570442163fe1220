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
            patches: RegistrationSelection.patches(of: reference, mask: mask), area: RegistrationScene.area,
            moving: RegistrationScene.dials, factor: 1)
    }

    @Test func theVerdictAfterTheLastStepIsThatOfComparingAnew() throws {
        let truth = RegistrationScene.placement(degrees: 0.2, scale: 1.002, right: 0.6, down: -0.5)
        let (layer, frame) = (layer(), scene.frame(at: truth, noise: 3))
        for parameters in [RegistrationFit.similar, RegistrationFit.affine, RegistrationFit.projective] {
            let refined = layer.refine(.identity, in: frame, parameters: parameters)
            #expect(refined.matches?.count == layer.spots.count)
            let verdict = layer.judge(refined, in: frame, parameters: parameters)
            let anew = layer.judge(
                RegistrationLayer.Refinement(placement: refined.placement, matches: nil), in: frame,
                parameters: parameters)
            #expect(abs(verdict.score - anew.score) < 0.002)
            #expect(abs(verdict.uncertainty - anew.uncertainty) < 0.005)
        }
    }

    @Test func aRefinementThatDoesNotComeToRestIsComparedAnew() {
        let (layer, frame) = (layer(), scene.frame())
        let refined = layer.refine(.identity, in: frame, stillness: 0)
        #expect(refined.matches == nil)
        #expect(layer.judge(refined, in: frame).score > 0.99)
    }

    @Test func aRefinementThatGoesTooFarIsNone() {
        let truth = RegistrationScene.placement(degrees: 0, scale: 1, right: 1.5, down: 0)
        let frame = scene.frame(at: truth)
        #expect(layer().refine(.identity, in: frame, reach: 1) == nil)
        #expect(layer().refine(.identity, in: frame, reach: 3) != nil)
    }

    @Test func anUprightMapKeepsPlaceSizeAndTurnInTheMiddle() {
        let layer = layer()
        let straight = RegistrationScene.placement(degrees: 7, scale: 1.05, right: 4, down: -6)
        #expect(RegistrationScene.error(layer.upright(straight), straight) < 0.01)
        var slanted = straight
        (slanted.px, slanted.py) = (2e-4, -1e-4)
        let upright = layer.upright(slanted)
        #expect(upright.isAffine && upright.a == upright.d && upright.b == -upright.c)
        let (middle, there) = (
            slanted.apply(RegistrationScene.area.centre), upright.apply(RegistrationScene.area.centre)
        )
        #expect(abs(middle.x - there.x) < 0.01 && abs(middle.y - there.y) < 0.01)
    }
}
