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

    /// The share of the print that can be seen clearly and is not the reference's.
    public func foreignPrint(_ frame: GrayImage, origin: Point, placement: Placement) -> Float {
        let local = placement.between(reference: Point(0, 0), frame: origin)
        return frame.pixels.withUnsafeBufferPointer { pixels in
            guard let view = QualityView(pixels: pixels, width: frame.width, height: frame.height, placement: local)
            else { return 0 }
            let found = QualityGate.compare(probes + print, in: view)
            var contrasts: [Float] = []
            for probe in found where probe.there && probe.agreement >= QualityLimits.agreement {
                contrasts.append(probe.contrast)
            }
            guard contrasts.count * 2 > found.count / 2 else { return 0 }
            contrasts.sort()
            let usual = contrasts[contrasts.count / 2]
            var (seen, foreign) = (Float(0), Float(0))
            for probe in found where probe.there && probe.mean < Float(QualityLimits.burnt) {
                guard probe.contrast >= QualityLimits.clear * usual else { continue }
                seen += 1
                if probe.agreement < QualityLimits.foreign { foreign += 1 }
            }
            return foreign / max(seen, 1)
        }
    }

    /// The figures of all probes of the reference, those of the rest of the print last.
    public func compared(_ frame: GrayImage, origin: Point, placement: Placement) -> [ProbeFigures] {
        let local = placement.between(reference: Point(0, 0), frame: origin)
        return frame.pixels.withUnsafeBufferPointer { pixels in
            guard let view = QualityView(pixels: pixels, width: frame.width, height: frame.height, placement: local)
            else { return [] }
            return QualityGate.compare(probes + print, in: view)
        }
    }
}
