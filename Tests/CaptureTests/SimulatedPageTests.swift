// The display of a heat meter that takes turns: only one page carries the register, and its mark says which.

import Capture
import Recognition
import Testing

@Suite("A display that takes turns")
struct SimulatedPageTests {
    private let meter = TestPictures.heat

    /// How alike two pictures are in `quad`, −1 … 1.
    private func likeness(_ a: GrayImage, _ b: GrayImage, _ quad: Quad, _ placement: Placement) -> Double {
        var (sums, squares, product) = ((0.0, 0.0), (0.0, 0.0), 0.0)
        let steps = 60
        for j in 0..<steps {
            for i in 0..<steps {
                let point = quad.point((Float(i) + 0.5) / Float(steps), (Float(j) + 0.5) / Float(steps))
                let moved = placement.apply(point)
                let (u, v) = (Double(a[Int(point.x), Int(point.y)]), Double(b[Int(moved.x), Int(moved.y)]))
                sums = (sums.0 + u, sums.1 + v)
                squares = (squares.0 + u * u, squares.1 + v * v)
                product += u * v
            }
        }
        let count = Double(steps * steps)
        let spread =
            (squares.0 / count - sums.0 * sums.0 / count / count)
            * (squares.1 / count - sums.1 * sums.1 / count / count)
        return (product / count - sums.0 * sums.1 / count / count) / max(spread, 1e-9).squareRoot()
    }

    @Test("has an index in its truth only where the picture shows the register")
    func truth() {
        for page in SimulatedPage.allCases {
            let shot = meter.shot(ticks: 123_456, page: page)
            #expect(shot.page == page && (shot.index != nil) == (page == .register))
        }
        #expect(TestPictures.water.shot(ticks: 5, page: .asleep).index != nil)
        #expect(TestPictures.water.pageMark == nil)
    }

    @Test("shows its register most of the time, and every other page too")
    func turns() {
        let pages = (0..<600).map { meter.page(at: Double($0) * 317) }
        for page in SimulatedPage.allCases { #expect(pages.contains(page)) }
        #expect((350...520).contains(pages.count { $0 == .register }))
        #expect(Set((0..<100).map { TestPictures.gas.page(at: Double($0) * 317) }) == [.register])
    }

    @Test("is told by its mark from every other page, in good light and in bad")
    func mark() throws {
        let mark = try #require(meter.pageMark)
        let reference = meter.picture(ticks: 123_456, scene: .clean).gray
        for scene in [SimulatedScene.clean, .random(seed: 3, severity: 1)] {
            let placement = scene.placement(frameWidth: 640, frameHeight: 480)
            for page in SimulatedPage.allCases {
                let picture = meter.picture(ticks: 987_654, scene: scene, noiseSeed: 4, page: page).gray
                let likeness = likeness(reference, picture, mark, placement)
                #expect(page == .register ? likeness > 0.8 : likeness < 0.65, "\(page) \(likeness)")
            }
        }
    }

    @Test("leaves zeros before the number dark, but one before the point")
    func leadingZeros() {
        func lit(_ dial: SimulatedDial, _ ticks: Double) -> Bool {
            let picture = meter.picture(ticks: ticks, scene: TestPictures.still).gray
            let quad = dial.quad
            var dark = 0
            for y in Int(quad.topLeft.y)..<Int(quad.bottomLeft.y) {
                for x in Int(quad.topLeft.x)..<Int(quad.topRight.x) where picture[x, y] < 80 { dark += 1 }
            }
            return dark > 60
        }
        let dials = meter.dials
        #expect(dials.filter(\.blanksLeadingZero).allSatisfy { $0.place > 0 })
        #expect(dials.map { lit($0, 0) } == dials.map { $0.place <= 0 })
        #expect(dials.map { lit($0, 10_203) } == dials.indices.map { $0 >= dials.count - 5 })
    }
}
