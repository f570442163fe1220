// Forms and what is escaped.

import Testing

@testable import Console

@Suite struct FormTests {
    @Test func fieldsAreTakenApart() {
        let form = Form(Array("user=a+b%C3%A9&empty=&code=1&code=2&flag&&=x&bad=%zz&cut=%4&nul=%00".utf8))
        #expect(form["user"] == "a bé" && form["code"] == "1" && form[""] == "x")
        for name in ["empty", "flag", "bad", "cut", "nul", "none"] { #expect(form[name] == "", "\(name)") }
    }

    @Test(arguments: ["cellar", "a b/c", "..", ".", "水表", "%2e", "a?b#c"]) func aNameComesBackFromAPath(name: String) {
        let encoded = Form.encoded(path: name)
        #expect(Form.decoded(path: encoded) == name)
        #expect(!encoded.contains("/") && encoded != ".." && encoded != ".")
    }

    @Test func whatIsNoTextIsNone() {
        for path in ["%", "%f", "%ff", "%c3%28", "a%00b"] { #expect(Form.decoded(path: path) == nil, "\(path)") }
    }
}
