// What is said of settings that a card has no place for.

import Metering
import Testing

@testable import Agent

@Suite struct EdgeNotesTests {
    @Test func aNoteSaysWhereTheValueBelongs() {
        #expect(
            EdgeNotes.note("takeimage", "waitbeforetakingpicture", value: "2")
                == "in the agent's configuration: lead = \"2s\" of the light's [[output]]")
        #expect(EdgeNotes.note("takeimage", "unheard-of", value: "2") == nil)
        #expect(EdgeNotes.note("nowhere", "demo", value: "true") == nil)
    }

    @Test func noSecretIsInANote() {
        for (section, name) in [("mqtt", "password"), ("influxdbv2", "token"), ("webhook", "apikey")] {
            #expect(EdgeNotes.isSecret(name))
            #expect(EdgeNotes.note(section, name, value: "hidden-word")?.contains("hidden-word") == false)
        }
    }

    @Test func aSettingThatGoesIntoTheCardHasNoNote() {
        for name in EdgeSequence.names { #expect(EdgeNotes.note("postprocessing", name, value: "1") == nil) }
    }

    @Test func aMeterTypeIsMediumAndUnit() throws {
        #expect(try EdgeMeterType("gas_ft3").text == "medium = \"gas\", unit = \"ft³\"")
        #expect(try EdgeMeterType("energy_GJ").medium == .heat)
        #expect(try EdgeMeterType("other") == .unknown)
        for word in ["temperature_c", "steam", ""] {
            #expect(throws: EdgeMistake.self) { try EdgeMeterType(word) }
        }
    }
}
