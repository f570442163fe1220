// A short share of the soak: everything runs, right readings count as published, and a reader that lies is caught.
// `Scripts/soak` does the same with many more frames in the release build.

import Capture
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent
@testable import Soak

@Suite struct SoakTests {
    private let folder = TemporaryFolder()

    @Test(arguments: [SimulatedFace.dials, .heat])
    func aGoodMeterInGoodLightIsPublished(face: SimulatedFace) throws {
        let run = SoakRun(face: face, seed: 3, frames: 6, knowledge: .play, play: false, severity: 0)
        var keeper: SoakKeeper?
        let tally = try run.run(keeper: &keeper)
        #expect(tally.counts[.wrong] == nil && tally.counts[.withheld] == nil, "\(tally)")
        #expect((tally.counts[.published] ?? 0) + (tally.counts[.excused] ?? 0) == 6)
        #expect((tally.counts[.published] ?? 0) > 0)
    }

    @Test func aCardThatLiesAboutTheMechanismIsCaught() throws {
        // Seen an hour ago at ten times its index: every reading contradicts that.
        let meter = SimulatedMeter(face: .gas, seed: 1, start: Index(units: 4_711_000, decimals: 3))
        var reader = try SimulatedReader(meter, knowing: .play)
        let judge = SoakJudge(meter)
        let reading = reader.read(meter.shot(at: 600).jpeg, at: 600)
        #expect(judge.judge(reading.index, truth: meter.index(at: 600), isReadable: true) == .published)
        #expect(judge.judge(reading.index, truth: meter.index(at: 90_000), isReadable: true) == .wrong)
    }

    @Test func framesThatAreNotPublishedAreKeptWithALineEach() throws {
        let shot = TestSoak.meter.shot(ticks: 12_345)
        let frame = SoakFrame(jpeg: shot.jpeg, seconds: 0, truth: shot.index, isReadable: true)
        var keeper = SoakKeeper(folder: folder.path, name: "gas-1")
        let reading = try TestSoak.withheld()
        keeper.keep(.withheld, number: 7, frame: frame, reading: reading)
        keeper.keep(.published, number: 8, frame: frame, reading: reading)
        keeper.finish()
        #expect(try TextFile.readBytes(folder.path + "/gas-1-7-withheld.jpg", limit: 1 << 20) == shot.jpeg)
        let lines = try TextFile.read(folder.path + "/gas-1.jsonl").split(separator: "\n")
        #expect(
            lines.count == 1
                && lines[0].contains(
                    "\"judgement\":\"withheld\",\"page\":\"register\",\"fault\":null,\"truth\":\"12.345\"")
        )
    }

    @Test func reasonsAreCountedOnlyOfFramesThatCouldHaveBeenRead() throws {
        var tally = SoakTally()
        let reading = try TestSoak.withheld()
        tally.count(.withheld, reading)
        tally.count(.excused, reading)
        #expect(tally.counts == [.withheld: 1, .excused: 1])
        #expect(tally.reasons == ["not-jpeg": 1])
        #expect(
            tally.line(face: "gas", seed: 1).contains(
                "\"frames\":2,\"published\":0,\"withheld\":1,\"excused\":1,\"wrong\":0"))
    }

    @Test func oneFrameInTenHasAFaultAndOnlyAStoppedCameraStillHasATruth() {
        let made = SoakMeter(.gas, seed: 2, frames: 40, severity: 1, play: true)
        var camera = SoakCamera(made, seed: 2, hasFaults: true)
        let frames = (0..<40).map { _ in camera.next() }
        let faulty = frames.filter { $0.fault != nil }
        #expect((1...11).contains(faulty.count) && faulty.allSatisfy { !$0.isReadable })
        for frame in faulty {
            let nothing = frame.fault!.leavesNothing && frame.fault != .frozen
            #expect((frame.truth == nil) == nothing, "\(frame.fault!)")
        }
    }

    @Test func metersBeginAnywhereAndEverySecondOneBeforeALargeCarry() {
        var random = SplitMix64(seed: 5)
        let starts = (0..<400).map { _ in SoakMeter.start(capacity: 100_000_000, use: 3000, random: &random) }
        #expect(starts.allSatisfy { (0..<100_000_000).contains($0) })
        #expect((220...300).contains(starts.count { 10_000 - $0 % 10_000 < 3000 && $0 % 10_000 > 0 }))
        #expect(starts.count { $0 < 1_000_000 } > 25 && starts.count { $0 > 50_000_000 } > 60)
    }
}

private enum TestSoak {
    static let meter = SimulatedMeter(face: .gas, seed: 1, start: Index(units: 12_345, decimals: 3))

    /// A reading of what is no picture.
    static func withheld() throws -> Reading {
        var reader = try SimulatedReader(meter, knowing: .type)
        return reader.read([1, 2, 3], at: 60)
    }
}
