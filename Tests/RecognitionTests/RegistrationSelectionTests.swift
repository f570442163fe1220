import Testing

@testable import Recognition

@Suite struct RegistrationSelectionTests {
    @Test func patchesAreSpreadAndKeepOffTheDials() {
        let frame = RegistrationScene(seed: 5).frame()
        let mask = RegistrationMask(
            width: frame.width, height: frame.height, factor: 1, area: RegistrationScene.area,
            moving: RegistrationScene.dials)
        let patches = RegistrationSelection.patches(of: frame, mask: mask)
        #expect(patches.count == RegistrationLimits.patches)
        #expect(patches.allSatisfy { mask.isFixed(x: $0.x, y: $0.y, side: RegistrationLimits.patch) })
        let middle = RegistrationScene.area.centre
        for (right, low) in [(false, false), (false, true), (true, false), (true, true)] {
            let quarter = patches.filter { (Float($0.x) > middle.x) == right && (Float($0.y) > middle.y) == low }
            #expect(quarter.count >= 6)
        }
    }

    @Test func patchesFarBelowTheDialsAreGivenUpForOthers() {
        let frame = RegistrationScene(seed: 5).frame()
        func lowest(moving: [Quad]) -> Int {
            let mask = RegistrationMask(
                width: frame.width, height: frame.height, factor: 1, area: RegistrationScene.area, moving: moving)
            return RegistrationSelection.patches(of: frame, mask: mask).map { $0.y + RegistrationLimits.patch }.max() ?? 0
        }
        // A dial at the very bottom has to be decoded anyway, and then nothing is won.
        let atBottom = Quad(x: 0, y: Float(frame.height) - 2, width: 2, height: 1)
        #expect(lowest(moving: RegistrationScene.dials) < lowest(moving: RegistrationScene.dials + [atBottom]))
    }
}
