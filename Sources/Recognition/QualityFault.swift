// What a gate can say against a frame or a dial, with the figure that says so: an operator is told what was measured.

/// Why a frame, or one dial of it, is not read.
public enum QualityFault: UInt8, Sendable, Equatable, CaseIterable {
    /// Too dark.
    case dark
    /// Burnt out all over.
    case overexposed
    /// A reflection.
    case glare
    /// Out of focus or shaken.
    case blurred
    /// Something lies before it.
    case occluded
    /// Something on the glass bends the picture.
    case wet
    /// Hardly any contrast.
    case lowContrast
    /// The lower part of the picture never arrived.
    case cut
    /// The meter is there, but not where it can be read.
    case moved
    /// Nothing of this meter is to be seen, or it is another one.
    case notThisMeter
}

/// What speaks against a frame or a dial.
public struct QualityFinding: Sendable, Equatable {
    /// What it is.
    public var fault: QualityFault
    /// What was measured.
    public var figure: Float
    /// The limit that it fails.
    public var limit: Float

    /// A finding.
    public init(_ fault: QualityFault, figure: Float, limit: Float) {
        self.fault = fault
        self.figure = figure
        self.limit = limit
    }
}

/// What a gate says about one dial.
public enum DialQuality: Sendable, Equatable {
    /// Nothing speaks against it.
    case good
    /// It may be read; should the reader not be sure of it, this is why. `outliers` is the share of such dials of which the reader
    /// is sure and wrong all the same, beyond the usual one.
    case doubtful(QualityFinding, outliers: Float)
    /// It must not be read.
    case unreadable(QualityFinding)
}

/// What a gate says about one frame.
public struct QualityInspection: Sendable, Equatable {
    /// What speaks against the whole frame; nil if it may be read.
    public var frame: QualityFinding?
    /// One for each dial; all good where the frame is refused.
    public var dials: [DialQuality]
    /// What was measured where registration found the meter.
    public var figures: FrameFigures
}
