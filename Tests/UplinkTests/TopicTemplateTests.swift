import Journal
import Testing

@testable import Uplink

@Suite struct TopicTemplateTests {
    @Test(
        "the places are filled in",
        arguments: [
            ("meterclip/{device}/{meter}/reading", "meterclip/gw/gas/reading"), ("{kind}", "reading"),
            ("plain", "plain"),
            ("a{meter}b/{meter}{kind}", "agasb/gasreading"),
        ])
    func filled(template: String, topic: String) throws {
        #expect(try TopicTemplate(template).topic(for: samples(1...1)[0], of: testIdentity) == topic)
    }

    @Test("an entry about no meter has a level of its own")
    func noMeter() throws {
        let entry = samples(1...1, meter: "")[0]
        #expect(try TopicTemplate("m/{meter}/{kind}").topic(for: entry, of: testIdentity) == "m/-/reading")
    }

    @Test(
        "what cannot be published to is refused, with the reason",
        arguments: [
            ("", "it is empty"), ("a/+/b", "it has a wildcard (+ or #) or a control character"),
            ("a/#", "it has a wildcard (+ or #) or a control character"),
            ("a\0b", "it has a wildcard (+ or #) or a control character"), ("a//b", "it has an empty level"),
            ("/a", "it has an empty level"), ("a/", "it has an empty level"),
            ("$SYS/{device}", "topics beginning with $ belong to the broker"), ("a/{device", "a brace has no partner"),
            ("a}/b", "a brace has no partner"),
            ("{Meter}", "{Meter} is unknown; there are {device}, {meter} and {kind}"),
        ])
    func refused(template: String, reason: String) {
        #expect(throws: UplinkError.badTopic(template: template, reason: reason)) { try TopicTemplate(template) }
    }

    @Test("names that would change the topic's shape are refused", arguments: ["a/b", "+", "#", "a\nb", "a\u{FFFE}"])
    func names(meter: String) throws {
        let template = try TopicTemplate("m/{meter}")
        #expect(!TopicTemplate.isLevel(meter))
        #expect(throws: UplinkError.self) { try template.topic(for: samples(1...1, meter: meter)[0], of: testIdentity) }
    }

    @Test("a topic that begins with $ only once it is filled in is refused too")
    func dollar() throws {
        let identity = JournalIdentity(device: "$SYS", journal: "ab")
        let template = try TopicTemplate("{device}/x")
        #expect(throws: UplinkError.self) { try template.topic(for: samples(1...1)[0], of: identity) }
    }

    @Test("a topic longer than the limit is refused")
    func long() throws {
        var limits = UplinkLimits()
        limits.topicBytes = 8
        let template = try TopicTemplate("m/{meter}", limits: limits)
        #expect(try template.topic(for: samples(1...1, meter: "123456")[0], of: testIdentity) == "m/123456")
        let reason = "it has 9 bytes, MQTT allows 8"
        #expect(throws: UplinkError.badTopic(template: "m/{meter}", reason: reason)) {
            try template.topic(for: samples(1...1, meter: "1234567")[0], of: testIdentity)
        }
    }
}
