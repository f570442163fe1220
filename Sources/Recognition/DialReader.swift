// Reads single dials: wheels and segment digits by the dial network, needles by the needle reader.

/// The readers of all kinds of dials.
public struct DialReader: Sendable {
    /// Reads wheels and segment digits.
    public let network: DialNetwork
    /// Reads needles.
    public let needles: NeedleReader

    /// Readers with their weights.
    public init(network: DialNetwork, needles: NeedleReader) {
        self.network = network
        self.needles = needles
    }

    /// What `dial` shows in `image`, whose dial lies at `dial.area`.
    public func read(_ dial: FaceDial, in image: GrayImage) -> Position {
        withMemory { read(dial, dial.area, in: image, $0) }
    }

    /// What every dial shows in a frame, of which `image` is the part that begins at `origin`, when the reference frame
    /// lies in it at `placement`. Besides the answers, memory is asked for once, for all dials.
    public func read(
        _ dials: [FaceDial], in image: GrayImage, origin: Point, placement: Placement
    ) -> [Position] {
        withMemory { memory in
            dials.map { read($0, placement.apply($0.area).local(origin: origin), in: image, memory) }
        }
    }

    private func read(
        _ dial: FaceDial, _ area: Quad, in image: GrayImage, _ memory: UnsafeMutablePointer<SIMD4<Float>>
    ) -> Position {
        if dial.kind == .needle {
            let geometry = NeedleGeometry(area: area, zeroAngle: dial.zeroAngle, clockwise: dial.clockwise)
            return needles.read(image, geometry, memory + network.memoryVectors)
        }
        return network.read(image, area, memory)
    }

    /// Lends `body` memory for any number of dials: the network's first, then the needles'.
    private func withMemory<R>(_ body: (UnsafeMutablePointer<SIMD4<Float>>) -> R) -> R {
        let count = network.memoryVectors + NeedleNetwork.memoryVectors
        return withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: count) { memory in
            network.prepare(memory.baseAddress!)
            return body(memory.baseAddress!)
        }
    }
}
