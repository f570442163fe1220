// The meter at an eighth and a quarter of its size, freed of local light: enough to tell whether it is in a picture at all, however
// blurred or pale that is, and wherever it lies. Only frames that registration refuses are looked at in this way.

/// The fixed part of the reference, coarsely.
struct QualityOutline: Sendable {
    private let coarse: QualityOutlineLevel
    private let fine: QualityOutlineLevel
    /// Mean step of luma from cell to cell in the reference.
    private let relief: Float

    /// The outline of a reference that begins at `origin` of the full frame.
    init(reference: GrayImage, origin: Point, area: Quad, dials: [Quad]) {
        let levels = Pyramid(reference, count: QualityLimits.outlineLevel + 1).levels
        func level(_ number: Int) -> QualityOutlineLevel {
            QualityOutlineLevel(levels[number], level: number, origin: origin, area: area, dials: dials)
        }
        coarse = level(QualityLimits.outlineLevel)
        fine = level(QualityLimits.outlineLevel - 1)
        relief = max(0.5, coarse.relief(of: levels[QualityLimits.outlineLevel]))
    }

    /// What a whole frame shows of the outline.
    struct Sight {
        /// Where it fits best within the range of registration, not turned.
        var near: QualityOutlineLevel.Fit
        /// Where it fits best anywhere, turned and resized as well; nil where `near` fits.
        var far: QualityOutlineLevel.Fit?
        /// Mean step of luma from cell to cell against that of the reference.
        var relief: Float

        /// Whether the outline is where registration looks for it. Steps of one grade of luma in a flat picture may fit anything.
        var isNear: Bool { near.agreement >= QualityLimits.outline && relief >= QualityLimits.relief }
        /// Whether it is surely somewhere.
        var isFar: Bool { (far?.agreement ?? 0) >= QualityLimits.outlineSure }
    }

    /// Looks for the outline in a whole frame. The outline's places are those of the reference's picture, so the reference must
    /// have been a whole frame of the same size.
    func look(at frame: GrayImage) -> Sight {
        let levels = Pyramid(frame, count: QualityLimits.outlineLevel + 1).levels
        let small = levels[QualityLimits.outlineLevel]
        let even = QualityOutlineLevel.Frame(small)
        let reach = Int(RegistrationLimits.shift) >> QualityLimits.outlineLevel
        let near = coarse.slid(across: reach, down: reach, every: 1, in: even).first ?? .none
        var sight = Sight(near: near, far: nil, relief: coarse.relief(of: small) / relief)
        // In a flat picture that fits here, elsewhere has nothing to say.
        guard near.agreement < QualityLimits.outline else { return sight }
        let quarter = QualityOutlineLevel.Frame(levels[QualityLimits.outlineLevel - 1])
        var far = QualityOutlineLevel.Fit.none
        // A third of the places is enough to begin with.
        let starts = coarse.slid(across: small.width * 2 / 3, down: small.height * 2 / 3, every: 3, in: even)
        for start in starts {
            var found = QualityOutlineLevel.Fit.none
            for turn in [0, QualityLimits.outlineTurn, -QualityLimits.outlineTurn] {
                let fit = coarse.refined(coarse.turned(start.placement, by: turn), in: even)
                if fit.agreement > found.agreement { found = fit }
            }
            let fit = fine.refined(found.placement, in: quarter)
            if fit.agreement > far.agreement { far = fit }
        }
        sight.far = far
        return sight
    }
}
