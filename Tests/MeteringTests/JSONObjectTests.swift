// JSON as it is written.

import Testing

@testable import Metering

@Suite struct JSONObjectTests {
    @Test func keysKeepTheirOrderAndValuesTheirForm() {
        var object = JSONObject()
        object.set("b", "x")
        object.set("a", Float(0.123456))
        object.set("n", 7)
        object.set("z", nil as String?)
        object.set("l", ["p", "q"])
        #expect(object.text == #"{"b":"x","a":0.1235,"n":7,"z":null,"l":["p","q"]}"#)
    }

    @Test func notANumberBecomesNull() {
        #expect(JSONObject.number(.nan) == "null")
        #expect(JSONObject.number(.infinity) == "null")
        #expect(JSONObject.number(-0.00001) == "0")
    }

    @Test func textIsEscaped() {
        #expect(JSONObject.quoted("a\"b\\c\n\u{1}é") == #""a\"b\\c\n\u0001é""#)
    }

    @Test func aPositionIsNeverRoundedUpToTen() {
        var object = JSONObject()
        object.set("a", position: 9.99997)
        object.set("b", position: 9.9999)
        object.set("c", position: .nan)
        #expect(object.text == #"{"a":0,"b":9.9999,"c":null}"#)
    }
}
