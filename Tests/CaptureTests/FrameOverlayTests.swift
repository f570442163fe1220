// Marks over a frame: they are where they belong, and nothing else changes.

import Recognition
import Testing

@testable import Capture

@Suite struct FrameOverlayTests {
    /// An even gray frame whose sides are no multiple of anything.
    private func frame(_ width: Int, _ height: Int) -> [UInt8] {
        let image = GrayImage(width: width, height: height, pixels: [UInt8](repeating: 128, count: width * height))
        return JPEGEncoder.gray(image, quality: 95)
    }

    @Test func marksOfEachKindDiffer() throws {
        var drawings: [[UInt8]] = []
        for mark in [FrameOverlay.Mark.sure, .unsure, .bad] {
            var overlay = try FrameOverlay(jpeg: frame(121, 83))
            overlay.outline(Quad(x: 20, y: 30, width: 40, height: 25), mark)
            overlay.label("4.25", at: Quad(x: 20, y: 30, width: 40, height: 25), mark)
            overlay.caption("cellar: 12.5 m³")
            drawings.append(overlay.png)
        }
        #expect(Set(drawings).count == 3)
        #expect(drawings[0] != (try FrameOverlay(jpeg: frame(121, 83)).png))
    }

    @Test func aLargeFrameIsDrawnSmaller() throws {
        // Width and height, big-endian, follow the signature and the name of the first chunk.
        let png = try FrameOverlay(jpeg: frame(2600, 400)).png
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == 2 * 652)
    }

    @Test func whatIsNoPictureIsAnError() {
        #expect(throws: CaptureError.self) { try FrameOverlay(jpeg: [1, 2, 3]) }
    }
}
