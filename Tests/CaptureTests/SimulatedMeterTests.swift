// The simulated meters.
// Dials are where their quads say, move the right way, and show what the index says.

import Capture
import Recognition
import Testing

@Suite("A simulated meter")
struct SimulatedMeterTests {
    /// The upright box of pixels around `quad`, `margin` wider.
    private func box(_ quad: Quad, margin: Int = 0) -> (x: Range<Int>, y: Range<Int>) {
        let region = PixelRegion(covering: [quad], margin: margin, frameWidth: 640, frameHeight: 480)!
        return (region.x..<region.x + region.width, region.y..<region.y + region.height)
    }

    /// The gray picture without noise.
    private func still(_ meter: SimulatedMeter, _ ticks: Double, _ change: (inout SimulatedScene) -> Void = { _ in })
        -> GrayImage
    {
        var scene = TestPictures.still
        change(&scene)
        return meter.picture(ticks: ticks, scene: scene).gray
    }

    @Test("has the dials its face promises", arguments: SimulatedFace.allCases)
    func dials(face: SimulatedFace) {
        let meter = TestPictures.meter(face)
        let dials = meter.dials
        #expect(zip(dials, dials.dropFirst()).allSatisfy { $0.place == $1.place + 1 })
        #expect(dials.last?.place == -meter.decimals)
        switch meter.face {
        case .water:
            #expect(dials.map(\.kind) == [.wheel, .wheel, .wheel, .wheel, .wheel, .needle, .needle, .needle, .needle])
            #expect(meter.decimals == 4 && meter.unit == "m³" && meter.capacity == 1_000_000_000)
        case .gas:
            #expect(dials.count == 8 && dials.allSatisfy { $0.kind == .wheel } && meter.decimals == 3)
        case .electricity:
            #expect((6...7).contains(dials.count) && dials.allSatisfy { $0.kind == .segment } && meter.unit == "kWh")
        case .heat:
            #expect((7...8).contains(dials.count) && dials.allSatisfy { $0.kind == .segment } && meter.unit == "kWh")
            #expect(meter.decimals > 0)
        case .dials:
            #expect(dials.count == 5 && dials.allSatisfy { $0.kind == .needle } && meter.decimals == 0)
            #expect(dials.map { $0.needle!.clockwise } == [true, false, true, false, true])
        }
        for dial in dials {
            #expect(dial.quad.corners.allSatisfy { $0.x > 0 && $0.x < 640 && $0.y > 0 && $0.y < 480 })
            #expect((dial.needle != nil) == (dial.kind == .needle))
            if let needle = dial.needle { #expect(needle.centre == dial.quad.centre) }
        }
    }

    @Test("moves in its dials and nowhere else, and each dial where its quad says", arguments: SimulatedFace.allCases)
    func motion(face: SimulatedFace) {
        let meter = TestPictures.meter(face)
        // Every dial shows something else in the second picture.
        let (first, second) = (still(meter, 111_111_111), still(meter, 444_444_444))
        let boxes = meter.dials.map { box($0.quad, margin: 1) }
        let star = box(Quad(x: 298, y: 230, width: 46, height: 48))
        var moved = [Int](repeating: 0, count: boxes.count)
        var elsewhere = 0
        for at in 0..<first.pixels.count where abs(Int(first.pixels[at]) - Int(second.pixels[at])) > 12 {
            let (x, y) = (at % 640, at / 640)
            if let dial = boxes.firstIndex(where: { $0.x.contains(x) && $0.y.contains(y) }) {
                moved[dial] += 1
            } else if !(meter.face == .water && star.x.contains(x) && star.y.contains(y)) {
                elsewhere += 1
            }
        }
        #expect(elsewhere == 0)
        #expect(moved.allSatisfy { $0 > 60 }, "\(moved)")
    }

    @Test("puts its dials where the scene's placement says")
    func placement() {
        func move(_ scene: inout SimulatedScene) {
            scene.rotation = 8
            scene.shift = Point(-11, 9)
            scene.scale = 0.9
            scene.tilt = 15
        }
        let meter = TestPictures.gas
        let shots = [111_111_111.0, 444_444_444].map { still(meter, $0, move) }
        var scene = TestPictures.still
        move(&scene)
        let placement = scene.placement(frameWidth: 640, frameHeight: 480)
        for (index, dial) in meter.dials.enumerated() {
            let quad = placement.apply(dial.quad)
            var (weight, sumX, sumY): (Float, Float, Float) = (0, 0, 0)
            let around = box(quad, margin: 2)
            for y in around.y {
                for x in around.x {
                    let change = Float(abs(Int(shots[0][x, y]) - Int(shots[1][x, y])))
                    weight += change
                    sumX += change * (Float(x) + 0.5)
                    sumY += change * (Float(y) + 0.5)
                }
            }
            #expect(abs(sumX / weight - quad.centre.x) < 5 && abs(sumY / weight - quad.centre.y) < 5, "dial \(index)")
        }
    }

    @Test("shows bright wheels in dark frames, whose windows are the quads")
    func windows() {
        let picture = still(TestPictures.water, 123_450_000)
        for dial in TestPictures.water.dials where dial.kind == .wheel {
            let quad = dial.quad
            func luma(_ u: Float, _ v: Float) -> UInt8 {
                let point = quad.point(u, v)
                return picture[Int(point.x), Int(point.y)]
            }
            #expect(luma(0.1, 0.5) > 130 && luma(0.9, 0.5) > 130)
            #expect(luma(-0.08, 0.5) < 90 && luma(1.08, 0.5) < 90 && luma(0.5, -0.08) < 90 && luma(0.5, 1.08) < 90)
        }
    }

    @Test("brings the next number up from below")
    func direction() {
        // The last wheel of a gas meter, three tenths of a number further: everything on it is higher up.
        let meter = TestPictures.gas
        let quad = meter.dials[7].quad
        let (before, after) = (still(meter, 12_345_672.1), still(meter, 12_345_672.4))
        func difference(rows: Int) -> Int {
            var sum = 0
            for y in Int(quad.topLeft.y) + 16..<Int(quad.bottomLeft.y) - 16 {
                for x in Int(quad.topLeft.x) + 4..<Int(quad.topRight.x) - 9 {
                    sum += abs(Int(after[x, y]) - Int(before[x, y + rows]))
                }
            }
            return sum
        }
        let best = (-14...14).min { difference(rows: $0) < difference(rows: $1) }!
        #expect((8...13).contains(best), "moved up by \(best) rows")
    }

    @Test("points its needles clockwise from the top")
    func needles() {
        let meter = TestPictures.water
        for (ticks, x, y) in [(0.0, Float(0), Float(-0.5)), (2500, 0.5, 0), (5000, 0, 0.5), (7500, -0.5, 0)] {
            let needle = meter.dials[5].needle!
            let picture = meter.picture(ticks: ticks, scene: TestPictures.still)
            let at = (Int(needle.centre.y + y * needle.radius) * 640 + Int(needle.centre.x + x * needle.radius)) * 3
            #expect(picture.pixels[at] > 150 && picture.pixels[at + 1] < 80, "red at \(ticks)")
        }
    }

    @Test("turns every second needle of an old electricity meter the other way")
    func alternating() {
        let meter = TestPictures.dials
        // All needles show 2.5: a quarter turn clockwise is on the right, counter-clockwise on the left.
        for (dial, ticks) in zip(meter.dials, [25_000.0, 2500, 250, 25, 2.5]) {
            let needle = dial.needle!
            let picture = still(meter, ticks)
            func luma(_ side: Float) -> UInt8 {
                picture[Int(needle.centre.x + side * 0.45 * needle.radius), Int(needle.centre.y)]
            }
            #expect(
                needle.clockwise ? luma(1) < 110 && luma(-1) > 150 : luma(-1) < 110 && luma(1) > 150, "\(dial.place)")
        }
    }

    @Test("lights the segments of its digits")
    func segments() {
        let meter = TestPictures.electricity
        let quad = meter.dials.last!.quad
        let places: [(Character, Float, Float)] = [
            ("a", 0.5, 0.16), ("b", 0.8, 0.32), ("c", 0.8, 0.68), ("d", 0.5, 0.84), ("e", 0.2, 0.68), ("f", 0.2, 0.32),
            ("g", 0.5, 0.5),
        ]
        let lit = ["abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg"]
        for digit in 0..<10 {
            let picture = still(meter, Double(digit))
            let seen = places.filter { place in
                let point = quad.point(place.1, place.2)
                return picture[Int(point.x), Int(point.y)] < 90
            }
            let names = String(seen.map(\.0))
            // Makers disagree about the seven.
            #expect(names == lit[digit] || digit == 7 && names == "abcf", "\(digit) shows \(names)")
        }
    }

    @Test("never counts backwards and shows its start at second 0", arguments: SimulatedFace.allCases)
    func monotone(face: SimulatedFace) {
        let meter = TestPictures.meter(face)
        #expect(meter.index(at: 0) == meter.index(ofTicks: meter.ticks(at: 0)))
        var before = meter.index(at: 0)
        for minute in 1...600 {
            let now = meter.index(at: Double(minute) * 60)
            #expect(!(now < before))
            before = now
        }
        #expect(meter.index(at: 0) < meter.index(at: 86_400))
    }

    @Test("starts where it is told to, accelerates, and wraps like its dials")
    func start() {
        let start = Index(units: 99_999_998, decimals: 3)
        let slow = SimulatedMeter(face: .gas, seed: 2, start: start, startFraction: 0.25)
        let fast = SimulatedMeter(face: .gas, seed: 2, start: start, startFraction: 0.25, acceleration: 600)
        #expect(slow.index(at: 0) == start && slow.ticks(at: 0) == 99_999_998.25)
        #expect(abs(slow.ticks(at: 6000) - fast.ticks(at: 10)) < 1e-6)
        #expect(fast.maximumPerHour == 600 * slow.maximumPerHour)
        #expect(slow.index(ofTicks: 100_000_001.5) == Index(units: 1, decimals: 3))
    }

    @Test("gives the same bytes for the same seed and others for another")
    func determinism() {
        let start = Index(units: 1_234_567, decimals: 4)
        let again = SimulatedMeter(face: .water, seed: 7, start: start)
        let other = SimulatedMeter(face: .water, seed: 8, start: start)
        let shot = TestPictures.water.shot(at: 30, scene: .hard)
        #expect(again.shot(at: 30, scene: .hard).jpeg == shot.jpeg)
        #expect(other.shot(at: 30, scene: .hard).jpeg != shot.jpeg)
        #expect(again.shot(at: 31, scene: .hard).jpeg != shot.jpeg)
        #expect(other.ticks(at: 86_400) != again.ticks(at: 86_400))
    }

    @Test("gives the truth with every shot")
    func shot() throws {
        let meter = TestPictures.water
        let shot = meter.shot(at: 40_000, scene: .hard)
        #expect(shot.index == meter.index(at: 40_000) && shot.seconds == 40_000)
        #expect(shot.positions == meter.positions(at: shot.ticks))
        #expect(shot.placement == SimulatedScene.hard.placement(frameWidth: 640, frameHeight: 480))
        #expect(try JPEGDecoder.header(of: shot.jpeg) == JPEGHeader(width: 640, height: 480, components: 3))
        try FrameRules.check(shot.jpeg)
    }
}
