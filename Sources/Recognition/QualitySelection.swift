// Chooses the probes: squares with structure all over the fixed part, close to the dials first, none overlapping another.

/// Chooses probes.
enum QualitySelection {
    /// Probes of `reference`, which begins at `origin` of the full frame, inside `area` and `box`, off the dials.
    static func probes(
        of reference: GrayImage, origin: Point, area: Quad, box: Quad, dials: [Quad],
        most: Int = QualityLimits.probes, isPrint: Bool = false
    ) -> [QualityProbe] {
        let bounds = box.bounds
        let side = Float(QualityProbe.side)
        var candidates: [(probe: QualityProbe, distance: Float)] = []
        reference.pixels.withUnsafeBufferPointer { pixels in
            let place = Placement(a: 1, b: 0, c: 0, d: 1, tx: -origin.x, ty: -origin.y)
            guard
                let view = QualityView(
                    pixels: pixels, width: reference.width, height: reference.height, placement: place)
            else { return }
            var cells = [SIMD8<Float>](repeating: .zero, count: QualityProbe.cells)
            for y in stride(from: bounds.top.rounded(.up), through: bounds.bottom - side, by: QualityLimits.raster) {
                for x in stride(from: bounds.left.rounded(.up), through: bounds.right - side, by: QualityLimits.raster)
                {
                    let square = Quad(x: x, y: y, width: side, height: side)
                    guard square.corners.allSatisfy({ area.contains($0) }), !touches(square, dials) else { continue }
                    let there = cells.withUnsafeMutableBufferPointer { view.cells(x: x, y: y, into: $0.baseAddress!) }
                    guard there else { continue }
                    let probe = QualityProbe(x: x, y: y, cells: cells)
                    guard probe.spread >= QualityLimits.leastSpread else { continue }
                    candidates.append((probe, distance(probe.middle, dials)))
                }
            }
        }
        if isPrint {
            candidates = candidates.filter { $0.probe.distinction >= QualityLimits.printDistinction }
        }
        return spread(candidates, most: most)
    }

    /// First those with most structure near a dial, then the others.
    private static func spread(_ candidates: [(probe: QualityProbe, distance: Float)], most: Int) -> [QualityProbe] {
        let near = candidates.filter { $0.distance < QualityLimits.nearby }.sorted { $0.probe.spread > $1.probe.spread }
        let far = candidates.filter { $0.distance >= QualityLimits.nearby }.sorted { $0.probe.spread > $1.probe.spread }
        var chosen: [QualityProbe] = []
        for (group, most) in [(near, min(most, QualityLimits.nearProbes)), (far, most)] {
            for (probe, _) in group where chosen.count < most {
                let side = Float(QualityProbe.side)
                if chosen.contains(where: { abs($0.x - probe.x) < side && abs($0.y - probe.y) < side }) { continue }
                chosen.append(probe)
            }
        }
        return chosen
    }

    /// Whether a square comes too close to a dial.
    private static func touches(_ square: Quad, _ dials: [Quad]) -> Bool {
        let margin = RegistrationLimits.movingMargin
        let own = square.bounds
        for dial in dials {
            let box = dial.bounds
            let isApart =
                own.left > box.right + margin || own.right < box.left - margin || own.top > box.bottom + margin
                || own.bottom < box.top - margin
            if isApart { continue }
            for row in 0...4 {
                for column in 0...4 where dial.contains(square.point(Float(column) / 4, Float(row) / 4), margin: margin)
                {
                    return true
                }
            }
            if dial.corners.contains(where: { square.contains($0, margin: margin) }) { return true }
        }
        return false
    }

    /// How far `point` lies from the nearest dial's rim, about.
    static func distance(_ point: Point, _ dials: [Quad]) -> Float {
        var least = Float.infinity
        for dial in dials { least = min(least, distance(point, dial)) }
        return least
    }

    /// How far `point` lies from the rectangle around `dial`.
    static func distance(_ point: Point, _ dial: Quad) -> Float {
        let box = dial.bounds
        let across = max(max(box.left - point.x, point.x - box.right), 0)
        let down = max(max(box.top - point.y, point.y - box.bottom), 0)
        return (across * across + down * down).squareRoot()
    }
}
