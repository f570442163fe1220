// The networks in the binary, unpacked once per process.

import Recognition
import RecognitionModel

/// The built-in dial readers.
enum Models {
    /// Readers on the embedded weights. The weights are part of the binary, so failing here means a broken build.
    static let reader: DialReader = {
        do {
            let dial = UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size)
            let needle = UnsafeRawBufferPointer(start: meterclip_needle_weights, count: meterclip_needle_weights_size)
            let kernels = Kernels.best
            return DialReader(
                network: try DialNetwork(weights: dial, kernels: kernels),
                needles: try NeedleReader(weights: needle, kernels: kernels))
        } catch {
            fatalError("the weights in this binary do not fit its code: \(error)")
        }
    }()
}
