// One foreign frame through everything that looks at its bytes, and a check of what came out.

import Capture
import Recognition

enum FrameTrial {
    enum Outcome {
        case refused
        case whole
        case wrong(String)
    }

    /// The first four bytes choose the format, the size and the stride; the rest is what a driver has put into its buffer.
    static func run(_ input: [UInt8]) -> Outcome {
        guard input.count >= 4 else { return .refused }
        let format = PixelFormat.allCases[Int(input[0]) % PixelFormat.allCases.count]
        let size = VideoSize(1 + Int(input[1]), 1 + Int(input[2]))
        // Exactly as many bytes as the driver says, so that one too many is seen.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: input.count - 4, alignment: 1)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: input[4...])
        let picture: Picture
        do throws(CameraFault) {
            picture = try FrameBytes.picture(
                UnsafeRawBufferPointer(buffer), format: format, size: size, stride: Int(input[3]))
        } catch {
            return .refused
        }
        return check(picture, size)
    }

    private static func check(_ picture: Picture, _ size: VideoSize) -> Outcome {
        do throws(CaptureError) {
            let brightness = try picture.brightness()
            guard (0...255).contains(brightness) else { return .wrong("a brightness of \(brightness)") }
            let whole = try picture.gray()
            guard whole.image.width == size.width, whole.image.height == size.height else {
                return .wrong("\(whole.image.width)x\(whole.image.height) instead of \(size)")
            }
            let region = PixelRegion(
                x: size.width / 3, y: size.height / 3, width: (size.width + 2) / 3, height: (size.height + 2) / 3)
            let part = try picture.gray { _, _ in region }
            for y in region.y..<region.y + region.height {
                for x in region.x..<region.x + region.width
                where part.image[x - part.originX, y - part.originY] != whole.image[x, y] {
                    return .wrong("a part differs from the whole at \(x), \(y)")
                }
            }
            _ = try picture.darkest(with: picture)
            return .whole
        } catch {
            return .refused
        }
    }
}
