// Where the dials lie in one picture: what a fault has to hit.

import Recognition

/// The rectangle around all dials of a meter, in frame pixels.
struct FaultRow {
    let left: Float
    let top: Float
    let right: Float
    let bottom: Float
    /// The dials' corners in the picture.
    let dials: [Quad]

    init(dials: [SimulatedDial], placement: Placement) {
        self.dials = dials.map { placement.apply($0.quad) }
        let corners = self.dials.flatMap(\.corners)
        left = corners.map(\.x).min() ?? 0
        right = corners.map(\.x).max() ?? 0
        top = corners.map(\.y).min() ?? 0
        bottom = corners.map(\.y).max() ?? 0
    }

    /// The middle.
    var middle: Point { Point((left + right) / 2, (top + bottom) / 2) }

    /// A row of pixels above the middle of the lowest dial, where a frame can be cut so that dials are lost.
    func cut(height: Int, _ random: inout SplitMix64) -> Int {
        let lowest = dials.map { $0.centre.y }.max() ?? 0
        let row = Float(random.uniform(Double(max(top - 60, 8)), Double(max(lowest, top + 1))))
        // Cameras lose whole rows of coding blocks.
        return min(max(8, Int(row) / 8 * 8), height - 8)
    }
}
