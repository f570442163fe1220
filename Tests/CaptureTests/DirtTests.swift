// Dirt on the glass of a simulated meter: more of it hides more, and all that was there stays.

import Capture
import Recognition
import Testing

@Suite("Dirt on the glass")
struct DirtTests {
    private func picture(dirt: Float, shift: Float = 0) -> GrayImage {
        var scene = TestPictures.still
        scene.dirt = dirt
        scene.shift = Point(shift, 0)
        return TestPictures.gas.picture(ticks: 12_345_678, scene: scene).gray
    }

    private func contrast(_ image: GrayImage) -> Int {
        var sum = 0
        for y in 60..<420 { for x in 40..<600 { sum += abs(Int(image[x, y]) - Int(image[x + 1, y])) } }
        return sum
    }

    @Test("takes contrast away")
    func contrast() {
        let (clean, half, full) = (picture(dirt: 0), picture(dirt: 0.5), picture(dirt: 1))
        #expect(contrast(half) < contrast(clean) && contrast(full) < contrast(half))
        #expect(contrast(full) * 2 > contrast(clean))
    }

    @Test("lies on the meter and moves with it")
    func place() {
        let (still, moved) = (picture(dirt: 1), picture(dirt: 1, shift: 8))
        var differences = 0
        for y in 100..<380 { for x in 100..<500 where still[x, y] != moved[x + 8, y] { differences += 1 } }
        #expect(differences < 2000, "\(differences)")
    }
}
