// Mechanisms by chance: within what is built, and never a change to what is counted.

import Capture
import Recognition
import Testing

@Suite("The play of a simulated mechanism")
struct SimulatedPlayTests {
    private func meter(_ face: SimulatedFace, seed: UInt64, play: SimulatedPlay) -> SimulatedMeter {
        SimulatedMeter(face: face, seed: seed, start: Index(units: 12_345, decimals: 0), play: play)
    }

    @Test("lies within its bounds, and reaches them")
    func bounds() {
        var (starts, zeros): ([Double], [Double]) = ([], [])
        for seed: UInt64 in 1...30 {
            for dial in SimulatedPlay.varied(seed: seed).applied(to: TestPictures.gas.dials) {
                if dial.rollStart != 0 { starts.append(dial.rollStart) }
                zeros.append(dial.zeroOffset)
            }
        }
        #expect(starts.allSatisfy { (4...9.5).contains($0) } && zeros.allSatisfy { abs($0) <= 0.4 })
        #expect(starts.min()! < 4.3 && starts.max()! > 9.2 && zeros.min()! < -0.36 && zeros.max()! > 0.36)
    }

    @Test("changes neither the count nor the place of any dial", arguments: [SimulatedFace.water, .gas])
    func truth(face: SimulatedFace) {
        let (usual, varied) = (meter(face, seed: 3, play: .usual), meter(face, seed: 3, play: .varied(seed: 5)))
        #expect(usual.dials.map(\.quad) == varied.dials.map(\.quad))
        for seconds in [0, 1000.0, 86_400, 1_000_000] { #expect(usual.index(at: seconds) == varied.index(at: seconds)) }
        for ticks in [0.0, 1234.5, 99_999.99, 19_999_999.5] {
            let read = varied.positions(at: ticks).reduce(0) { $0 * 10 + Int64($1) }
            #expect(read == Int64(ticks) % varied.capacity, "\(ticks)")
        }
    }

    @Test("leaves some last wheels at rest between two digits, and gears some wheels to the needle below")
    func lastWheels() {
        let plays = (1...60).map { SimulatedPlay.varied(seed: $0) }
        let free = plays.count { $0.applied(to: TestPictures.gas.dials).last!.rollStart == 0 }
        #expect((30...54).contains(free), "\(free) of 60")
        let geared = plays.count { $0.applied(to: TestPictures.water.dials)[4].rollStart == 0 }
        #expect((5...28).contains(geared), "\(geared) of 60")
    }

    @Test("lets a last wheel that does not turn freely roll late")
    func resting() throws {
        let all = (1...60).map { SimulatedPlay.varied(seed: $0).applied(to: TestPictures.gas.dials) }
        let dials = try #require(all.first { $0.last!.rollStart > 5 })
        let start = dials.last!.rollStart
        #expect(GearTrain.positions(of: dials, at: 7 + start / 10 - 0.01).last == 7)
        let half = 7 + (start + 10) / 20
        #expect(abs(GearTrain.positions(of: dials, at: half).last! - 7.5) < 1e-9)
    }

    @Test("is seen: a dial that sits off shows another picture")
    func seen() {
        let (usual, varied) = (meter(.dials, seed: 3, play: .usual), meter(.dials, seed: 3, play: .varied(seed: 5)))
        let pictures = [usual, varied].map { $0.picture(ticks: 12_345, scene: TestPictures.still).gray }
        for dial in varied.dials where abs(dial.zeroOffset) > 0.15 {
            let quad = dial.quad
            var changed = 0
            for y in Int(quad.topLeft.y)..<Int(quad.bottomLeft.y) {
                for x in Int(quad.topLeft.x)..<Int(quad.topRight.x)
                where abs(Int(pictures[0][x, y]) - Int(pictures[1][x, y])) > 40 { changed += 1 }
            }
            #expect(changed > 40)
        }
    }
}
