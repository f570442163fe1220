// Which part of a picture can be sampled along lines, and what coordinates count from there.

import Testing

@testable import Recognition

@Suite struct LumaLineTests {
    @Test func onlyPlacesWithPixelsAllAroundAreInside() {
        func inside(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float, width: Int = 60) -> Bool {
            LumaLine.origin(width: width, height: 40, left: left, top: top, right: right, bottom: bottom) != nil
        }
        #expect(inside(0.6, 0.6, 59.4, 39.4))
        #expect(!inside(0.5, 0.6, 59.4, 39.4) && !inside(0.6, 0.5, 59.4, 39.4))
        #expect(!inside(0.6, 0.6, 59.5, 39.4) && !inside(0.6, 0.6, 59.4, 39.5))
        #expect(!inside(.nan, 0.6, 59.4, 39.4) && !inside(0.6, 0.6, .infinity, 39.4))
        #expect(inside(7001, 1, 9000 - 1, 2, width: 9000))
        #expect(!inside(6001, 1, 8002, 2, width: 9000))
    }

    @Test func noCoordinateIsBelowZero() throws {
        for step in 0..<40 {
            let left = 0.51 + Float(step) * 0.125
            let origin = try #require(
                LumaLine.origin(width: 60, height: 40, left: left, top: left + 1, right: 50, bottom: 30))
            let line = LumaLine(
                x: Double(left), y: Double(left + 1), stepX: 1, stepY: 0, column: origin.column, row: origin.row)
            #expect(line.x >= 0 && line.y >= 0 && line.x <= 3 << LumaLine.bits && line.y <= 3 << LumaLine.bits)
        }
    }
}
