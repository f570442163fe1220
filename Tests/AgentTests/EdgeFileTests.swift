// A configuration of AI-on-the-edge-device, line by line.

import Testing

@testable import Agent

@Suite struct EdgeFileTests {
    private func read(_ text: String) -> (file: EdgeFile, mistakes: [AgentError.PlacedMistake]) {
        var mistakes: [AgentError.PlacedMistake] = []
        let file = EdgeFile(text, mistakes: &mistakes)
        return (file, mistakes)
    }

    @Test func settingsAndRegionsKeepTheirSectionAndLine() {
        let (file, mistakes) = read("\u{FEFF}[Digits]\r\n  Model = /config/a b.tflite \r\n\r\nmain.dig1  1 2\t3 4\r\n")
        #expect(mistakes.isEmpty)
        #expect(
            file.entries == [
                .init(section: "Digits", key: "Model", value: "/config/a b.tflite", isSetting: true, line: 2),
                .init(section: "Digits", key: "main.dig1", value: "1 2 3 4", isSetting: false, line: 4),
            ])
        #expect(file.entries.map(\.sequence) == [nil, "main"])
        #expect(file.entries.map(\.name) == ["Model", "dig1"])
    }

    @Test func whatIsSwitchedOffIsOnlyCounted() {
        let (file, mistakes) = read("[A]\n;b = 1\n;[MQTT]\nUri = x\nnonsense\n[C]\nd = 2\n")
        #expect(mistakes.isEmpty)
        #expect(file.entries.map(\.key) == ["d"])
        #expect(file.switchedOff == 4)
        #expect(file.sections.map(\.name) == ["A", "C"])
        #expect(file.line(of: "c") == 6 && file.line(of: "MQTT") == nil)
    }

    @Test(arguments: [("a = 1\n[B]", 1), ("[B]\n = 1", 2), ("[B]\n\nword", 3)])
    func whatIsNoLineIsAMistakeWithItsLine(text: String, line: Int) {
        let (file, mistakes) = read(text)
        #expect(mistakes.map(\.line) == [line])
        #expect(file.entries.isEmpty)
    }
}
