// A picture that a card is made from: the bytes that will be the card's reference frame, and what they show.

import Capture
import Metering
import Recognition

/// A picture in hand.
struct HeldPicture: Sendable {
    let jpeg: [UInt8]
    /// The same, decoded: what is found in it is found in what is written.
    let picture: GrayImage
    /// When it was taken.
    let at: Timestamp

    /// The picture of a frame, taken at `now` if the frame does not say when.
    init(_ frame: Frame, now: Timestamp) throws(CaptureError) {
        jpeg = frame.picture.file(quality: Limits.referenceQuality)
        picture = try JPEGDecoder.gray(jpeg).image
        at = frame.capturedAt.map { Timestamp(milliseconds: $0) } ?? now
    }
}
