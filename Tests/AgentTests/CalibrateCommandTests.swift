// `meterclip calibrate`: what is refused before any picture is looked at. What it finds in pictures is measured by
// Scripts/calibrate, since a debug build's networks would take minutes for each.

import TestSupport
import Testing

@testable import Agent

@Suite struct CalibrateCommandTests {
    @Test func unknownWordsAreRefusedWithThoseThatAreKnown() {
        #expect { try command(kind: "pointer") } throws: {
            message($0) == "--kind pointer: use wheel, segment or needle"
        }
        #expect { try command(medium: "milk") } throws: {
            message($0) == "--medium milk: use water, gas, heat, electricity, air"
        }
        #expect { try command(at: "noon") } throws: {
            message($0) == "--at noon: write it like 2026-11-21T07:30:00Z"
        }
        #expect { try command(images: []) } throws: { message($0) == "give a picture of the meter" }
        #expect { try command(reading: "0x12") } throws: { message($0).contains("'x' at place 2") }
    }

    @Test func aPictureThatIsNotThereIsNamed() async {
        do {
            try await command(images: ["/nowhere.jpg"]).run(write: { _ in }, say: { _ in })
            Issue.record("it was read")
        } catch {
            #expect(error.exitCode == 66)
            #expect(error.message.hasPrefix("/nowhere.jpg: "))
        }
    }

    @Test func aCardThatIsThereAlreadyIsNotReplaced() async {
        let folder = TemporaryFolder()
        let card = folder.write("card.toml", "mine")
        do {
            try await command(images: ["/nowhere.jpg"], out: card).run(write: { _ in }, say: { _ in })
            Issue.record("it was written over")
        } catch {
            #expect(error.message == "\(card) is there already: move it away, or give another --out")
        }
    }

    @discardableResult
    private func command(
        images: [String] = ["a.jpg"], reading: String = "00123", at: String? = nil, kind: String? = nil,
        medium: String = "gas", out: String? = nil
    ) throws(AgentError) -> CalibrateCommand {
        try CalibrateCommand(
            images: images, reading: reading, at: at, out: out, kind: kind, medium: medium, name: "meter",
            standsAlone: false)
    }

    private func message(_ error: any Error) -> String { (error as? AgentError)?.message ?? "" }
}
