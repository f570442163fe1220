// The painter that belongs to a dial, whatever its kind.

/// How one dial is painted.
enum DialPainter: Sendable {
    case wheel(WheelPainter)
    case needle(NeedlePainter)
    case segment(SegmentPainter)
}
