// The polar unwrapping of dials and its directions, on pictures whose polar grid is known in closed form.

import Glibc
import Testing

@testable import Recognition

@Suite struct NeedlePolarTests {
    private func grid(_ image: GrayImage, _ geometry: NeedleGeometry) throws -> [Float] {
        let sampler = try #require(PolarSampler(geometry))
        var cells = [Float](repeating: -1, count: PolarSampler.angles * PolarSampler.radii)
        cells.withUnsafeMutableBufferPointer { memory in
            guard let base = memory.baseAddress else { return }
            let vectors = UnsafeMutableRawPointer(base).assumingMemoryBound(to: SIMD4<Float>.self)
            sampler.sample(image, into: vectors, start: 0, pitch: PolarSampler.radii, with: .plain)
        }
        return cells
    }

    /// A picture whose luma is a plane: 2 per column, 1 per row.
    private func slope(side: Int) -> GrayImage {
        var image = GrayImage(width: side, height: side)
        for y in 0..<side { for x in 0..<side { image[x, y] = UInt8(min(2 * x + y, 255)) } }
        return image
    }

    @Test func directionsAreThoseOfTheLibrary() {
        for step in -3000...3000 {
            let turns = Double(step) / 777
            let direction = PolarDirection(turns: turns)
            #expect((direction.right - sin(2 * .pi * turns)).magnitude < 1e-11, "\(turns) turns")
            #expect((direction.up - cos(2 * .pi * turns)).magnitude < 1e-11, "\(turns) turns")
        }
    }

    @Test func aHundredSmallTurnsComeBackToTheStart() {
        var direction = PolarDirection(turns: 0.3)
        let start = direction
        let step = PolarDirection(turns: -0.01)
        for _ in 0..<100 { direction = direction.turned(by: step) }
        #expect((direction.right - start.right).magnitude < 1e-12)
        #expect((direction.up - start.up).magnitude < 1e-12)
    }

    @Test(arguments: [(Float(0), true), (2.5, true), (0, false), (7.5, false)])
    func columnsRunFromZeroInTheDirectionOfTheNumbers(zero: Float, clockwise: Bool) throws {
        let area = Quad(x: 10, y: 20, width: 40, height: 40)
        let cells = try grid(slope(side: 80), NeedleGeometry(area: area, zeroAngle: zero, clockwise: clockwise))
        for column in stride(from: 0, to: 100, by: 7) {
            for row in [0, 9, 19] {
                let turns = Double(zero) / 10 + (clockwise ? 1 : -1) * Double(column) / 100
                let radius = (Double(row) + 0.5)
                let x = 30 + radius * sin(2 * .pi * turns)
                let y = 40 - radius * cos(2 * .pi * turns)
                let truth = 2 * (x - 0.5) + (y - 0.5)
                let read = Double(cells[column * PolarSampler.radii + row])
                #expect((read - truth).magnitude < 0.1, "column \(column), row \(row)")
            }
        }
    }

    @Test func aLargeDialIsAveragedAndNotAliased() throws {
        var board = GrayImage(width: 300, height: 300)
        for y in 0..<300 { for x in 0..<300 { board[x, y] = (x + y) % 2 == 0 ? 0 : 200 } }
        let cells = try grid(board, NeedleGeometry(area: Quad(x: 0, y: 0, width: 300, height: 300)))
        for column in 0..<100 {
            let outer = cells[column * PolarSampler.radii + 15]
            #expect((outer - 100).magnitude < 20, "column \(column) is \(outer)")
        }
    }

    @Test func theBorderGoesOnBeyondThePicture() throws {
        let image = GrayImage(width: 20, height: 20, filledWith: 77)
        let cells = try grid(image, NeedleGeometry(area: Quad(x: -5, y: 8, width: 30, height: 30)))
        #expect(cells.allSatisfy { ($0 - 77).magnitude < 1e-3 })
    }

    @Test func theShareInsideIsThatOfTheDisc() throws {
        func share(_ x: Float, _ y: Float) throws -> Float {
            try #require(PolarSampler(NeedleGeometry(area: Quad(x: x, y: y, width: 60, height: 60))))
                .shareInside(width: 100, height: 100)
        }
        #expect(try share(20, 20) == 1)
        #expect((try share(-30, 20) - 0.5).magnitude < 0.02)
        #expect((try share(70, 70) - 0.25).magnitude < 0.02)
        #expect(try share(200, 20) == 0)
    }
}
