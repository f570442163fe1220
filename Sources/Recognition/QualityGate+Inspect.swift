// The judgement: from figures to findings. What registration accepted is judged dial by dial; what it refused gets its reason.

extension QualityGate {
    /// Judges a frame.
    /// - Parameters:
    ///   - frame: the frame, or the part of it that was decoded; all of it if registration refused it.
    ///   - origin: where `frame` starts in the full frame.
    ///   - registration: where the meter was found in it.
    public func inspect(_ frame: GrayImage, origin: Point, registration: Registration) -> QualityInspection {
        let figures = measure(frame, origin: origin, placement: registration.placement)
        let place = registration.acceptable ? registration.placement : .identity
        let empty = lostRows(frame, origin: origin, placement: place)
        var finding: QualityFinding?
        if empty > QualityLimits.emptyRows {
            finding = QualityFinding(.cut, figure: Float(empty), limit: Float(QualityLimits.emptyRows))
        } else if !registration.acceptable {
            finding = refusal(frame, origin: origin, registration, figures)
        } else if figures.spots > QualityLimits.spots {
            let fault: QualityFault = patches(figures.probes) >= QualityLimits.wetPatches ? .wet : .occluded
            finding = QualityFinding(fault, figure: Float(figures.spots), limit: Float(QualityLimits.spots))
        }
        let dials =
            finding == nil
            ? figures.dials.map { quality($0, figures) } : dials.map { _ in DialQuality.good }
        if finding == nil { finding = QualityGate.common(dials) }
        return QualityInspection(frame: finding, dials: dials, figures: figures)
    }

    /// Rows of one tone at the lower end of a frame, if they reach into print or dials; otherwise 0.
    private func lostRows(_ frame: GrayImage, origin: Point, placement: Placement) -> Int {
        let rows = QualityTones.emptyRows(of: frame)
        let left = placement.apply(Point(hull.left, hull.bottom))
        let right = placement.apply(Point(hull.right, hull.bottom))
        let end = min(left.y, right.y) - origin.y
        return Float(frame.height - rows) < end - QualityLimits.lostRows ? rows : 0
    }

    /// What speaks against most dials speaks against the frame.
    private static func common(_ dials: [DialQuality]) -> QualityFinding? {
        var counts = [Int](repeating: 0, count: QualityFault.allCases.count)
        for dial in dials {
            guard case .unreadable(let finding) = dial else { continue }
            counts[Int(finding.fault.rawValue)] += 1
            if counts[Int(finding.fault.rawValue)] * 2 > dials.count { return finding }
        }
        return nil
    }

    /// What speaks against one dial.
    func quality(_ dial: DialFigures, _ frame: FrameFigures) -> DialQuality {
        typealias Limits = QualityLimits
        if dial.inside < Limits.inside {
            return .unreadable(QualityFinding(.moved, figure: dial.inside, limit: Limits.inside))
        }
        if dial.surroundings < Limits.surroundings {
            return .unreadable(
                QualityFinding(obstacle(dial, frame), figure: dial.surroundings, limit: Limits.surroundings))
        }
        if dial.isFragile, dial.clipped >= Limits.glareOnSegments {
            let finding = QualityFinding(.glare, figure: dial.clipped, limit: Limits.glareOnSegments)
            return .doubtful(finding, outliers: Limits.hiddenSegment)
        }
        if dial.surroundings < Limits.doubtful {
            let finding = QualityFinding(obstacle(dial, frame), figure: dial.surroundings, limit: Limits.doubtful)
            return .doubtful(finding, outliers: Limits.outliers)
        }
        if dial.clipped >= Limits.glare {
            let finding = QualityFinding(.glare, figure: dial.clipped, limit: Limits.glare)
            return .doubtful(finding, outliers: Limits.outliers)
        }
        if frame.spots >= Limits.doubtfulSpots {
            let finding = QualityFinding(.wet, figure: Float(frame.spots), limit: Float(Limits.doubtfulSpots))
            return .doubtful(finding, outliers: Limits.outliers)
        }
        if dial.range < Limits.range, !dial.isBlank {
            let fault: QualityFault = dial.mean < Limits.dim ? .dark : .lowContrast
            return .doubtful(QualityFinding(fault, figure: dial.range, limit: Limits.range), outliers: 0)
        }
        if dial.contrast < Limits.contrast {
            return .doubtful(QualityFinding(.lowContrast, figure: dial.contrast, limit: Limits.contrast), outliers: 0)
        }
        if dial.sharpness < Limits.sharpness {
            return .doubtful(QualityFinding(.blurred, figure: dial.sharpness, limit: Limits.sharpness), outliers: 0)
        }
        return .good
    }

    /// What it is that makes a dial's surroundings disagree.
    private func obstacle(_ dial: DialFigures, _ frame: FrameFigures) -> QualityFault {
        if dial.burntAround > 0 || dial.clipped >= QualityLimits.glare { return .glare }
        let isWet = dial.foreignAround > 0 && frame.foreign > 2 * frame.blank
        return isWet && patches(frame.probes) >= QualityLimits.wetPatches ? .wet : .occluded
    }
}
