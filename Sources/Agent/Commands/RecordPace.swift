// The pace of a recording: live pictures are waited for and bear the time at which they were taken; those of files are there already
// and bear the times that the interval gives them, the last of them now.

import Capture
import Metering

/// When pictures are taken, and what time they bear.
struct RecordPace {
    /// Pictures of files wait for nobody, and bear the times that the interval gives them, up to now.
    private let isRecorded: Bool
    private let interval: Duration
    private let begin: Int64
    private let first: Timestamp
    private let length: RecordCommand.Length

    init(_ source: any FrameSource, interval: Duration, length: RecordCommand.Length, clock: AgentClock) {
        let files = (source as? ReplaySource)?.files.count
        isRecorded = files != nil
        self.interval = interval
        self.length = length
        begin = clock.sinceBoot()
        var count = files ?? 0
        if case .frames(let most) = length { count = min(count, most) }
        first = Timestamp(
            milliseconds: clock.wall().milliseconds - Int64(max(0, count - 1) * interval.milliseconds))
    }

    func goes(on count: Int, at now: Int64) -> Bool {
        switch length {
        case .frames(let most): count < most
        // What files say of time is what the interval makes of it.
        case .time(let time) where isRecorded: count * interval.milliseconds < time.milliseconds
        case .time(let time): count == 0 || now - begin + Int64(interval.milliseconds) <= Int64(time.milliseconds)
        }
    }

    /// False if the recording was ended meanwhile.
    func wait(_ clock: AgentClock) async -> Bool {
        if isRecorded { return true }
        do {
            try await clock.sleep(Int64(interval.milliseconds))
            return true
        } catch {
            return false
        }
    }

    func time(of frame: Frame, number: Int, _ clock: AgentClock) -> Timestamp {
        if isRecorded { return Timestamp(milliseconds: first.milliseconds + Int64(number * interval.milliseconds)) }
        return frame.capturedAt.map { Timestamp(milliseconds: $0) } ?? clock.now().wall
    }
}
