// How bright and how sharp a picture is, for who puts a camera before a meter that nobody knows yet: there is no reference to hold it
// against, so the picture is judged by itself.

import Recognition

/// The figures of one picture.
struct PictureFigures: Sendable, Equatable {
    /// Mean luma below which a picture is dark.
    static let dim = 40.0
    /// Share of burnt out pixels from which there is too much light.
    static let burntShare = 0.2
    /// The share of an edge from one pixel to the next in a picture in which every edge is broader than what is looked at.
    static let flattest = 1 / Double(reach)
    /// How much more it is in a picture as sharp as cameras make them.
    static let steep = 0.6 - flattest
    /// Luma from which a pixel is burnt out.
    private static let burnt: UInt8 = 250
    /// The reach of a step from dark to bright, in pixels of a picture of usual width.
    private static let reach = 8
    /// The width of a picture whose pixels are looked at one by one; of a wider one every second, and so on.
    private static let usualWidth = 800
    /// The share of all steps that are edges: the steepest.
    private static let edges = 0.01
    /// Steps of luma below which nothing is an edge: noise reaches that.
    private static let edgeMin = 24

    /// Mean luma, 0 to 255.
    let mean: Double
    /// Share of burnt out pixels.
    let burnt: Double
    /// How much of an edge happens from one pixel to the next, 0 to 1; nil where there are no edges. A blur with a deviation of s
    /// pixels leaves 0.4 / s.
    let sharpness: Double?

    /// Looks at a picture.
    init(_ picture: GrayImage) {
        var (sum, bright) = (0, 0)
        for pixel in picture.pixels {
            sum += Int(pixel)
            if pixel >= Self.burnt { bright += 1 }
        }
        let count = Double(max(1, picture.pixels.count))
        (mean, burnt) = (Double(sum) / count, Double(bright) / count)
        sharpness = Self.sharpness(of: picture)
    }

    private static func sharpness(of picture: GrayImage) -> Double? {
        let pace = max(1, picture.width / usualWidth)
        let reach = reach * pace
        guard picture.width > reach + 1, picture.height > reach + 1 else { return nil }
        // The height of each step, by how often it comes.
        var heights = [Int](repeating: 0, count: 256)
        eachStep(of: picture, pace) { pixels, at, stride in
            heights[abs(Int(pixels[at + stride * reach]) - Int(pixels[at]))] += 1
        }
        var (least, left) = (255, Double(heights.reduce(0, +)) * edges)
        while least > edgeMin {
            left -= Double(heights[least])
            if left <= 0 { break }
            least -= 1
        }
        guard least > edgeMin else { return nil }
        var (share, count) = (0.0, 0.0)
        eachStep(of: picture, pace) { pixels, at, stride in
            let whole = abs(Int(pixels[at + stride * reach]) - Int(pixels[at]))
            guard whole >= least else { return }
            var steepest = 0
            for step in 0..<Self.reach {
                let from = at + stride * step * pace
                steepest = max(steepest, abs(Int(pixels[from + stride * pace]) - Int(pixels[from])))
            }
            share += Double(steepest) / Double(whole)
            count += 1
        }
        return count == 0 ? nil : min(1, share / count)
    }

    /// Calls `body` with the beginning of each step across and down, and the distance of its pixels.
    private static func eachStep(
        of picture: GrayImage, _ pace: Int,
        _ body: (_ pixels: UnsafeBufferPointer<UInt8>, _ at: Int, _ stride: Int) -> Void
    ) {
        let (width, height, reach) = (picture.width, picture.height, reach * pace)
        picture.pixels.withUnsafeBufferPointer { pixels in
            for y in stride(from: 0, to: height - reach - 1, by: 2 * pace) {
                for x in stride(from: 0, to: width - reach - 1, by: 2 * pace) {
                    body(pixels, y * width + x, 1)
                    body(pixels, y * width + x, width)
                }
            }
        }
    }
}
