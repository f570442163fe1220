// Cameras, outputs, inputs and plans as they are written, and every mistake in them with its line and what would be right.

import Capture
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct DeviceConfigurationTests {
    private let folder = TemporaryFolder()

    private let good = """
        device = "gw"
        journal = "journal.db"
        [[camera]]
        name = "cellar"
        bus = "usb-0000:01:00.0-1.2"
        format = "yuyv"
        size = [1280, 720]
        warmUp = 5
        timeout = "2s"
        rest = true
        power = "supply"
        [[output]]
        name = "supply"
        line = "USB_EN"
        activeLow = true
        lead = "3s"
        most = "5m"
        [[output]]
        name = "left"
        line = 7
        hold = "100ms"
        [[meter]]
        card = "water.toml"
        camera = "cellar"
        lights = [["left"], ["left"]]
        interval = "30m"
        jitter = "2m"
        distance = "10s"
        cadence = { least = "5m", most = "2h" }
        pulses = { line = 4, bias = "pull-up", edge = "falling", debounce = "5ms", weight = "0.01", each = 100 }
        [[meter.trigger]]
        chip = "/dev/gpiochip1"
        line = 3
        edge = "both"
        [[sink]]
        kind = "file"
        path = "out.jsonl"
        """

    private func read(_ text: String) throws -> AgentConfiguration {
        try AgentConfiguration.read(folder.write("meterclip.toml", text))
    }

    @Test func everythingIsReadAsItIsWritten() throws {
        let configuration = try read(good)
        #expect(
            configuration.cameras == [
                CameraSetting(
                    name: "cellar", place: .bus("usb-0000:01:00.0-1.2"), format: .yuyv, size: VideoSize(1280, 720),
                    warmUp: 5, patience: 2000, rests: true)
            ])
        #expect(configuration.cameraPowers == ["supply"])
        let chip = "/dev/gpiochip0"
        #expect(
            configuration.outputs == [
                Output.Setting(
                    name: "supply", line: LineSetting(chip: chip, place: .name("USB_EN"), isActiveLow: true),
                    lead: 3000,
                    hold: 0, most: 300_000),
                Output.Setting(
                    name: "left", line: LineSetting(chip: chip, place: .number(7)), lead: 200, hold: 100, most: 30_000),
            ])
        let meter = configuration.meters[0]
        #expect(meter.camera == .video("cellar", lights: [["left"], ["left"]]))
        #expect(
            meter.plan.pattern == .interval(1_800_000) && meter.plan.jitter == 120_000 && meter.plan.distance == 10_000)
        #expect(meter.plan.cadence == (try Cadence(base: 1_800_000, least: 300_000, most: 7_200_000)))
        #expect(
            meter.triggers == [
                InputSetting(line: LineSetting(chip: "/dev/gpiochip1", place: .number(3)), edge: .both)
            ])
        let pulses = try #require(meter.pulses)
        #expect(pulses.weight == Index(units: 1, decimals: 2) && pulses.each == 100)
        #expect(
            pulses.input
                == InputSetting(
                    line: LineSetting(chip: chip, place: .number(4), bias: .pullUp), edge: .falling, debounce: 5))
    }

    @Test(arguments: [
        ("bus = \"usb-0000:01:00.0-1.2\"", "", 3, "needs one of device and bus"),
        ("name = \"cellar\"", "name = \"cellar\"\ndevice = \"/dev/video0\"", 3, "needs one of device and bus"),
        ("\"yuyv\"", "\"yuv\"", 6, "did you mean \"yuyv\"?"),
        ("[1280, 720]", "[1280, 0]", 7, "write it like [640, 480]"),
        ("rest = true", "rest = false", 11, "has to rest"),
        ("power = \"supply\"", "power = \"suply\"", 11, "use one of supply"),
        ("most = \"5m\"", "most = \"2s\"", 17, "lead and hold take all the time"),
        ("name = \"left\"", "name = \"supply\"", 19, "two entries of output"),
        ("camera = \"cellar\"", "camera = \"celar\"", 24, "use one of cellar"),
        ("[[\"left\"], [\"left\"]]", "[[\"left\"], [\"rigth\"]]", 25, "use one of supply, left"),
        ("[[\"left\"], [\"left\"]]", "[[]]", 25, "a list of names"),
        ("interval = \"30m\"", "cron = \"*/61 * * * *\"", 26, "minute, character"),
        ("interval = \"30m\"", "cron = \"0 0 30 2 *\"", 26, "never"),
        ("interval = \"30m\"", "times = [\"6:00\"]", 26, "not a time of day"),
        ("interval = \"30m\"", "interval = \"30m\"\ntimes = [\"06:00\"]", 27, "keep one of them"),
        ("interval = \"30m\"", "times = [\"06:00\"]", 29, "stay as they are"),
        ("least = \"5m\"", "least = \"31m\"", 29, "not in order"),
        ("\"0.01\"", "\"-1\"", 30, "not the weight of a pulse"),
        ("edge = \"both\"", "edge = \"booth\"", 34, "did you mean \"both\"?"),
        ("edge = \"both\"", "egde = \"both\"", 34, "did you mean \"edge\"?"),
        ("line = 3", "line = -1", 33, "whole number"),
    ])
    func aMistakeHasItsLine(old: String, new: String, line: Int, advice: String) throws {
        try #require(good.contains(old))
        let error = #expect(throws: AgentError.self) { try read(good.replacing(old, with: new)) }
        let message = try #require(error).message
        #expect(message.contains("meterclip.toml:\(line): ") && message.contains(advice), "\(message)")
    }

    @Test func aCardsControlsAreReadAndWritten() throws {
        let home = folder.path + "/case"
        try RenderCommand(
            face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4), step: 0.02, interval: .seconds(300),
            frames: 1, severity: 0, quality: nil, folder: home
        ).run { _ in }
        let text = try TextFile.read(home + "/meter.toml")
        try TextFile.write(
            text.replacing("[[register]]", with: "[controls]\nexposure_time_absolute = 200\ngain = 0\n\n[[register]]"),
            to: home + "/meter.toml")
        let card = try MeterFace(cardAt: home + "/meter.toml").card
        #expect(card.controls == ["exposure_time_absolute": 200, "gain": 0])
        try TextFile.write(CardText.write(card), to: home + "/meter.toml")
        #expect(try MeterFace(cardAt: home + "/meter.toml").card == card)
    }
}
