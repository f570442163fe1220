// How commands are written, and that every mistake in one is found and told with what to do.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct RemoteReaderTests {
    private let now = Timestamp(milliseconds: 1_795_000_000_000)
    private let reader: RemoteReader

    // Made once: it is drawn to be looked at.
    private static let water = Result {
        try SimulatedSetup.make(.water, seed: 1, acceleration: 1, name: "water", clock: .system).0.card
    }

    init() throws {
        let water = try Self.water.get()
        var gas = water
        gas.meter = "gas"
        reader = RemoteReader(device: "gw", meters: [water, gas], sinks: ["file", "mqtt"])
    }

    private func order(_ rest: String) throws(RemoteRefusal) -> RemoteOrder {
        try reader.order(
            Array(#"{"device":"gw","id":"7","until":"2026-11-19T00:00:00Z",\#(rest)}"#.utf8), now: now)
    }

    private func mistake(_ rest: String) -> String {
        do throws(RemoteRefusal) {
            return "taken: \(try order(rest).command)"
        } catch {
            return error.description
        }
    }

    @Test func everyCommandIsUnderstood() throws {
        let water = reader.meters[0].meter
        let expected: [(String, RemoteOrder.Command)] = [
            (#""command":"read""#, .read(meters: [water, "gas"])),
            (#""command":"read","meter":"gas""#, .read(meters: ["gas"])),
            (
                #""command":"set-index","meter":"gas","index":"123.4567""#,
                .setIndex(
                    meter: "gas", register: "main", index: Index(units: 1_234_567, decimals: 4), at: nil)
            ),
            (
                #""command":"set-index","meter":"gas","register":"main","index":"00123","at":"2026-11-18T00:00:00Z""#,
                .setIndex(
                    meter: "gas", register: "main", index: Index(units: 123, decimals: 0),
                    at: Timestamp("2026-11-18T00:00:00Z"))
            ),
            (#""command":"send-evidence","seq":42"#, .sendEvidence(seq: 42)),
            (
                #""command":"set-schedule","meter":"gas","interval":"5m""#,
                .setSchedule(meter: "gas", ReadingPlan(every: .seconds(300)))
            ),
            (
                #""command":"set-schedule","meter":"gas","times":["03:00","15:00"]"#,
                .setSchedule(meter: "gas", ReadingPlan(.daily([180, 900])))
            ),
            (#""command":"set-schedule","meter":"gas","reset":true"#, .setSchedule(meter: "gas", nil)),
            (
                #""command":"set-schedule","sink":"mqtt","interval":"6h""#,
                .setDelivery(sink: "mqtt", .slots(.interval(21_600_000)))
            ),
            (#""command":"set-schedule","sink":"mqtt","immediate":true"#, .setDelivery(sink: "mqtt", .immediate)),
            (#""command":"set-schedule","sink":"file","reset":true"#, .setDelivery(sink: "file", nil)),
        ]
        for (text, command) in expected { #expect(try order(text).command == command, "\(text)") }
        #expect(try order(#""command":"read""#).until == Timestamp("2026-11-19T00:00:00Z"))
    }

    @Test(arguments: [
        (#""command":"raed""#, #"did you mean "read"?"#),
        (#""command":"read","meter":"gsa""#, "there is no meter \"gsa\"; there is"),
        (#""command":"read","metre":"gas""#, #"unknown key "metre""#),
        (#""command":"set-index","meter":"gas","index":"12a""#, "is not an index"),
        (#""command":"set-index","meter":"gas","index":"123456789012.5""#, "does not fit the register"),
        (#""command":"set-index","meter":"gas","index":"1.123456789""#, "does not fit the register"),
        (#""command":"set-index","meter":"gas","index":"-5""#, "index"),
        (#""command":"set-index","meter":"gas","register":"low","index":"5""#, "has no register \"low\""),
        (#""command":"set-index","meter":"gas","index":"5","at":"yesterday""#, "not a time"),
        (#""command":"send-evidence""#, "\"seq\" is missing"),
        (#""command":"send-evidence","seq":0"#, "whole number"),
        (#""command":"set-schedule","meter":"gas""#, "wants one of"),
        (#""command":"set-schedule","meter":"gas","interval":"5m","reset":true"#, "wants one of"),
        (#""command":"set-schedule","meter":"gas","interval":"1000y""#, "is not a duration"),
        (#""command":"set-schedule","meter":"gas","times":["25:00"]"#, "25:00"),
        (#""command":"set-schedule","meter":"gas","immediate":true"#, "wants one of"),
        (#""command":"set-schedule","sink":"nats","interval":"6h""#, "there is no sink \"nats\""),
        (#""command":"set-schedule","sink":"mqtt","meter":"gas","interval":"6h""#, "unknown key \"meter\""),
    ])
    func aMistakeIsToldWithWhatToDo(text: String, words: String) {
        #expect(mistake(text).contains(words), "\(text): \(mistake(text))")
    }

    @Test func whatIsForAnotherGatewayOrNoCommandIsRefused() {
        func refused(_ text: String) -> String {
            do throws(RemoteRefusal) {
                return "taken: \(try reader.order(Array(text.utf8), now: now))"
            } catch {
                return error.description
            }
        }
        let rest = #""id":"7","until":"2026-11-19T00:00:00Z","command":"read"}"#
        #expect(refused(#"{"device":"other",\#(rest)"#) == "it is for \"other\", this is \"gw\"")
        #expect(refused("{" + rest).contains("\"device\" is missing"))
        #expect(
            refused(#"{"device":"gw","id":"a b","until":"soon","command":"read"}"#).contains("cannot be a command's"))
        for text in ["", "[]", "1", "{", "null", String(repeating: "[", count: 5_000), #"{"device":null}"#] {
            #expect(refused(text) == "it is not a JSON object", "\(text.prefix(20))")
        }
        #expect(refused(String(repeating: " ", count: 20_000)).contains("at most 16384 bytes"))
    }

    @Test func atTheGatewayNobodyHasToSayForWhomAndUntilWhen() throws {
        #expect(try reader.order(Array(#"{"command":"read"}"#.utf8), isLocal: true, now: now).until == now)
        #expect(throws: RemoteRefusal.self) {
            try reader.order(Array(#"{"command":"read","device":"other"}"#.utf8), isLocal: true, now: now)
        }
    }

    @Test func nothingThatSomebodyMaySendEndsTheAgent() {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        let good = [
            #"{"device":"gw","id":"7","until":"2026-11-19T00:00:00Z","command":"set-index","meter":"gas","index":"12.5"}"#,
            #"{"device":"gw","id":"7","until":"2026-11-19T00:00:00Z","command":"set-schedule","meter":"gas","times":["03:00"]}"#,
            #"{"device":"gw","id":"7","until":"2026-11-19T00:00:00Z","command":"set-schedule","sink":"mqtt","cron":"0 3 * * *"}"#,
        ].map { Array($0.utf8) }
        for _ in 0..<10_000 {
            var bytes = good[Int(random.next() % 3)]
            for _ in 0...random.next() % 4 {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes.suffix(Int(random.next() % 40)), at: place)
                default: bytes.insert(contentsOf: Array(repeating: 0x39, count: Int(random.next() % 40)), at: place)
                }
                if bytes.isEmpty { break }
            }
            // Refused or understood: both are answers.
            _ = try? reader.order(bytes, now: now)
            _ = RemoteReader.id(of: bytes)
        }
    }
}
