// Usage sheets are the same whether the agent makes them from its journal or somebody from a copy of the journal at rest.

#if Console
    import Capture
    import Console
    import Journal
    import Metering
    import Recognition
    import TestSupport
    import Testing
    import Uplink

    @testable import Agent

    @Suite struct ReportDeskTests {
        private let folder = TemporaryFolder()
        private let start = Timestamp("2026-03-28T00:00:00Z")!

        private var card: MeterCard {
            let dials = (0..<5).map { place in
                DialCard(
                    mechanism: DialMechanism(kind: .wheel, place: 4 - place),
                    area: Quad(x: 0, y: 0, width: 9, height: 9))
            }
            let register = RegisterCard(name: "main", dials: dials, decimals: 3, hourlyMax: nil, start: nil)
            return MeterCard(meter: "gas", medium: .gas, unit: "m³", reference: "", area: nil, registers: [register])
        }

        private var desk: ReportDesk {
            ReportDesk(
                device: "gw", cards: [card], zone: .fixed(secondsEast: 3_600),
                picture: { $0 == 1 ? [1, 2, 3] : nil })
        }

        private func entry(_ minute: Int64, _ units: Int64?, _ reasons: [Reason] = [], exchanges: Int = 0) -> NewEntry {
            var reading = Reading(
                meter: "gas", register: "main", index: units.map { Index(units: $0, decimals: 3) }, unit: "m³",
                capturedAt: Timestamp(milliseconds: start.milliseconds + minute * 60_000), timeQuality: .synchronised,
                confidence: 1, quality: units == nil ? .rejectedWithProbability : .accepted, reasons: reasons, dials: []
            )
            reading.exchanges = exchanges
            return NewEntry(
                kind: reading.kind, meter: reading.series,
                time: EntryTime(
                    bootID: "boot", monotonicMilliseconds: 0, wallMilliseconds: reading.capturedAt.milliseconds,
                    clock: .synchronised), json: reading.payload)
        }

        private func question(_ step: UsageStep, days: Int64 = 2, meter: String? = nil) -> ReportQuestion {
            let end = Timestamp(milliseconds: start.milliseconds + days * 86_400_000)
            return ReportQuestion(meter: meter, register: nil, period: start..<end, step: step)
        }

        @Test func aCopyAtRestTellsWhatTheAgentTells() async throws {
            let seed = UInt64.random(in: .min ... .max)
            var random = SeededRandom(seed: seed)
            let path = folder.path + "/journal.db"
            let journal = try Journal.open(path: path, device: "gw")
            var (minute, units): (Int64, Int64) = (0, 5_000)
            while minute < 4_000 {
                let isHeld = Int.random(in: 0..<9, using: &random) == 0
                let reasons: [Reason] = Int.random(in: 0..<20, using: &random) == 0 ? [.noAnchor] : []
                try await journal.append(
                    entry(minute, isHeld ? nil : units, reasons, exchanges: minute > 2_500 ? 1 : 0))
                minute += Int64.random(in: 1...(Int.random(in: 0..<30, using: &random) == 0 ? 400 : 12), using: &random)
                units += Int64.random(in: 0...30, using: &random)
            }
            let now = Timestamp(milliseconds: start.milliseconds + 4_000 * 60_000)
            let steps = [UsageStep.hour, .part, .day]
            var live: [UsageReport] = []
            for step in steps { live.append(try await desk.report(question(step, days: 3), from: journal, now: now)) }
            try await journal.close()
            for (step, live) in zip(steps, live) {
                let rest = try desk.report(question(step, days: 3), from: try JournalCopy(of: path), now: now)
                #expect(live.html(.english) == rest.html(.english), "seed \(seed)")
                #expect(live.csv() == rest.csv(), "seed \(seed)")
            }
        }

        @Test func nothingIsToldOfWhatIsToCome() async throws {
            let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
            for minute in 0...90 { try await journal.append(entry(Int64(minute), 5_000 + Int64(minute))) }
            let now = Timestamp(milliseconds: start.milliseconds + 90 * 60_000)
            let report = try await desk.report(question(.hour), from: journal, now: now)
            #expect(report.view.intervals.map(\.usage.usage?.text) == ["0.060", "0.030"])
            #expect(report.view.total?.usage?.text == "0.090")
            #expect(report.first?.picture == [1, 2, 3] && report.last?.picture == nil)
        }

        @Test func whatCannotBeAnsweredIsRefusedInPlainWords() async throws {
            let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
            let now = Timestamp(milliseconds: start.milliseconds + 400 * 86_400_000)
            func refusal(_ question: ReportQuestion, _ now: Timestamp) async -> String? {
                do {
                    _ = try await desk.report(question, from: journal, now: now)
                    return nil
                } catch {
                    return error.message
                }
            }
            #expect(await refusal(question(.day, meter: "water"), now) == "there is no meter \"water\": use one of gas")
            #expect(await refusal(question(.minute), now)?.contains("ask for longer ones with --by") == true)
            #expect(await refusal(question(.day), start) == "this period has not begun yet")
            // A period without readings is a sheet without usage.
            let empty = try await desk.report(question(.day), from: journal, now: now)
            #expect(empty.view.total?.usage == nil && empty.html(.english).contains("no readings"))
        }

        @Test func theQuestionIsTheSameBehindTheSocket() throws {
            let asked = question(.part, meter: "gas \"1\"")
            let parsed = try #require(ReportQuestion.parse(Array(asked.line(language: "zh-CN").utf8)))
            #expect(parsed.question == asked && parsed.language == "zh-CN")
            #expect(ReportQuestion.parse(Array(#"{"ask":"report"}"#.utf8)) == nil)
        }
    }
#endif
