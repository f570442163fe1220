// Light, reflection, blur and noise of the simulated camera.
// Each setting of a scene does what it says and nothing else.

import Capture
import Recognition
import Testing

@Suite("The optics of the simulated camera")
struct OpticsTests {
    private func picture(noiseSeed: UInt64 = 0, _ change: (inout SimulatedScene) -> Void) -> GrayImage {
        var scene = TestPictures.still
        change(&scene)
        return TestPictures.gas.picture(ticks: 12_345_678, scene: scene, noiseSeed: noiseSeed).gray
    }

    private func mean(_ image: GrayImage, x: Range<Int>, y: Range<Int>) -> Double {
        var sum = 0
        for j in y { for i in x { sum += Int(image[i, j]) } }
        return Double(sum) / Double(x.count * y.count)
    }

    @Test("dim, grade and darken corners as the scene says")
    func light() {
        let plain = picture { _ in }
        let half = picture { $0.light = 0.5 }
        let graded = picture { $0.gradient = Point(0.8, 0) }
        let dark = picture { $0.vignette = 0.6 }
        #expect(abs(mean(half, x: 0..<640, y: 0..<480) / mean(plain, x: 0..<640, y: 0..<480) - 0.5) < 0.01)
        #expect(abs(mean(graded, x: 630..<640, y: 0..<480) / mean(plain, x: 630..<640, y: 0..<480) - 1.394) < 0.03)
        #expect(abs(mean(graded, x: 0..<10, y: 0..<480) / mean(plain, x: 0..<10, y: 0..<480) - 0.606) < 0.03)
        #expect(mean(dark, x: 0..<10, y: 0..<10) < 0.5 * mean(plain, x: 0..<10, y: 0..<10))
        #expect(mean(dark, x: 315..<325, y: 235..<245) > 0.98 * mean(plain, x: 315..<325, y: 235..<245))
    }

    @Test("add a reflection where the scene has one")
    func glare() {
        let plain = picture { _ in }
        let glare = picture { $0.glare = .init(centre: Point(200, 215), radius: 20, strength: 1) }
        #expect(glare[200, 215] == 255 && glare[400, 380] == plain[400, 380])
    }

    @Test("blur edges without moving or dimming the picture")
    func blur() {
        let (sharp, soft) = (picture { _ in }, picture { $0.blur = 2 })
        func edges(_ image: GrayImage) -> Int {
            var sum = 0
            for y in 170..<260 { for x in 90..<500 { sum += abs(Int(image[x, y]) - Int(image[x + 1, y])) } }
            return sum
        }
        #expect(edges(soft) * 3 < edges(sharp) * 2)
        #expect(abs(mean(soft, x: 50..<600, y: 80..<400) - mean(sharp, x: 50..<600, y: 80..<400)) < 1)
    }

    @Test("add noise of the strength asked for, another for each frame")
    func noise() {
        let plain = picture { _ in }
        let noisy = picture { $0.noise = 6 }
        let other = picture(noiseSeed: 1) { $0.noise = 6 }
        var (sum, squares, count) = (0.0, 0.0, 0.0)
        for y in 250..<270 {
            for x in 60..<580 {
                let error = Double(noisy[x, y]) - Double(plain[x, y])
                sum += error
                squares += error * error
                count += 1
            }
        }
        #expect(abs(sum / count) < 0.7)  // the plain picture is rounded
        #expect((4.5...6.5).contains((squares / count).squareRoot()))
        #expect(noisy != other)
    }
}
