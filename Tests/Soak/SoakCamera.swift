// Takes the photographs of a course: what the reader is given, and what is true of it. With faults, one photograph in ten
// is one that a gateway must not take for a good one.

import Capture
import Recognition

/// One photograph and the truth about it.
struct SoakFrame {
    var jpeg: [UInt8]
    /// Seconds since the meter's start.
    var seconds: Double
    /// What the register shows; nil where the picture shows nothing that may be published.
    var truth: Index?
    /// Whether a reading can be expected of it.
    var isReadable: Bool
    var page = SimulatedPage.register
    var fault: SimulatedFault?
    /// Where each dial stands by the gears.
    var positions: [Double] = []
}

/// Photographs a meter.
struct SoakCamera {
    let meter: SimulatedMeter
    private var course: SimulatedCourse
    private let hasFaults: Bool
    private var random: SplitMix64
    private var last: [UInt8]?

    /// A camera on a meter over its course.
    init(_ made: SoakMeter, seed: UInt64, hasFaults: Bool) {
        meter = made.meter
        course = made.course
        self.hasFaults = hasFaults
        random = SplitMix64(seed: seed ^ 0x6661_756c)
    }

    /// The next photograph; there is always one.
    mutating func next() -> SoakFrame {
        let moment = course.next()!
        let frame: SoakFrame
        if hasFaults, random.unit() < 0.1 {
            frame = faulty(SimulatedFault.allCases[random.choice(SimulatedFault.allCases.count)], moment)
        } else {
            let shot = meter.shot(at: moment.seconds, scene: moment.scene)
            frame = SoakFrame(
                jpeg: shot.jpeg, seconds: moment.seconds, truth: shot.index, isReadable: moment.isReadable,
                page: shot.page, positions: shot.positions)
        }
        last = frame.jpeg
        return frame
    }

    /// A fault of any strength; those that leave nothing to be read leave no truth either, but for a camera that has
    /// stopped: its picture is a good one of some time ago.
    private mutating func faulty(_ fault: SimulatedFault, _ moment: SimulatedCourse.Moment) -> SoakFrame {
        let ticks = meter.ticks(at: moment.seconds)
        let strength = fault.leavesNothing ? 1 : random.unit()
        let shot = fault.shot(of: meter, ticks: ticks, scene: moment.scene, seed: random.next(), strength: strength)
        let isFrozen = fault == .frozen
        return SoakFrame(
            jpeg: isFrozen ? last ?? shot.jpeg : shot.jpeg, seconds: moment.seconds,
            truth: fault.leavesNothing && !isFrozen ? nil : meter.index(ofTicks: ticks), isReadable: false,
            fault: fault, positions: shot.positions)
    }
}
