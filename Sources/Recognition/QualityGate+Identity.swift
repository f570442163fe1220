// Is this the meter of the reference, or another of the same model? Type, scale and frame are the same on both; the serial number,
// the bar code and the year are not. The more of the frame is decoded, the more of them are seen.

extension QualityGate {
    /// What of the print differs from the reference; nil if nothing does, or too little can be seen. To be asked where an index
    /// contradicts history, with the whole frame: a stain looks like other print, so that it alone is no reason to refuse.
    public func identity(_ frame: GrayImage, origin: Point, placement: Placement) -> QualityFinding? {
        let share = foreignPrint(frame, origin: origin, placement: placement)
        guard share > QualityLimits.foreignPrint else { return nil }
        return QualityFinding(.notThisMeter, figure: share, limit: QualityLimits.foreignPrint)
    }

    /// The share of the print that can be seen clearly and is not the reference's; what differs a little counts in part.
    public func foreignPrint(_ frame: GrayImage, origin: Point, placement: Placement) -> Float {
        let local = placement.between(reference: Point(0, 0), frame: origin)
        return frame.pixels.withUnsafeBufferPointer { pixels in
            guard let view = QualityView(pixels: pixels, width: frame.width, height: frame.height, placement: local)
            else { return 0 }
            let found = QualityGate.compare(probes + print, in: view)
            guard let usual = QualityGate.usual(found) else { return 0 }
            var (seen, foreign) = (Float(0), Float(0))
            for (i, probe) in found.enumerated() where probe.there && probe.mean < QualityLimits.bright {
                guard probe.contrast >= QualityLimits.clear * usual.contrast else { continue }
                seen += 1
                // What noise and blur take from all print, they take from one probe as well.
                let limit = QualityLimits.foreign - (1 - usual.agreement)
                guard probe.agreement < limit * usual.agreement else { continue }
                let share = mostAround(i, in: view) / usual.agreement
                foreign += min(1, max(0, (limit - share) / QualityLimits.foreignSpan))
            }
            return foreign / max(seen, 1)
        }
    }

    /// The median agreement and contrast of what agrees; nil where too little does.
    private static func usual(_ found: [ProbeFigures]) -> (agreement: Float, contrast: Float)? {
        let agreeing = found.filter { $0.there && $0.agreement >= QualityLimits.agreement }
        let there = found.filter { $0.there }
        guard agreeing.count * 2 > there.count, !agreeing.isEmpty else { return nil }
        let agreements = agreeing.map { $0.agreement }.sorted()
        let contrasts = agreeing.map { $0.contrast }.sorted()
        return (agreements[agreements.count / 2], contrasts[contrasts.count / 2])
    }

    /// The best agreement of a probe close to its place.
    private func mostAround(_ number: Int, in view: QualityView) -> Float {
        let (reach, step) = (QualityLimits.printReach, QualityLimits.printStep)
        let probe = number < probes.count ? probes[number] : print[number - probes.count]
        var most: Float = -1
        for down in stride(from: -reach, through: reach, by: step) {
            for right in stride(from: -reach, through: reach, by: step) {
                var moved = probe
                (moved.x, moved.y) = (probe.x + right, probe.y + down)
                most = max(most, QualityGate.compare([moved], in: view)[0].agreement)
            }
        }
        return most
    }
}
