// A display that takes turns: only the page with the register is read, and the others are named.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct OtherPageTests {
    private let meter = SimulatedMeter(face: .heat, seed: 2, start: Index(units: 640_488, decimals: 1))

    private func reader(card change: (inout MeterCard) -> Void = { _ in }) throws -> MeterReader {
        var card = meter.card(
            named: "heat", reference: "",
            start: RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0)))
        change(&card)
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        return MeterReader(face: try MeterFace(card: card, reference: reference, name: "heat"))
    }

    @Test(arguments: [SimulatedScene.clean, .random(seed: 3, severity: 1)])
    func onlyThePageWithTheRegisterIsRead(scene: SimulatedScene) throws {
        var reader = try reader()
        for page in SimulatedPage.allCases {
            let shot = meter.shot(ticks: meter.ticks(at: 0), scene: scene, noiseSeed: 9, page: page)
            let reading = reader.read(shot.jpeg, at: Timestamp(milliseconds: 600_000), time: .given)[0]
            if page == .register {
                #expect(reading.index == shot.index, "\(reading)")
            } else {
                #expect(reading.index == nil && reading.reasons == [.otherPage], "\(page): \(reading)")
                #expect(reading.quality == .rejectedWithCertainty)
            }
        }
    }

    @Test func aMarkThatShowsNothingIsAMistakeOfTheCard() throws {
        let failure = #expect(throws: AgentError.self) {
            _ = try reader { $0.page = Quad(x: 0, y: 0, width: 3, height: 2) }
        }
        #expect(failure?.message.contains("page") == true)
    }
}
