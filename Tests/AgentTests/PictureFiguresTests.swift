// How bright and how sharp a picture is: what a technician sees change when they turn the lens or the lamp.

import Capture
import Recognition
import Testing

@testable import Agent

@Suite struct PictureFiguresTests {
    private func figures(_ change: (inout SimulatedScene) -> Void) throws -> PictureFigures {
        var scene = SimulatedScene.clean
        change(&scene)
        let meter = SimulatedMeter(face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4))
        return PictureFigures(try JPEGDecoder.gray(meter.shot(at: 0, scene: scene).jpeg).image)
    }

    @Test func aBlurredPictureIsLessSharpAndItsLightSaysNothingOfThat() throws {
        let shares = try [0, 1, 2, 4].map { blur in
            try #require(try figures { $0.blur = Float(blur) }.sharpness)
        }
        #expect(shares == shares.sorted(by: >), "\(shares)")
        #expect(shares[0] > 0.6 && shares[1] < 0.4 && shares[3] < 0.2, "\(shares)")
        let dim = try #require(try figures { $0.light = 0.5 }.sharpness)
        #expect(dim > shares[1], "\(dim) \(shares)")
    }

    @Test func lightIsTheMeanAndWhatIsBurntOut() throws {
        let usual = try figures { _ in }
        #expect(usual.mean > PictureFigures.dim && usual.burnt < PictureFigures.burntShare, "\(usual)")
        #expect(try figures { $0.light = 0.1 }.mean < PictureFigures.dim)
        let white = PictureFigures(GrayImage(width: 64, height: 64, filledWith: 255))
        #expect(white.burnt == 1 && white.mean == 255 && white.sharpness == nil)
    }

    @Test func aPictureOfNothingAndATinyOneHaveNoSharpness() {
        #expect(PictureFigures(GrayImage(width: 64, height: 64, filledWith: 90)).sharpness == nil)
        #expect(PictureFigures(GrayImage(width: 4, height: 4)).sharpness == nil)
        #expect(PictureFigures(GrayImage(width: 0, height: 0)).mean == 0)
    }

    @Test func anEdgeFromOnePixelToTheNextIsPerfectlySharp() {
        var picture = GrayImage(width: 64, height: 64, filledWith: 20)
        for y in 0..<64 { for x in 32..<64 { picture[x, y] = 220 } }
        #expect(PictureFigures(picture).sharpness == 1)
    }
}
