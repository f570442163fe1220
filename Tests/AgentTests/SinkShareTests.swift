// Shares put to use: the names of their meters are looked at, and under pseudonyms no name gets out, whatever is journalled.

import Journal
import Logging
import Recognition
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent
@testable import Metering

@Suite(.timeLimit(.minutes(3))) struct SinkShareTests {
    private let folder = TemporaryFolder()
    private let device = "Pumpwerk-Zeisig"
    private let head = """
        device = "Pumpwerk-Zeisig"
        journal = "journal.db"
        [[meter]]
        camera = { kind = "simulated", face = "water" }
        name = "Keller-Amsel"
        [[meter]]
        camera = { kind = "simulated", face = "gas" }
        name = "Dach-Drossel"
        [[sink]]
        kind = "file"
        path = "out.jsonl"
        [sink.share]

        """

    private let clock = AgentClock(
        wall: { Timestamp(milliseconds: 1_795_003_200_000) }, sinceBoot: { 1_000_000 }, isSynchronised: { true },
        bootID: "boot-Fink")

    private func configuration(_ share: String) throws -> AgentConfiguration {
        folder.write("secret", "0123456789abcdef0123456789abcdef\n")
        return try AgentConfiguration.read(folder.write("meterclip.toml", head + share))
    }

    private func quiet() -> Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    @Test func aMeterThatNobodyConfiguredIsAMistakeWithTheNearestName() async throws {
        let configuration = try configuration("meters = [\"Keller-Amsl\", \"Dach-Drossel\", \"x\"]")
        let error = await #expect(throws: AgentError.self) {
            try await Composition(configuration, clock: clock, logger: quiet())
        }
        let told = try #require(error?.message)
        #expect(told.contains("meterclip.toml:13: there is no meter \"Keller-Amsl\" to share"), "\(told)")
        #expect(told.contains("did you mean \"Keller-Amsel\"?"))
        #expect(
            told.contains("there is no meter \"x\" to share") && told.contains("there is Keller-Amsel, Dach-Drossel"))
        #expect(!told.contains("no meter \"Dach-Drossel\""))
    }

    @Test func theDoctorTellsMistakesOfSharesAndThatThereIsOne() async throws {
        _ = try configuration("meters = [\"Keller-Amsl\"]\nkinds = [\"readings\"]")
        let findings = await ConfigurationChecks(path: folder.path + "/meterclip.toml", clock: clock).findings()
        #expect(findings.contains { $0.state == .problem && $0.text.contains("no meter \"Keller-Amsl\" to share") })
        #expect(
            findings.contains { $0.area == "sink" && $0.details == ["shares only: of Keller-Amsl; readings"] })
    }

    @Test func theKindsOfSharesAreThoseOfTheJournal() {
        let names = Set(ShareRules.Kind.allCases.flatMap(\.names))
        #expect(
            names == [
                Reading.publishedKind, Reading.withheldKind, CameraWatch.kind, RemoteRecord.kind,
                RemoteRecord.indexKind, MoneyAccount.kind, SystemFinding.entryKind, Gap.kind,
            ])
        #expect(ShareRules.Kind.readings.names == [Reading.publishedKind])
        #expect(ShareRules.Kind.withheld.names == [Reading.withheldKind])
    }

    /// Every sort of entry that the agent journals, each full of names.
    private func entries() throws -> [NewEntry] {
        let (meter, time) = ("Keller-Amsel", clock.now())
        let now = time.wall
        let start = RegisterCard.Start(index: Index(units: 12_345, decimals: 2), at: now)
        var reading = Reading(
            meter: meter, register: "main", index: start.index, unit: "m³", capturedAt: now, timeQuality: .floor,
            confidence: 0.75, quality: .suspicious, reasons: [.corrected], dials: [])
        reading.withdraws = [start]
        reading.triggers = ["demand"]
        reading.slot = now.text
        reading.pulses = 7
        var withheld = reading
        withheld.index = nil
        var unset = time
        unset.clock = .floor
        var warning = Warning(.imbalance, first: start, last: start, found: 5, usual: 1, unit: "m³")
        warning.detail = "Frau Meise, meter Dach-Drossel"
        let order = RemoteOrder(
            id: "Frau-Meise-1", until: now, command: .read(meters: [meter]), word: .setIndex)
        var record = RemoteRecord(order, by: "Frau Meise")
        record.series = meter
        record.text = "\(meter): set by Frau Meise"
        record.change = ("Frau Meise", "Dach-Drossel")
        var index = record
        index.index = ("main", "123.45", now, 1)
        let stamp = CardStamp(
            card: 2, change: .calibrated, by: "Frau Meise", at: now.text, former: 1, restored: nil, moved: [1],
            old: "Frau Meise's", new: "Keller-Amsel's")
        let finding = PulseFinding(
            weight: Index(units: 1, decimals: 2), moved: Index(units: 40_000, decimals: 3), counted: 3_996, from: now,
            to: now, limit: 26)
        func event(_ json: String, meter: String = meter) -> NewEntry {
            NewEntry(kind: CameraWatch.kind, meter: meter, time: time, json: json)
        }
        let bill = Bill(
            from: CivilDate(day: 1), to: CivilDate(day: 2), currency: "EUR", total: Index(units: 150, decimals: 2))
        let account = MoneyAccount(
            soFar: bill, expected: bill,
            prepaid: .init(balance: bill.total, daysLeft: 3, spent: bill.total, days: 2))
        return [
            NewEntry(kind: reading.kind, meter: reading.series, time: unset, json: reading.payload),
            NewEntry(kind: withheld.kind, meter: withheld.series, time: unset, json: withheld.payload),
            NewEntry(
                kind: MoneyAccount.kind, meter: meter, time: time,
                json: account.payload(meter: meter, register: "main", at: now)),
            event(
                PrepaidReminder(days: 3, left: 2, balance: bill.total)
                    .payload(of: meter, register: "main", currency: "EUR", at: now)),
            event(LightEvent.failed("Frau Meise").payload(of: meter, at: now)),
            event(
                DriftEvent.due(Drift(pixels: 1, degrees: 2, scale: 1, limit: 3), knocked: true, since: now)
                    .payload(of: meter, at: now)),
            event(PulseEvent.disagreement(finding).payload(of: meter, register: "main", at: now)),
            event(WarningEvent.began(warning).payload(of: meter, register: "main", at: now)),
            event(
                #"{"meter":"\#(meter)","event":"usage-warning","evidence":[{"meter":"Dach-Drossel","register":"main"}]}"#
            ),
            event(
                #"{"event":"journal-mended","state":"done","text":"/srv/\#(device)/journal.db","entries":1}"#, meter: ""
            ),
            event(#"{"event":"clock-set","boot":"boot-Fink","boot_began_at":"\#(now.text)"}"#, meter: ""),
            record.entry(at: time), index.entry(at: time),
            RemoteRecord(refused: RemoteRefusal("not for Frau Meise"), id: "Meise", by: "Frau Meise").entry(at: time),
            stamp.entry(of: meter, at: time), stamp.entry(of: meter, at: time, failure: "Frau Meise"),
            NewEntry(
                kind: Gap.kind, meter: meter, time: time,
                payload: Array(#"{"first_seq":1,"last_seq":2,"count":2,"reason":"budget"}"#.utf8)),
            // What nobody has thought of yet.
            NewEntry(
                kind: "novelty", meter: "Zaun-Zeisig", time: time,
                json: #"{"text":"Frau Meise","who":"Frau Meise","event":"new","meter":"Zaun-Zeisig"}"#),
        ]
    }

    /// What a sink that was made of this configuration writes.
    private func written(_ share: String) async throws -> String {
        let parts = try await Composition(configuration(share), clock: clock, logger: quiet())
        try await parts.journal.append(entries())
        let service = parts.courierService(parts.sinks[0])
        let run = Task { try await service.run() }
        while try await parts.journal.pendingCount(for: "file") > 0 { try await Task.sleep(for: .milliseconds(2)) }
        run.cancel()
        try await run.value
        let identity = parts.journal.identity.journal
        try await parts.journal.close()
        let text = String(decoding: try TextFile.readBytes(folder.file("out.jsonl"), limit: 1 << 20), as: UTF8.self)
        return text.replacing(identity, with: "IDENTITY")
    }

    @Test func underPseudonymsNoNameGetsOut() async throws {
        let text = try await written("pseudonymFile = \"secret\"")
        for name in [
            "Zeisig", "Pumpwerk", "Amsel", "Drossel", "Meise", "Fink", "IDENTITY", "Zaun", "Keller", "Dach", "/srv",
        ] {
            #expect(!text.contains(name), "\(name)")
        }
        let lines = text.split(separator: "\n")
        let count = try entries().count
        #expect(lines.count == count)
        let meter = try Pseudonyms(secret: "0123456789abcdef0123456789abcdef").pseudonym(of: "Keller-Amsel")
        #expect(lines[0].contains("\"meter\":\"\(meter)\"") && lines[0].contains("\"index\":\"123.45\""))
        #expect(lines[0].contains("\"confidence\":0.75") && lines[0].contains("\"boot\":\""))
    }

    @Test func withoutPseudonymsTheSameNamesDo() async throws {
        let text = try await written(
            "kinds = [\"readings\", \"withheld\", \"events\", \"costs\", \"systems\", \"changes\", \"gaps\"]")
        for name in ["Zeisig", "Amsel", "Drossel", "Meise", "Fink", "IDENTITY", "/srv"] {
            #expect(text.contains(name), "\(name)")
        }
        #expect(!text.contains("Zaun"), "a kind that is in no word of a share")
    }

    @Test(arguments: [true, false])
    func aBrokerIsNotToldTheGatewaysNameEither(isDoctor: Bool) async throws {
        let heard = Heard()
        let server = try LoopbackServer { connection in
            heard.add(connection.receive())
            // Welcome, by MQTT 3.1.1.
            connection.send([0x20, 2, 0, 0])
            if !isDoctor { heard.add(connection.receive()) }
        }
        let broker = "kind = \"mqtt\"\nhost = \"127.0.0.1\"\nport = \(server.port)\nversion = \"3.1.1\"\n"
        let text = head.replacing("kind = \"file\"\npath = \"out.jsonl\"\n", with: broker)
        folder.write("secret", "0123456789abcdef0123456789abcdef\n")
        let path = folder.write("meterclip.toml", text + "pseudonymFile = \"secret\"")
        if isDoctor {
            _ = await ConfigurationChecks(path: path, clock: clock).findings()
        } else {
            let parts = try await Composition(AgentConfiguration.read(path), clock: clock, logger: quiet())
            // It hangs up as soon as it has heard that the gateway is there.
            _ = try? await parts.sinks[0].prepare()
            await parts.sinks[0].close()
            try await parts.journal.close()
        }
        #expect(heard.text.contains("meterclip-"), "it was greeted")
        #expect(isDoctor || heard.text.contains("online"))
        for name in ["Zeisig", "Amsel", "Drossel"] { #expect(!heard.text.contains(name)) }
    }
}

/// What a server was told.
private final class Heard: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
}
