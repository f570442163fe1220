// Judges a frame before it is read: is all of the meter to be seen, sharp and bright enough. Prepared once from the reference
// frame; looks only at the dials and at small squares of the fixed part, so that a frame costs a fraction of its decode.

/// What is known of a good picture of one meter.
public struct QualityGate: Sendable {
    let probes: [QualityProbe]
    private let table: [SIMD8<Float>]
    let dials: [Quad]
    /// Squares of the rest of the reference, which only a whole frame shows.
    let print: [QualityProbe]
    let outline: QualityOutline
    /// The rectangle around what is compared and the dials.
    let hull: (left: Float, top: Float, right: Float, bottom: Float)
    /// For each dial the probes around it.
    let surroundings: [[Int]]
    /// For each dial the tones of its reference.
    let references: [Tones]
    /// For each dial whether it consists of segments.
    private let segments: [Bool]

    /// Prepares a reference.
    /// - Parameters:
    ///   - reference: the reference frame, or the part of it that was decoded.
    ///   - origin: where `reference` starts in the full reference frame.
    ///   - area: what shows the meter, in full-frame coordinates.
    ///   - compared: what registration compares; what is decoded of a frame holds this and the dials.
    ///   - dials: the dials, in full-frame coordinates.
    ///   - segments: for each dial whether it consists of segments; empty where none does.
    ///   - moving: what else changes, in full-frame coordinates.
    public init(
        reference: GrayImage, origin: Point = Point(0, 0), area: Quad, compared: Quad, dials: [Quad],
        segments: [Bool] = [], moving: [Quad] = []
    ) {
        var box = compared.bounds
        for dial in dials {
            let own = dial.bounds
            box = (
                min(box.left, own.left), min(box.top, own.top), max(box.right, own.right), max(box.bottom, own.bottom)
            )
        }
        hull = box
        let hull = Quad(x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top)
        let probes = QualitySelection.probes(
            of: reference, origin: origin, area: area, box: hull, dials: dials + moving)
        self.probes = probes
        table = QualityProbe.table(of: probes)
        self.dials = dials
        self.segments = dials.indices.map { $0 < segments.count && segments[$0] }
        let whole = Quad(x: origin.x, y: origin.y, width: Float(reference.width), height: Float(reference.height))
        print = QualitySelection.probes(
            of: reference, origin: origin, area: whole, box: whole, dials: dials + moving + [hull],
            most: QualityLimits.printProbes, isPrint: true)
        outline = QualityOutline(reference: reference, origin: origin, area: hull, dials: dials + moving)
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
                else { return Tones() }
                return QualityGate.tones(of: dial, in: view)
            }
        }
    }

    /// What is measured in `frame`, which begins at `origin`, at `placement`.
    public func measure(_ frame: GrayImage, origin: Point, placement: Placement) -> FrameFigures {
        let local = placement.between(reference: Point(0, 0), frame: origin)
        return frame.pixels.withUnsafeBufferPointer { pixels in
            var totals = Totals(count: probes.count)
            let view = QualityView(pixels: pixels, width: frame.width, height: frame.height, placement: local)
            if let view { QualityGate.hold(probes, table, against: view, into: &totals) }
            return figures(view, totals)
        }
    }

    /// Sums over the probes.
    struct Totals {
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

    /// The figures of any probes.
    static func compare(_ probes: [QualityProbe], in view: QualityView) -> [ProbeFigures] {
        var totals = Totals(count: probes.count)
        hold(probes, QualityProbe.table(of: probes), against: view, into: &totals)
        return totals.probes
    }

    private static func hold(
        _ probes: [QualityProbe], _ table: [SIMD8<Float>], against view: QualityView, into totals: inout Totals
    ) {
        let count = Float(QualityProbe.cells * QualityProbe.cells)
        withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: QualityProbe.cells) { cells in
            table.withUnsafeBufferPointer { table in
                guard let cells = cells.baseAddress, var own = table.baseAddress else { return }
                for i in probes.indices {
                    defer { own += QualityProbe.cells + 2 }
                    guard view.cells(x: probes[i].x, y: probes[i].y, into: cells) else { continue }
                    var (sum, square, along) = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
                    for row in 0..<QualityProbe.cells {
                        sum += cells[row]
                        square += cells[row] * cells[row]
                        along += cells[row] * own[row]
                    }
                    let blocks = own + QualityProbe.cells
                    let coarse =
                        QualityProbe.blocks(cells[0], cells[1], cells[2], cells[3]) * blocks[0]
                        + QualityProbe.blocks(cells[4], cells[5], cells[6], cells[7]) * blocks[1]
                    let mean = sum.sum() / count
                    let spread = max(0, square.sum() / count - mean * mean).squareRoot()
                    let all = along.sum() / count
                    let reference = probes[i].spread
                    totals.probes[i] = ProbeFigures(
                        agreement: spread > QualityLimits.flat ? min(1, all / (spread * reference)) : 0, mean: mean,
                        contrast: spread / reference, there: true)
                    totals.coarse[i] = coarse.sum()
                    totals.fine[i] = all * count - totals.coarse[i]
                }
            }
        }
    }

    private func figures(_ view: QualityView?, _ totals: Totals) -> FrameFigures {
        var (count, mean, agreeing, foreign, blank, clipped) = (
            Float(0), Float(0), Float(0), Float(0), Float(0), Float(0)
        )
        var (along, energy) = (Float(0), Float(1e-6))
        var (mass, distinct, sure) = (Float(1e-6), Float(0), Float(0))
        var agreements: [Float] = []
        agreements.reserveCapacity(probes.count)
        for (i, figures) in totals.probes.enumerated() where figures.there {
            count += 1
            mean += figures.mean
            agreements.append(figures.agreement)
            mass += probes[i].distinction
            if figures.agreement >= QualityLimits.agreement {
                agreeing += 1
                distinct += probes[i].distinction
                if figures.agreement >= QualityLimits.sure, figures.contrast >= QualityLimits.blank {
                    sure += probes[i].distinction
                }
                along += totals.fine[i] + totals.coarse[i]
                energy += probes[i].energy
            } else if figures.mean >= Float(QualityLimits.burnt) {
                clipped += 1
            } else if figures.contrast >= QualityLimits.blank {
                foreign += 1
            } else {
                blank += 1
            }
        }
        agreements.sort()
        let usual = agreements.isEmpty ? 0 : max(0, agreements[agreements.count * 3 / 4])
        let all = sharpness(probes.indices, totals) ?? 0
        let share = 1 / max(count, 1)
        return FrameFigures(
            mean: mean * share, there: count / Float(max(probes.count, 1)), usual: usual, agreeing: agreeing * share,
            distinct: distinct / mass, sure: sure / mass,
            foreign: foreign * share, spots: spots(totals), blank: blank * share, clipped: clipped * share,
            contrast: along / energy,
            sharpness: all, dials: dials.indices.map { dial($0, view, totals, usual, all, along / energy) },
            probes: totals.probes)
    }

    private func sharpness(_ own: some Sequence<Int>, _ totals: Totals) -> Float? {
        var (fine, coarse, fineEnergy, coarseEnergy) = (Float(0), Float(0), Float(0), Float(0))
        for i in own where totals.probes[i].agreement >= QualityLimits.agreement {
            fine += totals.fine[i]
            coarse += totals.coarse[i]
            fineEnergy += probes[i].fineEnergy
            coarseEnergy += probes[i].energy - probes[i].fineEnergy
        }
        guard coarse > 0, fineEnergy > 0, coarseEnergy > 0 else { return nil }
        return fine / fineEnergy * coarseEnergy / coarse
    }

    private func dial(
        _ number: Int, _ view: QualityView?, _ totals: Totals, _ usual: Float, _ sharpness: Float,
        _ contrast: Float
    ) -> DialFigures {
        let level = max(usual, 0.1)
        var (all, mass, burnt, foreign) = (Float(0), Float(0), Float(0), Float(0))
        for i in surroundings[number] {
            let probe = totals.probes[i]
            // What lies outside of the frame is missing: it agrees with nothing.
            // A faint probe may disagree because of noise alone.
            let signal = probes[i].spread * contrast
            let weight = signal * signal / (signal * signal + QualityLimits.noise * QualityLimits.noise)
            // Noise and blur lower the agreement everywhere a little; what lies before a probe takes most of it.
            all += weight * (probe.agreement >= QualityLimits.agreement * level ? level : max(0, probe.agreement))
            mass += weight
            if probe.agreement < QualityLimits.agreement {
                if probe.mean >= Float(QualityLimits.burnt) {
                    burnt += 1
                } else if probe.contrast >= QualityLimits.clear {
                    foreign += 1
                }
            }
        }
        let count = Float(max(surroundings[number].count, 1))
        let tones = view.map { QualityGate.tones(of: dials[number], in: $0) } ?? Tones()
        return DialFigures(
            mean: tones.mean, range: tones.high - tones.low,
            contrast: tones.contrast / max(0.02, references[number].contrast),
            isBlank: references[number].high - references[number].low < QualityLimits.range,
            isFragile: segments[number] && references[number].clipped < QualityLimits.shining,
            clipped: max(0, tones.clipped - references[number].clipped), inside: tones.inside,
            surroundings: mass < QualityLimits.fewest ? 1 : min(1, all / mass / level), burntAround: burnt / count,
            foreignAround: foreign / count, sharpness: self.sharpness(surroundings[number], totals) ?? sharpness)
    }
}
