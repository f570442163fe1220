// The kernels of this module, to be called from elsewhere. The folder is compiled twice: into `Recognition`, for every
// processor, and into `RecognitionWide`, for those that take eight lanes at once. Both give the same bits. Here are only
// functions and no values: copying a value is code that the linker would take from either module.

/// One layer: what it is (a structure of this folder, which both modules lay out alike), what it reads, writes, and works in.
public typealias Kernel =
    @convention(c) @Sendable (
        _ layer: UnsafeRawPointer, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer,
        _ work: UnsafeMutableRawPointer
    ) -> Void

/// A kernel for every kind of layer, and one for the samplers.
public enum OwnKernels {
    /// 3×3 convolution, ReLU, maximum.
    public static var convolution: Kernel { { apply(ConvolutionKernel.self, $0, $1, $2, $3) } }
    /// Fully connected layer.
    public static var dense: Kernel { { apply(DenseKernel.self, $0, $1, $2, $3) } }
    /// First layer of the needle network.
    public static var edges: Kernel { { apply(EdgesKernel.self, $0, $1, $2, $3) } }
    /// Cells along lines in a picture.
    public static var luma: Kernel { { apply(LumaKernel.self, $0, $1, $2, $3) } }
    /// Convolution of the needle network.
    public static var plane: Kernel { { apply(PlaneKernel.self, $0, $1, $2, $3) } }
    /// Residual layer of the needle network.
    public static var turn: Kernel { { apply(TurnKernel.self, $0, $1, $2, $3) } }
}

/// A layer that a kernel is told.
protocol LayerKernel {
    /// Applies the layer; all memory is in vectors of four.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>)
}

@inline(__always)
private func apply<Layer: LayerKernel>(
    _ kind: Layer.Type, _ layer: UnsafeRawPointer, _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer,
    _ work: UnsafeMutableRawPointer
) {
    layer.assumingMemoryBound(to: Layer.self).pointee.apply(
        source.assumingMemoryBound(to: SIMD4<Float>.self), to: target.assumingMemoryBound(to: SIMD4<Float>.self),
        work: work.assumingMemoryBound(to: SIMD4<Float>.self))
}
