// JSON is cut where its commas are, never inside a string, and put together again byte by byte.

import Metering
import Testing

@testable import Uplink

@Suite struct JSONPartsTests {
    private func members(_ text: String) -> [String]? {
        JSONParts.members(of: Array(text.utf8))?.map { $0.key + "=" + String(decoding: $0.value, as: UTF8.self) }
    }

    @Test("members are found between commas, brackets and quotation marks of any kind")
    func found() {
        #expect(
            members(#"{"a":1,"b":[1,{"c":","}],"d":{"e":"}"},"f":null}"#)
                == ["a=1", #"b=[1,{"c":","}]"#, #"d={"e":"}"}"#, "f=null"])
        #expect(members(#"{"a":"x\",\"b\":2","\"c,":"\\"}"#) == [#"a="x\",\"b\":2""#, #""c,="\\""#])
        #expect(members(" {\n\"a\" : 1.50 ,\r\n\t\"b\":[ ] } ") == ["a=1.50", "b=[ ]"])
        #expect(members("{}") == [])
        #expect(members(#"{"met\u0065r":"x"}"#) == [#"meter="x""#])
    }

    @Test(
        "what is no object has no members",
        arguments: [
            "", "{", "}", "[]", "1", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a":1}}"#, #"{"a":[}"#,
            #"{"a":"}"#,
            #"{"a" 1}"#, #"{"a":"b\"}"#,
        ])
    func none(text: String) {
        #expect(members(text) == nil)
    }

    @Test("elements are found like members")
    func elements() {
        let found = JSONParts.elements(of: Array(#"[1,"a,]",[2,3],{"b":4}]"#.utf8))
        #expect(found?.map { String(decoding: $0, as: UTF8.self) } == ["1", #""a,]""#, "[2,3]", #"{"b":4}"#])
        #expect(JSONParts.elements(of: Array("[ ]".utf8)) == [])
        #expect(JSONParts.elements(of: Array("{}".utf8)) == nil)
    }

    @Test("what was taken apart is put together again as it was")
    func together() throws {
        var inner = JSONObject()
        inner.set("ü \"quoted\\ \n", "text, with } and ]")
        inner.set("number", exactly: 0.1)
        var object = JSONObject()
        object.set("list", [inner, inner])
        object.set("none", nil)
        object.set("words", ["a", "b,c"])
        let text = Array(object.text.utf8)
        let members = try #require(JSONParts.members(of: text))
        #expect(JSONParts.object(members) == text)
        let elements = try #require(JSONParts.elements(of: members[0].value))
        #expect(JSONParts.array(elements) == members[0].value)
        #expect(JSONParts.members(of: elements[1])?.first?.key == "ü \"quoted\\ \n")
    }
}
