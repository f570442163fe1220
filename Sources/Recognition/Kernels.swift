// The choice of kernels that a reader reckons with: the ones here, or those of a module that is built for a newer processor.

/// A kernel for every kind of layer, and one for the samplers.
public struct Kernels: Sendable {
    let convolution: Kernel
    let dense: Kernel
    let edges: Kernel
    let luma: Kernel
    let plane: Kernel
    let turn: Kernel

    /// These kernels, all of one module.
    public init(
        convolution: Kernel, dense: Kernel, edges: Kernel, luma: Kernel, plane: Kernel, turn: Kernel
    ) {
        self.convolution = convolution
        self.dense = dense
        self.edges = edges
        self.luma = luma
        self.plane = plane
        self.turn = turn
    }

    /// The kernels of this module, for every processor.
    public static let plain = Kernels(
        convolution: OwnKernels.convolution, dense: OwnKernels.dense, edges: OwnKernels.edges, luma: OwnKernels.luma,
        plane: OwnKernels.plane, turn: OwnKernels.turn)
}
