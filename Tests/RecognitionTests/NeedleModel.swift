// The needle weights that the binary carries, for tests.

import Recognition
import RecognitionModel

/// Access to the weights in the binary.
enum NeedleModel {
    /// The weights file.
    static func memory() -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: meterclip_needle_weights, count: Int(meterclip_needle_weights_size))
    }

    /// A copy of the weights file.
    static func bytes() -> [UInt8] { [UInt8](memory()) }
}
