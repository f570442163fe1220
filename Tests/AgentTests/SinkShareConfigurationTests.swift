// What a configuration says of shares: read as written, and every mistake told with its line and what to do.

import Metering
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct SinkShareConfigurationTests {
    private let folder = TemporaryFolder()
    private let head = """
        device = "gw"
        journal = "journal.db"
        [[meter]]
        camera = { kind = "simulated", face = "water" }
        [[sink]]
        name = "partner"

        """
    private let file = "kind = \"file\"\npath = \"out.jsonl\"\n[sink.share]\n"

    init() {
        folder.write("secret", "0123456789abcdef0123456789abcdef\n")
        folder.write("short", "0123456789abcdef0123456789abcde\n")
    }

    private func share(_ text: String) throws -> SinkShare? {
        try AgentConfiguration.read(folder.write("meterclip.toml", head + text)).sinkShares["partner"]
    }

    /// The mistakes of a configuration, as line after the sink's name and text.
    private func mistakes(_ text: String) -> [String] {
        placedMistakes(folder.write("meterclip.toml", head + text), behind: 6)
    }

    @Test func aShareWithEverything() throws {
        let share = try #require(
            try share(
                file + """
                    meters = ["cellar", "attic"]
                    kinds = ["readings", "withheld", "events", "costs", "systems", "changes", "gaps"]
                    resolution = "quarter"
                    pseudonymFile = "secret"
                    """))
        #expect(
            share.rules
                == ShareRules(meters: ["cellar", "attic"], kinds: ShareRules.Kind.allCases, resolution: .quarter))
        #expect(share.pseudonymFile == folder.path + "/secret")
        #expect(
            try share.pseudonyms() == Pseudonyms(secret: "0123456789abcdef0123456789abcdef"))
        #expect(
            share.text == "shares only: of cellar, attic; readings, withheld, events, costs, systems, changes, gaps; "
                + "one reading each quarter; under pseudonyms")
    }

    @Test(arguments: [("hour", UsageStep.hour), ("day", .day), ("month", .month)])
    func resolutions(word: String, step: UsageStep) throws {
        #expect(try share(file + "resolution = \"\(word)\"")?.rules == ShareRules(resolution: step))
    }

    @Test func withoutAShareNothingIsLeftOut() throws {
        #expect(try share("kind = \"file\"\npath = \"out.jsonl\"") == nil)
    }

    @Test(arguments: [
        (
            "",
            "3: the share leaves nothing out: add meters = […], kinds = […], resolution = \"…\" or "
                + "pseudonymFile = \"…\", or leave it out"
        ),
        ("meters = []", "4: \"meters\" has the wrong form: it must be a list of texts in quotes"),
        ("meters = \"cellar\"", "4: \"meters\" has the wrong form: it must be a list of texts in quotes"),
        (
            "kinds = []",
            "4: \"kinds\" has the wrong form: it must be a list of one or more of readings, withheld, "
                + "events, costs, systems, changes, gaps"
        ),
        (
            "kinds = [1]",
            "4: \"kinds\" has the wrong form: it must be a list of one or more of readings, withheld, "
                + "events, costs, systems, changes, gaps"
        ),
        ("kinds = [\"reading\"]", "4: unknown kinds \"reading\": did you mean \"readings\"?"),
        ("resolution = \"week\"", "4: unknown resolution \"week\": use one of quarter, hour, day, month"),
        ("resolution = \"minute\"", "4: unknown resolution \"minute\": use one of quarter, hour, day, month"),
        ("resolution = \"dya\"", "4: unknown resolution \"dya\": did you mean \"day\"?"),
        (
            "resolution = \"day\"\nkinds = [\"events\"]",
            "4: \"resolution\" means nothing without readings: add \"readings\" to kinds"
        ),
        ("meter = [\"cellar\"]\nresolution = \"day\"", "4: unknown key \"meter\": did you mean \"meters\"?"),
    ])
    func mistakesOfAShare(text: String, told: String) throws {
        #expect(mistakes(file + text) == [told])
    }

    @Test func aSecretThatIsNoneIsAMistake() throws {
        let missing = mistakes(file + "pseudonymFile = \"nothing\"")
        #expect(missing.count == 1 && missing[0].hasPrefix("4: \(folder.path)/nothing holds no secret"), "\(missing)")
        #expect(
            mistakes(file + "pseudonymFile = \"short\"") == [
                "4: the secret in \(folder.path)/short has 31 characters: use at least 32, made by chance: "
                    + "openssl rand -hex 32"
            ])
    }

    private let broker = "kind = \"mqtt\"\nhost = \"b\"\n"
    private let veil = "[sink.share]\npseudonymFile = \"secret\""

    @Test(arguments: ["homeAssistant = true", "compatible = \"ai-on-the-edge\""])
    func whatGoesByNamesIsRefusedUnderPseudonyms(text: String) throws {
        let key = text.split(separator: " ")[0]
        #expect(
            mistakes(broker + text + "\n" + veil) == [
                "3: it goes by the names of meters: leave out \"\(key)\", or pseudonymFile in [sink.share]"
            ])
        #expect(try share(broker + text + "\n[sink.share]\nmeters = [\"a\"]") != nil)
        #expect(
            mistakes(broker + text + "\n[sink.share]\nkinds = [\"events\"]") == [
                "3: it tells readings, and the share has none: leave out \"\(key)\", or add \"readings\" to kinds in "
                    + "[sink.share]"
            ])
    }

    @Test(arguments: [
        "meters = [\"a\"]", "kinds = [\"readings\"]", "resolution = \"day\"", "pseudonymFile = \"secret\"",
    ])
    func commandsAreRefusedWithAnyShare(text: String) throws {
        #expect(
            mistakes(broker + "commands = true\ncommandKeyFile = \"secret\"\n[sink.share]\n" + text) == [
                "3: commands can ask for what the share leaves out: take them by another [[sink]]"
            ])
    }

    @Test func picturesAreRefusedUnderPseudonyms() throws {
        let server = "kind = \"https\"\nurl = \"https://h\"\nevidence = true\n"
        #expect(
            mistakes(server + veil) == [
                "3: pictures show serial numbers, pseudonyms or not: leave out evidence = true, or pseudonymFile in "
                    + "[sink.share]"
            ])
        #expect(try share(server + "[sink.share]\nresolution = \"day\"") != nil)
    }
}
