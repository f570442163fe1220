// The last picture of a meter with what was read in it, for whoever wants to see it. It is drawn only when somebody does.

import Capture
import Metering
import Recognition

/// A picture and what was read in it.
struct SeenPicture: Sendable {
    let picture: Picture
    let face: MeterFace
    /// Where the meter lay; nil: where the card says.
    let placement: Placement?
    let readings: [Reading]
    /// Another one for each picture.
    var number = 0

    /// Width and height in pixels; nil if it is no picture.
    var size: (width: Int, height: Int)? {
        switch picture {
        case .gray(let image): return (image.width, image.height)
        case .jpeg(let bytes):
            guard let header = try? JPEGDecoder.header(of: bytes) else { return nil }
            return (header.width, header.height)
        }
    }
}
