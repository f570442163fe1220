// Local contrast: the fast path against the definition, and what it is for.

import Testing

@testable import Recognition

@Suite struct DialPatchContrastTests {
    private func fast(_ patch: DialPatch) -> [Float] {
        let grid = MapShape.padded(width: 20, height: 32, channels: 1)
        var memory = [SIMD4<Float>](repeating: .zero, count: grid.vectors)
        memory.withUnsafeMutableBufferPointer { memory in
            let (place, pitch) = (memory.baseAddress! + grid.offset(0, 0) / 4, grid.pitch / 4)
            patch.luma.withUnsafeBufferPointer { DialPatch.contrast($0.baseAddress!, to: place, pitch: pitch) }
        }
        return (0..<640).map { place in
            let lanes = memory[(grid.offset(0, 0) + place / 20 * grid.pitch) / 4 + place % 20]
            #expect(lanes == SIMD4(repeating: lanes[0]))
            return lanes[0]
        }
    }

    private func random(_ seed: UInt64) -> DialPatch {
        var state = seed
        return DialPatch(
            luma: (0..<640).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Float(state >> 56)
            })
    }

    @Test func theFastPathFollowsTheDefinition() {
        let seed = UInt64.random(in: 1...UInt64.max)
        for number: UInt64 in 0..<4 {
            let patch = random(seed &+ number)
            for (fast, slow) in zip(fast(patch), patch.contrast) { #expect(abs(fast - slow) < 1e-4, "seed \(seed)") }
        }
    }

    @Test func anEvenPatchHasNoContrastAndALittleNoiseIsNotBlownUp() {
        #expect(fast(DialPatch(luma: [Float](repeating: 90, count: 640))).allSatisfy { abs($0) < 1e-4 })
        var luma = [Float](repeating: 90, count: 640)
        luma[300] = 92
        #expect(fast(DialPatch(luma: luma)).allSatisfy { abs($0) <= 0.5 })
    }

    @Test func lightOverHalfOfTheDialChangesLittleOfTheOther() {
        let patch = random(7)
        var lit = patch.luma
        for place in 0..<320 { lit[place] += 100 }
        let (before, after) = (patch.contrast, DialPatch(luma: lit).contrast)
        for place in 600..<640 { #expect(abs(after[place] - before[place]) < 0.2 * abs(before[place]) + 0.05) }
    }
}
