// Watches where the meter lies in the frames, day after day, and says in time when a camera that creeps away or was knocked
// needs a hand. Every piece of news is told once; a single frame that lies elsewhere is none.

import Glibc
import Recognition

/// The place of one camera over time.
public struct DriftWatch: Sendable, Equatable {
    private let points: [Point]
    private let frame: Point
    private var origin: [Point]
    private var calibrated: Timestamp
    private var limit: Double
    /// The smoothed and the last place of every point, once there was a frame.
    private var smooth: [Point]?
    private var last: [Point] = []
    private var lastTime: Timestamp
    /// A place some way off, how many frames in a row have shown it, and since when.
    private var elsewhere: (points: [Point], count: Int, since: Timestamp)?
    private var trend = DriftTrend()
    /// Whether maintenance was announced and is not over.
    public private(set) var isDue = false

    /// A camera that saw the meter at `placement` when it was calibrated at `time`.
    /// - Parameters:
    ///   - dials: the dials in the reference frame.
    ///   - width: of the camera's frames, in pixels.
    ///   - height: of the camera's frames, in pixels.
    public init(dials: [Quad], calibratedAt placement: Placement, time: Timestamp, width: Int, height: Int) {
        points = dials.flatMap(\.corners)
        frame = Point(Float(width), Float(height))
        origin = points.map { placement.apply($0) }
        calibrated = time
        lastTime = time
        limit = DriftWatch.limit(origin, in: frame)
    }

    /// Goes on from what was told before: whether maintenance was announced and not over.
    public mutating func resume(isDue: Bool) { self.isDue = isDue }

    /// Takes in where the meter lies in an accepted frame; what is to be told, if anything.
    public mutating func add(_ placement: Placement, at time: Timestamp) -> DriftEvent? {
        let place = points.map { placement.apply($0) }
        guard !place.isEmpty, place.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return nil }
        guard let smooth else {
            // The first frame after a start: whatever happened before it did not happen just now.
            (self.smooth, last, lastTime) = (place, place, time)
            return judge(at: time, knocked: nil)
        }
        if DriftWatch.distance(place, last) > Limits.knockPixels { return jumped(to: place, at: time) }
        elsewhere = nil
        let elapsed = max(0, time.seconds(since: lastTime))
        let part = Float(max(Limits.driftPartMin, elapsed / (elapsed + Limits.driftSeconds)))
        self.smooth = zip(smooth, place).map { $0 + ($1 - $0) * part }
        (last, lastTime) = (place, time)
        return judge(at: time, knocked: nil)
    }

    /// The meter card was made anew, or the camera put in its place: what is seen at `placement` is right from now on.
    public mutating func recalibrate(_ placement: Placement, at time: Timestamp) -> DriftEvent? {
        let place = points.map { placement.apply($0) }
        (origin, calibrated, limit) = (place, time, DriftWatch.limit(place, in: frame))
        (smooth, last, lastTime, elsewhere) = (place, place, time, nil)
        trend.restart()
        return judge(at: time, knocked: nil)
    }

    /// How far the camera is from its place, smoothed; nil before the first frame.
    public var drift: Drift? {
        guard let smooth else { return nil }
        let (turn, scale) = DriftWatch.turnAndScale(from: origin, to: smooth)
        return Drift(
            pixels: DriftWatch.distance(smooth, origin), degrees: turn, scale: scale, limit: limit,
            pixelsPerDay: trend.perDay)
    }

    /// A place that is far from the one before is believed only when more frames show it.
    private mutating func jumped(to place: [Point], at time: Timestamp) -> DriftEvent? {
        if let known = elsewhere, DriftWatch.distance(place, known.points) <= Limits.knockPixels {
            elsewhere = (place, known.count + 1, known.since)
        } else {
            elsewhere = (place, 1, time)
        }
        guard let known = elsewhere, known.count >= Limits.knockFrames else { return nil }
        let way = DriftWatch.distance(place, last)
        (smooth, last, lastTime, elsewhere) = (place, place, time, nil)
        trend.restart()
        return judge(at: time, knocked: (way, known.since))
    }

    private mutating func judge(at time: Timestamp, knocked: (by: Double, at: Timestamp)?) -> DriftEvent? {
        guard let pixels = drift?.pixels else { return nil }
        trend.add(pixels, at: time)
        guard let drift else { return nil }
        let soon = drift.share >= Limits.driftShareSoon && (drift.daysLeft ?? .infinity) <= Limits.driftDaysLeft
        if !isDue, drift.share >= Limits.driftShareDue || soon {
            isDue = true
            return .due(drift, knocked: knocked != nil, since: knocked?.at ?? calibrated)
        }
        if isDue, drift.share <= Limits.driftShareOver {
            isDue = false
            return .over(drift)
        }
        return knocked.map { .knocked(drift, by: $0.by, at: $0.at) }
    }

    /// The most pixels that a dial may move: as far as it is surely found again, and no further than the frame's edge.
    private static func limit(_ points: [Point], in frame: Point) -> Double {
        var room = Limits.driftPixels
        for point in points {
            room = min(room, Double(min(min(point.x, point.y), min(frame.x - point.x, frame.y - point.y))))
        }
        return max(room, Limits.driftPixelsMin)
    }

    /// The farthest that any point went.
    private static func distance(_ a: [Point], _ b: [Point]) -> Double {
        var square: Float = 0
        for (from, to) in zip(a, b) {
            let way = to - from
            square = max(square, way.x * way.x + way.y * way.y)
        }
        return Double(square.squareRoot())
    }

    /// Degrees clockwise and size of `to` against `from`, by least squares.
    private static func turnAndScale(from: [Point], to: [Point]) -> (Double, Double) {
        let share = 1 / Float(max(1, from.count))
        let (start, end) = (from.reduce(Point(0, 0), +) * share, to.reduce(Point(0, 0), +) * share)
        var (along, across, square) = (0.0, 0.0, 0.0)
        for (a, b) in zip(from, to) {
            let (a, b) = (a - start, b - end)
            along += Double(a.x * b.x + a.y * b.y)
            across += Double(a.x * b.y - a.y * b.x)
            square += Double(a.x * a.x + a.y * a.y)
        }
        guard square > 0 else { return (0, 1) }
        return (atan2(across, along) * 180 / .pi, (along * along + across * across).squareRoot() / square)
    }

    /// Equal when everything that is known is.
    public static func == (a: DriftWatch, b: DriftWatch) -> Bool {
        a.points == b.points && a.frame == b.frame && a.origin == b.origin && a.calibrated == b.calibrated
            && a.smooth == b.smooth && a.last == b.last && a.lastTime == b.lastTime && a.trend == b.trend
            && a.isDue == b.isDue && a.elsewhere?.points == b.elsewhere?.points
            && a.elsewhere?.count == b.elsewhere?.count
    }
}
