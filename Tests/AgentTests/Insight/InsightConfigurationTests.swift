// What the configuration says of warnings, money and balances, and what it says of mistakes in that.

import Logging
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct InsightConfigurationTests {
    private let folder = TemporaryFolder()

    private func read(_ text: String, meter: String = "") throws(AgentError) -> AgentConfiguration {
        let path = folder.write(
            "meterclip.toml",
            """
            device = "gw"
            journal = "journal.db"
            [[sink]]
            kind = "file"
            path = "out.jsonl"
            \(text)
            [[meter]]
            camera = { kind = "simulated", face = "water" }
            \(meter)
            """)
        return try AgentConfiguration.read(path)
    }

    private func mistakes(_ text: String, meter: String = "") -> String {
        do throws(AgentError) {
            _ = try read(text, meter: meter)
            return "none"
        } catch {
            return error.message
        }
    }

    /// What the agent says of a configuration whose mistakes show with the meters' cards.
    private func refusal(of configuration: AgentConfiguration) async throws -> String {
        let error = await #expect(throws: AgentError.self) {
            _ = try await Composition(configuration, clock: .system, logger: Logger(label: "test"))
        }
        return try #require(error?.message)
    }

    private let tariff = """
        [[tariff]]
        name = "town"
        currency = "EUR"
        [[tariff.version]]
        from = "2026-01-01"
        [[tariff.version.charge]]
        name = "water"
        price = "2.50"
        """

    @Test func warningsAreAsTheOwnerWantsThem() throws {
        let usual = try read("").meters[0].warnings
        #expect(usual.isOn && !usual.watchesNoUse && usual.silenced.isEmpty)
        let own = try read(
            "",
            meter:
                "[meter.warnings]\nnoUse = true\nleave = [\"unusual\"]\nburst = 3\njammed = \"20d\"\nawayUntil = \"2027-01-06T18:00:00+01:00\"\nsilent = \"36h\""
        ).meters[0].warnings
        #expect(own.watchesNoUse && own.silenced == [.unusual] && own.burst == 3)
        #expect(own.jammed == 480 && own.silent == 36 && own.awayUntil == Timestamp("2027-01-06T17:00:00Z"))
        #expect(try !read("", meter: "[meter.warnings]\nwatch = false").meters[0].warnings.isOn)
        let wrong = mistakes(
            "", meter: "[meter.warnings]\nleave = [\"leek\", \"imbalance\"]\nsilent = \"5s\"\nbrust = 1")
        #expect(wrong.contains("there is no warning \"leek\": did you mean \"leak\"?"))
        #expect(wrong.contains("there is no warning \"imbalance\""))
        #expect(wrong.contains("\"5s\" is not a duration for \"silent\"") && wrong.contains("did you mean \"burst\"?"))
    }

    @Test func aSimulatedMeterThatRunsFasterThanLifeIsWatchedOnlyIfSomebodyWantsIt() throws {
        let simulation = AgentConfiguration.simulation(in: folder.path)
        #expect(simulation.meters.allSatisfy { !$0.warnings.isOn })
    }

    @Test func rulesAreInTheUnitOfTheMeter() {
        let register = RegisterCard(name: "main", dials: [], decimals: 3, hourlyMax: nil, start: nil)
        func rules(_ unit: String, _ setting: WarningSetting = WarningSetting(), backflow: Double = 0) -> WarningRules {
            var register = register
            register.backflow = backflow
            return setting.rules(
                of: register,
                in: MeterCard(meter: "m", medium: .water, unit: unit, reference: "", area: nil, registers: [register]))
        }
        #expect(rules("m³").burstFrom == 1.6 && abs(rules("L").burstFrom - 1_600) < 1e-6)
        #expect(rules("L", WarningSetting(burst: 7)).burstFrom == 7)
        #expect(rules("m³").kinds.contains(.backflow) && !rules("m³", backflow: 1).kinds.contains(.backflow))
        let gauge = MeterCard(meter: "m", medium: .air, unit: "bar", reference: "", area: nil, registers: [register])
        #expect(WarningSetting().rules(of: register, in: gauge, isGauge: true).kinds == WarningSetting.sightKinds)
        #expect(rules("m³", WarningSetting(isOn: false)).kinds.isEmpty && !rules("m³").kinds.contains(.noUse))
        #expect(rules("m³", WarningSetting(watchesNoUse: true)).kinds.contains(.noUse))
    }

    @Test func moneyNamesItsTariff() throws {
        let payments = "[[meter.money.payment]]\non = \"2026-03-01\"\namount = \"10.00\""
        let money = "[meter.money]\ntariff = \"town\"\nremind = [7, 1]\n" + payments
        let configuration = try read(tariff, meter: money)
        #expect(configuration.tariffs.map(\.name) == ["town"] && configuration.tariffs[0].mistakes().isEmpty)
        #expect(configuration.meters[0].money?.remind == [7, 1])
        #expect(configuration.meters[0].money?.payments.map(\.amount.text) == ["10.00"])
        #expect(mistakes(tariff, meter: "[meter.money]\ntariff = \"towm\"").contains("did you mean \"town\"?"))
        #expect(mistakes("", meter: "[meter.money]\ntariff = \"town\"").contains("add a [[tariff]] with this name"))
        #expect(mistakes(tariff + "\n" + tariff).contains("two tariffs are named \"town\""))
        #expect(
            mistakes(tariff, meter: "[meter.money]\ntariff = \"town\"\nremind = [3]").contains("nobody can be reminded")
        )
        #expect(mistakes(tariff.replacing("2.50", with: "-2.50")).contains("\"-2.50\" is no amount"))
        #expect(
            mistakes(tariff, meter: money.replacing("03-01", with: "02-30")).contains("\"2026-02-30\" is no date"))
    }

    @Test func whatShowsOnlyWithTheCardsIsToldByTheAgentAndTheDoctor() async throws {
        let text = """
            [[balance]]
            name = "simulated-water"
            medium = "water"
            [[balance.supply]]
            meter = "simulated-watr"
            [[balance.sales]]
            meter = "simulated-water"
            """
        let configuration = try read(
            text + "\n" + tariff, meter: "[meter.money]\ntariff = \"town\"\nregister = \"warm\"")
        let told = try await refusal(of: configuration)
        let findings = await ConfigurationChecks(path: folder.path + "/meterclip.toml", clock: .system).findings()
        for problem in [
            "a meter is called \"simulated-water\" too", "there is no register \"main\" of a meter \"simulated-watr\"",
            "simulated-water has no register \"warm\"",
        ] {
            #expect(told.contains(problem), "\(told)")
            #expect(findings.contains { $0.state == .problem && $0.text.contains(problem) }, "\(problem)")
        }
        #expect(told.contains("meterclip.toml:9: "), "\(told)")
    }

    @Test func aGroupWaitsForAMeterThatHasNoCardYet() throws {
        let text = """
            [[balance]]
            name = "house"
            medium = "water"
            [[balance.supply]]
            meter = "new"
            [[balance.sales]]
            meter = "m"
            [[balance]]
            name = "town"
            medium = "water"
            [[balance.supply]]
            group = "house"
            [[balance.sales]]
            meter = "m"
            [[system]]
            name = "pressure"
            kind = "limits"
            meter = "new"
            low = "1"
            [[system]]
            name = "night"
            kind = "shift"
            member = [{ group = "house" }]
            times = ["mon-fri 06:00-18:00"]
            [[meter]]
            camera = { kind = "simulated", face = "gas" }
            """
        let configuration = try read(text)
        let card = MeterCard(meter: "m", medium: .water, unit: "m³", reference: "", area: nil, registers: [])
        let plan = InsightPlan(configuration, cards: [(configuration.meters[0], card)], blanks: ["new"])
        #expect(plan.watches.isEmpty && plan.mistakes.isEmpty)
    }

    private let systems = """
        [[system]]
        name = "air"
        kind = "ratio"
        numerator = [{ meter = "simulated-water" }]
        denominator = [{ meter = "flat", factor = "2" }]
        high = 0.12
        [[system]]
        name = "night"
        kind = "shift"
        unit = "m³"
        member = [{ meter = "simulated-water" }]
        times = ["mon-fri 06:00-18:00"]
        holidays = ["12-25"]
        limit = 0.3
        [[system]]
        name = "pump"
        kind = "machine"
        meter = "simulated-water"
        idleFrom = 0.1
        loadFrom = 1
        [system.service]
        every = 2000
        remind = [100, 0]
        last = "2026-03-01T08:00:00Z"
        ran = 12.5
        [[system]]
        name = "pressure"
        kind = "limits"
        meter = "simulated-water"
        low = "6.0"
        high = "7.5"
        hysteresis = "0.2"
        delay = "10m"
        [[import]]
        meter = "flat"
        medium = "water"
        path = "flat.csv"
        digits = 5
        """

    @Test func systemsAreReadByTheirKind() async throws {
        let configuration = try read(systems)
        #expect(configuration.systems.map(\.name) == ["air", "night", "pump", "pressure"])
        let simulated = RegisterName("simulated-water")
        #expect(
            configuration.systems[2].rule
                == .machine(
                    simulated, idleFrom: 0.1, loadFrom: 1,
                    .init(every: 2_000, before: [100, 0], last: Timestamp("2026-03-01T08:00:00Z"), hours: 12.5)))
        let band = GaugeBand(low: Index("6.0"), high: Index("7.5"), hysteresis: try #require(Index("0.2")), delay: 600)
        #expect(configuration.systems[3].rule == .limits(simulated, band))
        #expect(configuration.imports.first?.register.capacity == Index(units: 100_000, decimals: 0))
        #expect(configuration.imports.first?.path == folder.path + "/flat.csv")
        let composition = try await Composition(configuration, clock: .system, logger: Logger(label: "test"))
        #expect(composition.systems.map(\.kind) == [.ratio, .shift, .machine, .limits])
        #expect((composition.systems[0] as? RatioWatch)?.ratio.unit == "m³/m³")
    }

    @Test func aGroupStandsForItsMetersInASystem() async throws {
        let text = """
            [[balance]]
            name = "house"
            medium = "water"
            [[balance.supply]]
            meter = "simulated-water"
            [[balance.sales]]
            meter = "flat"
            [[import]]
            meter = "flat"
            medium = "water"
            path = "flat.csv"
            [[system]]
            name = "night"
            kind = "shift"
            member = [{ group = "house" }]
            times = ["mon-fri 06:00-18:00"]
            """
        let composition = try await Composition(read(text), clock: .system, logger: Logger(label: "test"))
        let night = try #require(composition.systems.last as? ShiftWatch)
        #expect(night.unit == "m³" && night.registers == [RegisterName("simulated-water")])
        let twice = try read(text + "\n[[import]]\nmeter = \"flat\"\nmedium = \"water\"\npath = \"other.csv\"")
        #expect(try await refusal(of: twice).contains("two files have readings of flat"))
    }

    @Test func whatIsWrongInASystemIsToldWhereItStands() async throws {
        let wrong = mistakes(
            systems.replacing("[\"mon-fri 06:00-18:00\"]", with: "[\"monday\"]").replacing("idleFrom = 0.1", with: "")
                .replacing("every = 2000", with: "").replacing("high = \"7.5\"", with: "high = \"5\"")
                .replacing("last = \"2026-03-01T08:00:00Z\"", with: "last = \"monday\""))
        for problem in [
            "\"monday\" is no time of the week", "0.0 is no use in an hour", "nobody knows when a service is due",
            "5 is not above 6.0", "\"monday\" is not a time for \"last\"",
        ] { #expect(wrong.contains(problem), "\(problem): \(wrong)") }
        #expect(mistakes(systems.replacing("\"shift\"", with: "\"shifts\"")).contains("did you mean \"shift\"?"))
        let configuration = try read(
            systems.replacing("meter = \"simulated-water\"\nlow", with: "meter = \"none\"\nlow")
                .replacing("{ meter = \"flat\", factor = \"2\" }", with: "{ meter = \"flt\" }")
                .replacing("\"night\"", with: "\"simulated-water\"").replacing(
                    "meter = \"flat\"\nmedium", with: "meter = \"simulated-water\"\nmedium"))
        let told = try await refusal(of: configuration)
        for problem in [
            "there is no register \"main\" of a meter \"none\"", "there is no register \"main\" of a meter \"flt\"",
            "another system is called \"simulated-water\" too", "a meter here is called \"simulated-water\" too",
        ] { #expect(told.contains(problem), "\(problem): \(told)") }
    }

    @Test func aGroupNamesWhatGoesInAndWhereItGoes() throws {
        let group = """
            [[balance]]
            name = "house"
            medium = "water"
            limit = 0.1
            [[balance.supply]]
            meter = "main"
            tolerance = 0.02
            [[balance.sales]]
            meter = "flat"
            register = "warm"
            factor = "0.001"
            [[balance.sales]]
            group = "floor"
            negative = true
            """
        let read = try read(group).groups[0]
        #expect(read.name == "house" && read.limit == 0.1 && read.unit == "m³")
        #expect(read.supply == [BalanceMember(.register(RegisterName("main")), tolerance: 0.02)])
        #expect(
            read.sales == [
                BalanceMember(.register(RegisterName("flat", "warm")), factor: Index("0.001")!),
                BalanceMember(.group("floor"), isNegative: true),
            ])
        let wrong = mistakes(
            group.replacing("group = \"floor\"", with: "group = \"floor\"\nmeter = \"x\"")
                .replacing("meter = \"main\"", with: "").replacing("limit = 0.1", with: "limit = 10"))
        #expect(wrong.contains("names neither a meter nor a group") && wrong.contains("names a meter and a group"))
        #expect(wrong.contains("\"limit\" has the wrong form"))
    }
}
