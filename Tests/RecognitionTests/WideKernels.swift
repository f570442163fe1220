// The kernels for processors with AVX2, for tests that hold them to the plain ones.

import CProcessor
import Recognition

#if arch(x86_64)
    import RecognitionWide
#endif

extension Kernels {
    /// Why there is nothing to compare where `wide` is nil.
    static let wideMissing = "this processor has no AVX2, so only the plain kernels run here"

    /// The kernels for AVX2, nil where the processor has none.
    static var wide: Kernels? {
        #if arch(x86_64)
            typealias Own = RecognitionWide.OwnKernels
            guard processor_has_avx2() else { return nil }
            return Kernels(
                convolution: Own.convolution, dense: Own.dense, edges: Own.edges, luma: Own.luma, plane: Own.plane,
                turn: Own.turn)
        #else
            return nil
        #endif
    }
}
