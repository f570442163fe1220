// The samplers at work: cells along lines in a picture, each the sum of a few bilinear places times its share, added to what the
// cell holds. Pass by pass over a few hundred places: the passes that reckon are plain loops over numbers side by side, which the
// compiler turns into as many lanes as a module has; bytes from anywhere are fetched one by one.

/// Lines of cells, all with equally many places.
struct LumaKernel: LayerKernel {
    /// The pixel that coordinates count from, and pixels from one row to the next.
    var (pixels, pitch): (UnsafePointer<UInt8>, Int)
    /// Lines; cells of a line in vectors of four; places of a cell, one after another on the line.
    var (lines, vectors, places): (Int, Int, Int)
    /// Numbers before the first line's first cell, and from there to the next line's.
    var (targetStart, targetPitch): (Int, Int)
    /// What each place of a cell counts.
    var share: Float

    /// Vectors of places that are worked on together, if a line has no more.
    private static let most = 128

    /// Vectors of places that are worked on together.
    private static func capacity(vectors: Int, places: Int) -> Int { max(most, vectors &* places) }

    /// Vectors that `apply` needs to work in: both coordinates of every place, where its pixels lie and then they,
    /// and its luma.
    static func workVectors(vectors: Int, places: Int) -> Int { 4 * capacity(vectors: vectors, places: places) }

    /// Adds to the cells what the lines at `source` see, a `LumaLine` in each vector.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let table = UnsafeRawPointer(source).assumingMemoryBound(to: LumaLine.self)
        let capacity = Self.capacity(vectors: vectors, places: places)
        let (x, y) = (Self.numbers(work), Self.numbers(work + capacity))
        let corners = Self.numbers(work + 2 &* capacity)
        let luma = work + 3 &* capacity
        var cells = UnsafeMutableRawPointer(target) + targetStart &* MemoryLayout<Float>.stride
        let perLine = vectors &* places
        var line = 0
        while line < lines {
            let count = min(capacity / perLine, lines &- line)
            for next in 0..<count {
                let at = 4 &* next &* perLine
                walk(table[line &+ next], x + at, y + at)
            }
            let all = 4 &* count &* perLine
            locate(x, y, to: corners, all)
            fetch(corners, all)
            Self.blend(corners, x, y, to: UnsafeMutableRawPointer(luma).assumingMemoryBound(to: Float.self), all)
            for next in 0..<count {
                add(luma + next &* perLine, to: cells)
                cells += targetPitch &* MemoryLayout<Float>.stride
            }
            line &+= count
        }
    }

    @inline(__always)
    private static func numbers(_ vectors: UnsafeMutablePointer<SIMD4<Float>>) -> UnsafeMutablePointer<Int32> {
        UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Int32.self)
    }

    /// Writes the coordinates of a line's places: the first of four neighbouring cells, the second of them, and so on.
    @inline(__always)
    private func walk(_ line: LumaLine, _ x: UnsafeMutablePointer<Int32>, _ y: UnsafeMutablePointer<Int32>) {
        let count = Int32(truncatingIfNeeded: places)
        let order = SIMD4<Int32>(0, 1, 2, 3) &* SIMD4(repeating: count)
        let (stepX, stepY) = (SIMD4(repeating: line.stepX), SIMD4(repeating: line.stepY))
        // From behind a cell's last place over the cells of the three other lanes.
        let (restX, restY) = (SIMD4(repeating: 3 &* count &* line.stepX), SIMD4(repeating: 3 &* count &* line.stepY))
        var (atX, atY) = (SIMD4(repeating: line.x) &+ order &* stepX, SIMD4(repeating: line.y) &+ order &* stepY)
        var (toX, toY) = (UnsafeMutableRawPointer(x), UnsafeMutableRawPointer(y))
        for _ in 0..<vectors {
            for _ in 0..<places {
                toX.storeBytes(of: atX, as: SIMD4<Int32>.self)
                toY.storeBytes(of: atY, as: SIMD4<Int32>.self)
                toX += MemoryLayout<SIMD4<Int32>>.size
                toY += MemoryLayout<SIMD4<Int32>>.size
                atX &+= stepX
                atY &+= stepY
            }
            atX &+= restX
            atY &+= restY
        }
    }

    /// Writes for each place where the upper left of its four pixels lies.
    @inline(__always)
    private func locate(
        _ x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>, to corners: UnsafeMutablePointer<Int32>, _ count: Int
    ) {
        let pitch = Int32(truncatingIfNeeded: pitch)
        for place in 0..<count {
            corners[place] = (y[place] &>> LumaLine.bits) &* pitch &+ (x[place] &>> LumaLine.bits)
        }
    }

    /// Puts in place of where the four pixels of each place lie the pixels themselves: from the lowest byte on upper left, upper
    /// right, lower left, lower right.
    @inline(__always)
    private func fetch(_ corners: UnsafeMutablePointer<Int32>, _ count: Int) {
        let (row, next) = (UnsafeRawPointer(pixels), UnsafeRawPointer(pixels + pitch))
        for place in 0..<count {
            // None is below zero.
            let corner = Int(UInt32(bitPattern: corners[place]))
            let upper = UInt16(littleEndian: row.loadUnaligned(fromByteOffset: corner, as: UInt16.self))
            let lower = UInt16(littleEndian: next.loadUnaligned(fromByteOffset: corner, as: UInt16.self))
            corners[place] = Int32(bitPattern: UInt32(upper) | UInt32(lower) &<< 16)
        }
    }

    /// Writes the luma of places within four pixels each.
    @inline(__always)
    private static func blend(
        _ pixels: UnsafePointer<Int32>, _ x: UnsafePointer<Int32>, _ y: UnsafePointer<Int32>,
        to luma: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        let (one, unit) = (Int32(1) &<< LumaLine.bits, 1 / Float(Int32(1) &<< LumaLine.bits))
        for place in 0..<count {
            let (u, v) = (Float(x[place] & (one &- 1)) * unit, Float(y[place] & (one &- 1)) * unit)
            let four = pixels[place]
            let (a, b) = (Float(four & 0xFF), Float(four &>> 8 & 0xFF))
            let (c, d) = (Float(four &>> 16 & 0xFF), Float(four &>> 24 & 0xFF))
            let (top, bottom) = (a + (b - a) * u, c + (d - c) * u)
            luma[place] = top + (bottom - top) * v
        }
    }

    /// Adds to a line's cells the luma of their places.
    @inline(__always)
    private func add(_ luma: UnsafePointer<SIMD4<Float>>, to cells: UnsafeMutableRawPointer) {
        var (from, out) = (luma, cells)
        for _ in 0..<vectors {
            var sum = from[0]
            for place in 1..<places { sum += from[place] }
            from += places
            out.storeBytes(
                of: out.loadUnaligned(as: SIMD4<Float>.self) + sum * share, as: SIMD4<Float>.self)
            out += MemoryLayout<SIMD4<Float>>.stride
        }
    }
}
