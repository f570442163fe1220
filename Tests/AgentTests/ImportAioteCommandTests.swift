// Cards from a configuration of AI-on-the-edge-device, with the pictures of a simulated meter as those of the device.

import Capture
import Glibc
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct ImportAioteCommandTests {
    private let folder = TemporaryFolder()

    /// The regions of the rendered water meter, as the device has them.
    private static let digits = [220, 258, 296, 334, 372].enumerated().map { "main.dig\($0 + 1) \($1) 134 32 43 false" }
    private static let needles = [(405, 237), (346, 317), (239, 320), (171, 245)].enumerated().map {
        "main.ana\($0 + 1) \($1.0) \($1.1) 66 66 false"
    }

    private func configuration(
        rotate: String = "0.0", digits: [String] = digits, needles: [String] = needles, extra: String = ""
    ) -> String {
        """
        [TakeImage]
        ;Demo = false
        CamQuality = 10
        CamZoom = false
        CamHmirror = false
        LEDIntensity = 50
        WaitBeforeTakingPicture = 2
        RawImagesRetention = 15

        [Alignment]
        SearchFieldX = 20
        AlignmentAlgo = fast
        InitialRotate = \(rotate)
        FlipImageSize = false
        /config/ref0.jpg 20 30
        /config/ref1.jpg 400 60

        [Digits]
        Model = /config/dig-cont.tflite
        CNNGoodThreshold = 0.5
        \(digits.joined(separator: "\n"))

        [Analog]
        Model = /config/ana-cont.tflite
        ROIImagesRetention = 3
        \(needles.joined(separator: "\n"))

        [PostProcessing]
        PreValueUse = true
        PreValueAgeStartup = 720
        ErrorMessage = true
        main.AllowNegativeRates = false
        main.DecimalShift = 0
        main.MaxRateValue = 0.25
        main.MaxRateType = AbsoluteChange
        main.ChangeRateThreshold = 2
        main.IgnoreLeadingNaN = true
        main.ExtendedResolution = false
        main.AnalogToDigitTransitionStart = 9.2
        main.AnalogDigitTransitionStart = 9.2
        main.CheckDigitIncreaseConsistency = true
        \(extra)

        [MQTT]
        Uri = mqtt://broker.example:1883
        MainTopic = cellar
        user = meter
        password = hidden-word
        MeterType = water_m3
        HomeassistantDiscovery = true
        RetainMessages = true

        ;[InfluxDB]
        ;Uri = x

        [InfluxDBv2]
        Uri = http://influx.example
        Token = hidden-token
        main.Measurement = water

        [Webhook]
        Uri = http://hook.example
        ApiKey = hidden-key
        UploadImg = 0

        [GPIO]
        IO12 = input-pullup disabled 10 false false
        LEDType = WS2812

        [AutoTimer]
        AutoStart = true
        Interval = 10

        [DataLogging]
        DataLogActive = true

        [Debug]
        LogLevel = 1

        [System]
        TimeServer = pool.ntp.org
        Hostname = watermeter
        """
    }

    private func take(
        _ text: String, reference: String, out: String = "cards", lies: ImportAioteCommand.Lies? = nil,
        medium: String? = nil
    ) throws -> [String] {
        var lines: [String] = []
        let path = folder.write("config.ini", text)
        try ImportAioteCommand(
            configuration: path, reference: reference, folder: folder.path + "/" + out, lies: lies, medium: medium
        ).run { lines.append($0) }
        return lines
    }

    private func failure(_ text: String, reference: String? = nil) throws -> AgentError? {
        let reference = try reference ?? WaterCase.render(in: folder, frames: 1) + "/reference.jpg"
        return #expect(throws: AgentError.self) { try take(text, reference: reference) }
    }

    private func indices(_ card: String, _ images: String) throws -> [String?] {
        var lines: [String] = []
        try ReadCommand(card: folder.path + "/" + card, images: [images]).run { lines.append($0) }
        return try lines.map { try Answer($0).string("index") }
    }

    @Test func aWholeConfigurationBecomesACardThatReads() throws {
        let path = try WaterCase.render(in: folder, frames: 2)
        let lines = try take(configuration(), reference: path + "/reference.jpg")
        let file = try CardFile.read(folder.path + "/cards/main.toml") { _ in (640, 480) }
        #expect(file.card.meter == "main" && file.card.medium == .water && file.card.unit == "m³")
        #expect(file.card.registers[0].dials.map(\.mechanism.place) == [4, 3, 2, 1, 0, -1, -2, -3, -4])
        #expect(file.card.registers[0].dials.map(\.mechanism.kind).suffix(4).allSatisfy { $0 == .needle })
        #expect(file.card.registers[0].hourlyMax == 1.5)
        #expect(file.card.registers[0].backflow == 0 && file.card.rotation == 0)
        #expect(try indices("cards/main.toml", path + "/frames").allSatisfy { $0?.hasPrefix("123.4") == true })
        #expect(lines.last?.contains("the reference shows 123.4") == true, "\(lines.last ?? "")")
    }

    @Test func everyLineIsAccountedForAndNoSecretIsShown() throws {
        let text = configuration()
        let lines = try take(text, reference: try WaterCase.render(in: folder, frames: 1) + "/reference.jpg")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        let told = Set(lines.compactMap { Int($0.prefix(4).filter { $0 != " " }) })
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let first = line.first, first != ";", first != "[" else { continue }
            #expect(told.contains(number + 1), "line \(number + 1): \(line)")
        }
        #expect(lines.contains { $0.contains("3 lines with ;") }, "\(lines)")
        #expect(!lines.contains { $0.contains("hidden") })
        #expect(lines.contains { $0.contains("interval = \"10m\"") })
    }

    @Test func limitsAndPlacesArriveInTheCard() throws {
        let path = try WaterCase.render(in: folder, frames: 1)
        let text = configuration(
            needles: Self.needles.dropLast() + ["main.ana4 171 245 66 66 true"],
            extra: "main.DecimalShift = 3\nmain.ExtendedResolution = true\nmain.AllowNegativeRates = true\n"
                + "main.MaxRateType = RateChange")
        _ = try take(text, reference: path + "/reference.jpg")
        let register = try CardFile.read(folder.path + "/cards/main.toml") { _ in (640, 480) }.card.registers[0]
        #expect(register.dials.map(\.mechanism.place) == [7, 6, 5, 4, 3, 2, 1, 0, -1])
        #expect(register.decimals == 2 && register.hourlyMax == 15 && register.backflow == 15)
        #expect(register.dials.map(\.clockwise) == [Bool](repeating: true, count: 8) + [false])
    }

    @Test func eachNumberSequenceHasItsCard() throws {
        let path = try WaterCase.render(in: folder, frames: 1)
        let text = configuration(
            needles: Self.needles.map { $0.replacing("main.", with: "fine part.") },
            extra: "fine part.DecimalShift = -4\nfine part.MaxRateValue = 1")
        let lines = try take(text.replacing("fine part", with: "fine+part"), reference: path + "/reference.jpg")
        #expect(lines.suffix(2).map { $0.contains("main.toml") } == [true, false], "\(lines.suffix(2))")
        let whole = try CardFile.read(folder.path + "/cards/main.toml") { _ in (640, 480) }.card
        let part = try CardFile.read(folder.path + "/cards/fine-part.toml") { _ in (640, 480) }.card
        #expect(whole.registers[0].dials.map(\.mechanism.place) == [4, 3, 2, 1, 0])
        #expect(part.registers[0].dials.map(\.mechanism.place) == [-1, -2, -3, -4])
        #expect(part.registers[0].hourlyMax == 6 && whole.registers[0].hourlyMax == 1.5)
    }

    @Test(arguments: ["180", "100"])
    func aTurnedCameraIsReadWithEitherReference(angle: String) throws {
        let path = try WaterCase.render(in: folder, frames: 1)
        let upright = try JPEGDecoder.gray(try TextFile.readBytes(path + "/reference.jpg", limit: 1 << 20)).image
        // The device turns by the angle what the camera took.
        let degrees = try #require(Double(angle))
        let taken = TurnedPicture.make(upright, rotation: degrees, width: 640, height: 480)
        let camera = folder.write("taken.jpg", JPEGEncoder.gray(taken, quality: 95))
        let byItself = try take(configuration(rotate: angle), reference: camera, out: "a")
        #expect(byItself.contains { $0.contains("taken as the camera took it") }, "\(byItself.suffix(6))")
        let stored = try take(configuration(rotate: angle), reference: path + "/reference.jpg", out: "b")
        #expect(stored.contains { $0.contains("taken as the device keeps it") }, "\(stored.suffix(6))")
        for out in ["a", "b"] {
            #expect(try indices(out + "/main.toml", camera) == ["123.4500"], "\(out)")
        }
    }

    @Test func aReferenceThatSomebodyVouchesForIsNotTriedOtherwise() throws {
        let path = try WaterCase.render(in: folder, frames: 1)
        let lines = try take(configuration(rotate: "180"), reference: path + "/reference.jpg", lies: .taken)
        #expect(lines.last?.contains("nothing that can be read") == true, "\(lines.last ?? "")")
    }

    @Test func whatIsNoConfigurationIsRefused() throws {
        let failure = try failure("This is a letter.\nIt has two lines.\n")
        #expect(failure?.exitCode == 65)
        #expect(
            failure?.message.contains("config.ini:1: this is no configuration") == true, "\(failure?.message ?? "")")
        #expect(failure?.message.split(separator: "\n").count == 1)
        let regions = try self.failure("[TakeImage]\nDemo = false\n")
        #expect(regions?.message.contains("no region of a digit or a needle") == true)
    }

    @Test func allMistakesAreToldAtOnceWithTheirLines() throws {
        let text = """
            [Digits]
            main.dig1 220 134 32
            main.dig2 220 134 32 43
            main.dig2 258 134 32 43
            Modell = x
            [Analogue]
            [PostProcessing]
            garden.MaxRateValue = 1
            main.MaxRateValue = much
            main.Colour = blue
            [Alignment]
            InitialMirror = true
            """
        let failure = try failure(text)
        #expect(failure?.exitCode == 65)
        let lines = (failure?.message ?? "").split(separator: "\n").map { $0.drop { $0 != ":" } }
        #expect(lines.map { $0.dropFirst().prefix { $0 != ":" } } == ["2", "4", "5", "6", "8", "9", "10", "12"])
        #expect(lines[2].contains("did you mean model") && lines[3].contains("did you mean [analog]"), "\(lines)")
    }

    @Test func regionsAndMarksOutsideThePictureAreTold() throws {
        let text = configuration(
            digits: Self.digits.dropLast() + ["main.dig5 630 134 32 43"]
        ).replacing("400 60", with: "400 600")
        let failure = try failure(text)
        let message = failure?.message ?? ""
        #expect(failure?.exitCode == 65)
        #expect(message.contains("config.ini:16: the mark lies outside the picture of 640 × 480"), "\(message)")
        #expect(message.contains("config.ini:25: the dial lies outside the picture of 640 × 480"), "\(message)")
    }

    @Test func missingFilesAreNoInput() throws {
        #expect(try failure(configuration(), reference: "/nowhere.jpg")?.exitCode == 66)
        let letter = folder.write("letter.jpg", "no picture")
        #expect(try failure(configuration(), reference: letter)?.exitCode == 66)
        let command = try ImportAioteCommand(configuration: "/nowhere.ini", reference: letter, folder: folder.path)
        let failure = #expect(throws: AgentError.self) { try command.run { _ in } }
        #expect(failure?.exitCode == 66)
        #expect(throws: AgentError.self) {
            try ImportAioteCommand(configuration: "", reference: "", folder: "", medium: "steam")
        }
    }

    @Test func nothingThatIsThereIsReplaced() throws {
        let path = try WaterCase.render(in: folder, frames: 1)
        _ = try take(configuration(), reference: path + "/reference.jpg")
        let card = folder.write("cards/main.toml", "mine")
        let again = #expect(throws: AgentError.self) { try take(configuration(), reference: path + "/reference.jpg") }
        #expect(again?.message.contains("is there already") == true)
        #expect(try TextFile.read(card) == "mine")
        unlink(card)
        folder.write("cards/reference.jpg", "another")
        let other = #expect(throws: AgentError.self) { try take(configuration(), reference: path + "/reference.jpg") }
        #expect(other?.message.contains("is another picture") == true)
        #expect(access(card, F_OK) != 0)
    }
}
