// Judges a frame before it is read: is all of the meter to be seen, sharp and bright enough. Prepared once from the reference
// frame; looks only at the dials and at small squares of the fixed part, so that a frame costs a fraction of its decode.

/// What is known of a good picture of one meter.
public struct QualityGate: Sendable {
    let probes: [QualityProbe]
    let dials: [Quad]
    /// For each dial the probes around it.
    let surroundings: [[Int]]
    /// For each dial the contrast of its reference.
    let references: [Float]

    /// Prepares a reference.
    /// - Parameters:
    ///   - reference: the reference frame, or the part of it that was decoded.
    ///   - origin: where `reference` starts in the full reference frame.
    ///   - area: what shows the meter, in full-frame coordinates.
    ///   - compared: what registration compares; what is decoded of a frame holds this and the dials.
    ///   - dials: the dials, in full-frame coordinates.
    public init(
        reference: GrayImage, origin: Point = Point(0, 0), area: Quad, compared: Quad, dials: [Quad]
    ) {
        var box = compared.bounds
        for dial in dials {
            let own = dial.bounds
            box = (
                min(box.left, own.left), min(box.top, own.top), max(box.right, own.right), max(box.bottom, own.bottom)
            )
        }
        let hull = Quad(x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top)
        let probes = QualitySelection.probes(of: reference, origin: origin, area: area, box: hull, dials: dials)
        self.probes = probes
        self.dials = dials
        surroundings = dials.map { dial in
            probes.indices.filter {
                QualitySelection.distance(probes[$0].middle, dial) < QualityLimits.nearby
            }
        }
        let placement = Placement(a: 1, b: 0, c: 0, d: 1, tx: -origin.x, ty: -origin.y)
        references = reference.pixels.withUnsafeBufferPointer { pixels in
            dials.map { dial in
                guard
                    let view = QualityView(
                        pixels: pixels, width: reference.width, height: reference.height, placement: placement)
                else { return 1 }
                return max(0.02, QualityGate.tones(of: dial, in: view).contrast)
            }
        }
    }

    /// What is measured in `frame`, which begins at `origin`, at `placement`.
    public func measure(_ frame: GrayImage, origin: Point, placement: Placement) -> FrameFigures {
        let local = placement.between(reference: Point(0, 0), frame: origin)
        return frame.pixels.withUnsafeBufferPointer { pixels in
            var totals = Totals(count: probes.count)
            let view = QualityView(pixels: pixels, width: frame.width, height: frame.height, placement: local)
            if let view { hold(view, into: &totals) }
            return figures(view, totals)
        }
    }

    /// Sums over the probes.
    private struct Totals {
        var probes: [ProbeFigures]
        var fine: [Float]
        var coarse: [Float]

        init(count: Int) {
            probes = [ProbeFigures](
                repeating: ProbeFigures(agreement: 0, mean: 0, contrast: 0, there: false), count: count)
            fine = [Float](repeating: 0, count: count)
            coarse = fine
        }
    }

    private func hold(_ view: QualityView, into totals: inout Totals) {
        let count = Float(QualityProbe.cells * QualityProbe.cells)
        withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: QualityProbe.cells) { cells in
            let cells = cells.baseAddress!
            for (i, probe) in probes.enumerated() where view.cells(x: probe.x, y: probe.y, into: cells) {
                var (sum, square) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
                var (along, fine) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
                for row in 0..<QualityProbe.cells {
                    sum += cells[row]
                    square += cells[row] * cells[row]
                    along += cells[row] * probe.rows[row]
                    fine += cells[row] * probe.fine[row]
                }
                let mean = sum.sum() / count
                let spread = max(0, square.sum() / count - mean * mean).squareRoot()
                let all = along.sum() / count
                totals.probes[i] = ProbeFigures(
                    agreement: spread > 0.4 ? min(1, all / (spread * probe.spread)) : 0, mean: mean,
                    contrast: spread / probe.spread, there: true)
                totals.fine[i] = fine.sum()
                totals.coarse[i] = all * count - totals.fine[i]
            }
        }
    }

    private func figures(_ view: QualityView?, _ totals: Totals) -> FrameFigures {
        var (weights, mean, agreeing, foreign, blank, clipped) = (
            Float(1e-6), Float(0), Float(0), Float(0), Float(0), Float(0)
        )
        var (along, energy) = (Float(0), Float(1e-6))
        for (i, figures) in totals.probes.enumerated() {
            let weight: Float = 1
            weights += weight
            mean += weight * figures.mean
            if figures.agreement >= QualityLimits.agreement {
                agreeing += weight
                along += totals.fine[i] + totals.coarse[i]
                energy += probes[i].spread * probes[i].spread * 64
            } else if figures.mean >= Float(QualityLimits.burnt) {
                clipped += weight
            } else if figures.contrast >= 0.25 {
                foreign += weight
            } else {
                blank += weight
            }
        }
        let all = sharpness(Array(probes.indices), totals)
        return FrameFigures(
            mean: mean / weights, agreeing: agreeing / weights, foreign: foreign / weights, blank: blank / weights,
            clipped: clipped / weights, contrast: along / energy, sharpness: all ?? 0,
            dials: dials.indices.map { dial($0, view, totals, all ?? 0) }, probes: totals.probes)
    }

    private func sharpness(_ own: [Int], _ totals: Totals) -> Float? {
        var (fine, coarse, fineEnergy, coarseEnergy) = (Float(0), Float(0), Float(0), Float(0))
        for i in own where totals.probes[i].agreement >= QualityLimits.agreement {
            let energy = probes[i].spread * probes[i].spread * 64
            fine += totals.fine[i]
            coarse += totals.coarse[i]
            fineEnergy += probes[i].fineEnergy
            coarseEnergy += energy - probes[i].fineEnergy
        }
        guard coarse > 0, fineEnergy > 0, coarseEnergy > 0 else { return nil }
        return fine / fineEnergy * coarseEnergy / coarse
    }

    private func dial(_ number: Int, _ view: QualityView?, _ totals: Totals, _ sharpness: Float) -> DialFigures {
        let near = surroundings[number]
        var sum: Float = 0
        for i in near { sum += max(0, totals.probes[i].agreement) }
        let tones = view.map { QualityGate.tones(of: dials[number], in: $0) } ?? Tones()
        return DialFigures(
            mean: tones.mean, range: tones.high - tones.low, contrast: tones.contrast / references[number],
            clipped: tones.clipped, inside: tones.inside, surroundings: near.isEmpty ? 1 : sum / Float(near.count),
            sharpness: self.sharpness(near, totals) ?? sharpness)
    }

    /// How bright a dial is.
    struct Tones {
        var mean: Float = 0
        var low: Float = 0
        var high: Float = 0
        var clipped: Float = 0
        var inside: Float = 0

        var contrast: Float { high > low ? (high - low) / (high + low) : 0 }
    }

    private static func tones(of area: Quad, in view: QualityView) -> Tones {
        let side = QualityLimits.dialSide
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: side * side) { samples in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
                counts.initialize(repeating: 0)
                let count = view.grid(area, side: side, into: samples.baseAddress!)
                guard count > 0 else { return Tones() }
                var sum: Int32 = 0
                for i in 0..<count {
                    counts[Int(samples[i])] += 1
                    sum += Int32(samples[i])
                }
                var tones = Tones()
                tones.mean = Float(sum) / Float(count)
                tones.inside = Float(count) / Float(side * side)
                // A tenth of the dial is darker than `low`, a tenth brighter than `high`.
                let tenth = Int32(count / 10)
                var below: Int32 = 0
                var low = 0
                while below + counts[low] <= tenth { (below, low) = (below + counts[low], low + 1) }
                var above: Int32 = 0
                var high = 255
                while above + counts[high] <= tenth { (above, high) = (above + counts[high], high - 1) }
                (tones.low, tones.high) = (Float(low), Float(max(low, high)))
                var burnt: Int32 = 0
                for luma in Int(QualityLimits.burnt)..<256 { burnt += counts[luma] }
                tones.clipped = Float(burnt) / Float(count)
                return tones
            }
        }
    }
}
