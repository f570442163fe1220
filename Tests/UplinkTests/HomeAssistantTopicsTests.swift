import FoundationEssentials
import Journal
import Metering
import Testing

@testable import Uplink

@Suite struct HomeAssistantTopicsTests {
    private func topics(
        medium: Medium = .gas, unit: String = "m³", register: String = "main", device: String = "gw",
        _ change: (inout MQTTCompanions) throws -> Void = { _ in }
    ) throws -> HomeAssistantTopics {
        let series = register == "main" ? "gas" : "gas." + register
        let info = MQTTSink.MeterInfo(
            meter: "gas", register: register, series: series, medium: medium, unit: unit, decimals: 4)
        var companions = try MQTTCompanions(device: device, software: "1.2", meters: [info])
        let options = try MQTTCompanions.HomeAssistant()
        companions.homeAssistant = options
        try change(&companions)
        return HomeAssistantTopics(companions: companions, options: options, info: info)
    }

    @Test("the index is configured as something that only rises, with class, unit, device and availability")
    func index() throws {
        let first = try topics().configurations(exchanges: 0)[0]
        #expect(first.topic == "homeassistant/sensor/meterclip_gw/gas_index/config")
        #expect(
            first.payload
                == #"{"name":"Index","unique_id":"meterclip_gw_gas_index","object_id":"gw_gas_index","#
                + #""default_entity_id":"sensor.gw_gas_index","state_topic":"meterclip/gw/gas/state","qos":1,"#
                + #""availability_topic":"meterclip/gw/status","availability_template":"{{ 'offline' if "#
                + #"value_json.state == 'offline' else 'online' }}","device_class":"gas","#
                + #""state_class":"total_increasing","unit_of_measurement":"m³","suggested_display_precision":4,"#
                + #""value_template":"{{ value_json.index }}","json_attributes_topic":"meterclip/gw/gas/state","#
                + #""device":{"identifiers":["meterclip_gw_gas"],"name":"gas","manufacturer":"Meterclip","#
                + #""model":"Camera on a gas meter","sw_version":"1.2"}}"#)
    }

    @Test(
        "units are written as Home Assistant writes them, and a class is claimed only with a unit that it takes",
        arguments: [
            (Medium.water, "m3", "m³", "water"), (.water, "l", "L", "water"), (.gas, "ft3", "ft³", "gas"),
            (.gas, "kWh", "kWh", "energy"), (.heat, "MWh", "MWh", "energy"), (.electricity, "kwh", "kWh", "energy"),
            (.water, "Imp", "Imp", nil), (.air, "m³", "m³", nil), (.gas, "L", "L", nil),
        ] as [(Medium, String, String, String?)])
    func units(medium: Medium, unit: String, written: String, kind: String?) throws {
        let topics = try topics(medium: medium, unit: unit)
        #expect(topics.unit == written)
        #expect(topics.deviceClass == kind)
    }

    @Test("an exchanged meter is another entity on another topic, and those before it are taken back")
    func exchanged() throws {
        let topics = try topics()
        let list = topics.configurations(exchanges: 2)
        #expect(
            list.prefix(2).map { $0.topic } == [
                "homeassistant/sensor/meterclip_gw/gas_index/config",
                "homeassistant/sensor/meterclip_gw/gas_index_2/config",
            ])
        #expect(list.prefix(2).allSatisfy { $0.payload.isEmpty })
        #expect(list[2].topic == "homeassistant/sensor/meterclip_gw/gas_index_3/config")
        #expect(list[2].payload.contains(#""unique_id":"meterclip_gw_gas_index_3""#))
        #expect(list[2].payload.contains(#""state_topic":"meterclip/gw/gas/state/2""#))
        var state = SeriesState()
        _ = state.note(reading(1, "3.0", minute: 0, exchanges: 2))
        #expect(topics.states(state).contains { $0.topic == "meterclip/gw/gas/state/2" })
    }

    @Test("the index has no state before the first accepted reading; the problem has, with its reasons")
    func states() throws {
        let topics = try topics()
        var state = SeriesState()
        _ = state.note(reading(1, nil, minute: 0, reasons: ["glare"]))
        let first = topics.states(state)
        #expect(first.map { $0.topic } == ["meterclip/gw/gas/state/problem", "meterclip/gw/gas/state/warning"])
        #expect(
            first[0].payload == #"{"problem":"ON","reasons":["glare"],"captured_at":"2026-09-21T14:13:20Z"}"#)
        _ = state.note(reading(2, "662.9051", minute: 1))
        let second = topics.states(state)
        #expect(second[0].payload.contains(#""problem":"OFF""#))
        #expect(
            second[1].payload
                == #"{"index":"662.9051","unit":"m³","captured_at":"2026-09-21T14:14:20Z","confidence":0.99,"#
                + #""quality":4,"exchanges":0}"#)
    }

    @Test("warnings and costs are entities of their own, costs only where somebody has said what use costs")
    func meaning() throws {
        let topics = try topics()
        func entry(_ kind: String, _ json: String) -> Entry {
            Entry(
                seq: 9,
                content: NewEntry(
                    kind: kind, meter: "gas",
                    time: EntryTime(bootID: "b", monotonicMilliseconds: 0, wallMilliseconds: 5, clock: .synchronised),
                    json: json))
        }
        func warning(_ kind: String, _ state: String) -> Entry {
            entry(
                "event", #"{"event":"usage-warning","kind":"\#(kind)","state":"\#(state)","text":"look at \#(kind)"}"#)
        }
        func told(_ state: SeriesState) -> String? {
            topics.states(state).first { $0.topic == "meterclip/gw/gas/state/warning" }?.payload
        }
        var state = SeriesState()
        #expect(told(state) == #"{"warning":"OFF","kinds":[],"texts":[]}"#)
        #expect(SeriesMeaning.series(of: entry("event", #"{"event":"camera-drift","state":"due"}"#)) == nil)
        #expect(SeriesMeaning.series(of: warning("leak", "due")) == "gas")
        let isNews = [state.noteMeaning(warning("leak", "due")), state.noteMeaning(warning("leak", "due"))]
        #expect(isNews == [true, false])
        _ = state.noteMeaning(warning("burst", "due"))
        #expect(told(state) == #"{"warning":"ON","kinds":["burst","leak"],"texts":["look at burst","look at leak"]}"#)
        _ = state.noteMeaning(warning("leak", "over"))
        #expect(told(state)?.contains(#""kinds":["burst"]"#) == true)
        #expect(topics.configurations(exchanges: 0).contains { $0.topic.hasSuffix("gas_warning/config") })
        #expect(!topics.configurations(exchanges: 0).contains { $0.payload.contains("monetary") })
        let cost = #"{"currency":"EUR","so_far":"2.25","expected":"9.50","balance":"7.75","days_left":10}"#
        _ = state.noteMeaning(entry("cost", cost))
        let configurations = topics.configurations(exchanges: 0, cost: state.meaning?.cost)
        #expect(
            configurations.count { $0.payload.contains(#""device_class":"monetary","unit_of_measurement":"EUR""#) } == 3
        )
        #expect(
            topics.states(state).last?.payload
                == #"{"cost_so_far":"2.25","cost_expected":"9.50","balance":"7.75","days_left":"10","currency":"EUR"}"#)
        let again = try JSONDecoder().decode(SeriesState.self, from: JSONEncoder().encode(state))
        #expect(again == state)
    }

    @Test("beside the topics of AI-on-the-edge-device its connection topic tells whether we are there")
    func edge() throws {
        let payload = try topics { $0.edge = try TopicTemplate("watermeter") }.configurations(exchanges: 0)[0].payload
        #expect(payload.contains(#""availability_topic":"watermeter/connection","payload_available":"connected""#))
        let silent = try topics { $0.status = nil }.configurations(exchanges: 0)[0].payload
        #expect(!silent.contains("availability"))
    }

    @Test("names become identifiers, and different names different ones")
    func identifiers() throws {
        #expect(HomeAssistantTopics.identifier("gas-1_A") == "gas-1_A")
        let made = ["gas.day", "gas day", "gas_day", "Gaszähler", "水"].map(HomeAssistantTopics.identifier)
        #expect(Set(made).count == made.count)
        #expect(made.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } })
        let register = try topics(register: "day").configurations(exchanges: 0)[0].payload
        #expect(register.contains(#""name":"Index day""#))
        #expect(register.contains(#""identifiers":["meterclip_gw_gas"]"#))
    }
}
