// Chooses the kernels by the processor that the program runs on: one binary for old gateways and new ones. Both kinds give
// the same bits, so that a reading does not depend on it.

import CProcessor
import Recognition

#if arch(x86_64)
    import RecognitionWide
#endif

extension Kernels {
    /// The fastest kernels that this processor takes.
    static var best: Kernels {
        #if arch(x86_64)
            if processor_has_avx2() { return wide }
        #endif
        return plain
    }

    #if arch(x86_64)
        /// Those for AVX2: only for a processor that has it.
        private static var wide: Kernels {
            typealias Own = RecognitionWide.OwnKernels
            return Kernels(
                convolution: Own.convolution, dense: Own.dense, edges: Own.edges, luma: Own.luma, plane: Own.plane,
                turn: Own.turn)
        }
    #endif
}
