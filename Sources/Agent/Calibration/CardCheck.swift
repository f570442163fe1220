// Tries a proposed card on fresh pictures before it is used: each must be readable with it, none may contradict what was typed or the
// one before, and none may be the same picture again.

import Capture
import Metering

/// The fresh pictures of one proposal.
enum CardCheck {
    /// Takes pictures until enough of them have been judged. One in which wheels stand between two digits says nothing and is taken
    /// again, some times.
    static func run(
        _ proposal: CardProposal, face: MeterFace, source: any FrameSource, clock: AgentClock
    ) async throws(CaptureError) -> [CardProposal.Check] {
        var reader = MeterReader(face: face, refusingRepeats: true)
        // What is held counts as the picture before.
        _ = reader.read(proposal.held.jpeg, at: proposal.held.at, time: .given)
        var checks: [CardProposal.Check] = []
        for _ in 0..<Limits.checkFramesMax where checks.count < Limits.checkFrames {
            try? await Task.sleep(for: Limits.checkDistance)
            guard let frame = try await source.shot(of: 1).frames.last else { break }
            let held = try HeldPicture(frame, now: clock.now().wall)
            let readings = reader.read([frame.picture], at: held.at, time: .given)
            guard let reading = readings.first else { break }
            if reading.index == nil, reading.reasons.allSatisfy({ $0 == .ambiguous || $0 == .noLimit }) { continue }
            checks.append(CardProposal.Check(held: held, reading: reading))
        }
        return checks
    }
}
