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
}
