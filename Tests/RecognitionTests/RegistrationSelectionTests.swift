import TestSupport
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

    @Test func aFewPatchesFarBelowTheDialsAreGivenUpForOthers() {
        var frame = GrayImage(width: 320, height: 240, filledWith: 90)
        var random = SeededRandom(seed: 3)
        // Many blots above, and four a good way further down.
        let places = (0..<200).map { _ in (random.uniform(10...310), random.uniform(10...120)) }
        for (x, y) in places + [(40, 210), (120, 215), (200, 205), (280, 212)] {
            for row in -3...3 { for column in -4...4 { frame[Int(x) + column, Int(y) + row] = 200 } }
        }
        func lowest(moving: [Quad]) -> Int {
            let area = Quad(x: 0, y: 0, width: 320, height: 240)
            let mask = RegistrationMask(width: 320, height: 240, factor: 1, area: area, moving: moving)
            let patches = RegistrationSelection.patches(of: frame, mask: mask)
            #expect(patches.count == RegistrationLimits.patches)
            return (patches.map { $0.y }.max() ?? 0) + RegistrationLimits.patch
        }
        #expect(lowest(moving: []) < 140)
        // Where a dial lies as low, all has to be decoded anyway.
        #expect(lowest(moving: [Quad(x: 0, y: 230, width: 8, height: 8)]) > 200)
    }
}
