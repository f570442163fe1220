// The camera in front of a simulated meter.
// It delivers the shots of its meter, in order, with their times.

import Capture
import Testing

@Suite("A simulated camera")
struct SimulatedCameraTests {
    @Test("takes a frame at each of its times, scene after scene, then ends")
    func times() async throws {
        let meter = TestPictures.electricity
        let camera = SimulatedCamera(
            meter: meter, scenes: [.clean, .hard], times: [0, 2.5, 60], startedAt: 1_700_000_000_000)
        var frames: [Frame] = []
        while let frame = try await camera.next() { frames.append(frame) }
        #expect(frames.map(\.sequence) == [0, 1, 2])
        #expect(frames.map(\.capturedAt) == [1_700_000_000_000, 1_700_000_002_500, 1_700_000_060_000])
        #expect(frames.map(\.name) == [String](repeating: "simulated electricity meter", count: 3))
        #expect(frames[1].picture == .jpeg(meter.shot(at: 2.5, scene: .hard).jpeg))
        #expect(try await camera.next() == nil)
    }

    @Test("asks a clock when it has no times of its own")
    func clock() async throws {
        let camera = SimulatedCamera(meter: TestPictures.electricity) { $0 < 1 ? (seconds: 9, capturedAt: nil) : nil }
        #expect(try await camera.next()?.picture == .jpeg(TestPictures.electricity.shot(at: 9).jpeg))
        #expect(try await camera.next() == nil)
    }
}
