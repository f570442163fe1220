// The painter that belongs to a dial, whatever its kind.
// An enumeration, so that a face is plain data that can be sent anywhere.

/// How one dial is painted.
enum DialPainter: Sendable {
    case wheel(WheelPainter)
    case needle(NeedlePainter)
    case segment(SegmentPainter)
}
