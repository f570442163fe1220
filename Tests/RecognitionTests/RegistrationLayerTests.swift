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

    @Test func aRefinementThatStartsFarOffIsGivenTheStepsItNeeds() {
        let (layer, frame) = (layer(), scene.frame(noise: 3))
        let far = RegistrationScene.placement(degrees: 1, scale: 1.01, right: 1.5, down: -1.5)
        let stopped = layer.refine(far, in: frame, steps: 1)
        #expect(stopped.matches == nil && RegistrationScene.error(stopped.placement, .identity) > 0.3)
        let rested = layer.refine(far, in: frame)
        #expect(rested.matches != nil && RegistrationScene.error(rested.placement, .identity) < 0.1)
    }

    @Test func aSlantThatAPlacementCameWithIsInDoubtLikeAnyOther() throws {
        let (layer, frame) = (layer(), scene.frame(noise: 3))
        let refined = layer.refine(.identity, in: frame)
        let (plain, carried) = (layer.judge(refined, in: frame), layer.carried(refined, in: frame))
        #expect(try #require(carried).uncertainty > 1.5 * plain.uncertainty)
        var slanted = Placement.identity
        slanted.px = 2e-4
        // The patches ask for no slant: this one cannot stay.
        #expect(layer.carried(layer.refine(slanted, in: frame), in: frame) == nil)
    }

    @Test func aSlantThatTellsNothingIsGivenUp() {
        let (layer, frame) = (layer(), scene.frame(noise: 3))
        var slanted = Placement.identity
        slanted.px = 2e-5
        let (straight, carried) = (layer.refine(.identity, in: frame), layer.refine(slanted, in: frame))
        let found = layer.slanted(straight, in: frame, from: carried)
        #expect(layer.isUpright(found.placement))
        // A camera that is slanted is believed.
        var truth = slanted
        truth.px = 2e-4
        let seen = scene.frame(at: truth, noise: 3)
        let believed = layer.slanted(layer.refine(.identity, in: seen), in: seen, from: layer.refine(truth, in: seen))
        #expect(abs(believed.placement.px - truth.px) < 3e-5)
    }

    @Test func ofAMeterSeenInPartASlantMustTellMore() {
        // What lies right of the dials is cut off.
        let layer = layer()
        var truth = Placement.identity
        truth.px = 3e-5
        let whole = scene.frame(at: truth, noise: 1)
        let straight = layer.refine(.identity, in: whole)
        #expect(!layer.isUpright(layer.slanted(straight, in: whole).placement))
        var part = GrayImage(width: 230, height: whole.height)
        for y in 0..<part.height { for x in 0..<part.width { part[x, y] = whole[x, y] } }
        let seen = layer.refine(.identity, in: part)
        let (first, found) = (layer.judge(seen, in: part), layer.slanted(seen, in: part))
        #expect(first.seen < RegistrationLimits.slantedView && first.slant > RegistrationLimits.slant, "\(first)")
        #expect(layer.isUpright(found.placement) && found.verdict.uncertainty >= first.slip)
    }
}
