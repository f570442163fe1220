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
        if dial.kind == .needle {
            return needles.read(
                image, NeedleGeometry(area: dial.area, zeroAngle: dial.zeroAngle, clockwise: dial.clockwise))
        }
        return network.read(DialPatch(of: image, in: dial.area))
    }

    /// What every dial shows in a frame, of which `image` is the part that begins at `origin`, when the reference frame
    /// lies in it at `placement`.
    public func read(
        _ dials: [FaceDial], in image: GrayImage, origin: Point, placement: Placement
    ) -> [Position] {
        var shifted = placement
        shifted.tx -= origin.x
        shifted.ty -= origin.y
        return dials.map { dial in
            var moved = dial
            moved.area = shifted.apply(dial.area)
            return read(moved, in: image)
        }
    }
}
