// The OpenAPI document says what is answered, and nothing is answered for programs that it does not say.

import Foundation
import HTTPTypes
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct OpenAPITests {
    typealias Object = [String: Any]

    private static func object(_ bytes: [UInt8]) throws -> Object {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
    }

    /// Where a value is not as a schema says; nil if it is.
    private static func difference(_ value: Any, _ schema: Object, at path: String = "$") -> String? {
        if let choices = schema["anyOf"] as? [Object] {
            let differences = choices.map { difference(value, $0, at: path) }
            return differences.contains(nil) ? nil : "\(path): none of the choices"
        }
        switch schema["type"] as? String {
        case "null": return value is NSNull ? nil : "\(path) is not null"
        case "string":
            guard let text = value as? String else { return "\(path) is no string" }
            guard let words = schema["enum"] as? [String] else { return nil }
            return words.contains(text) ? nil : "\(path): \(text)"
        case "boolean": return (value as? NSNumber).map { CFBoolean.isOne($0) } ?? false ? nil : "\(path) is no boolean"
        case "integer", "number": return value is NSNumber ? nil : "\(path) is no number"
        case "array":
            guard let values = value as? [Any], let items = schema["items"] as? Object else {
                return "\(path) is no list"
            }
            return values.enumerated().lazy.compactMap { difference($1, items, at: "\(path)[\($0)]") }.first
        case "object":
            guard let members = value as? Object, let properties = schema["properties"] as? Object else {
                return "\(path) is no object"
            }
            guard Set(members.keys) == Set(properties.keys) else { return "\(path) has \(members.keys.sorted())" }
            return members.lazy.compactMap { name, member in
                difference(member, properties[name] as? Object ?? [:], at: "\(path).\(name)")
            }.first
        default: return "\(path): the schema says nothing"
        }
    }

    @Test func everyAnswerIsAsTheDocumentSays() async throws {
        try await TestConsole.run { console async throws in
            let document = try Self.object(try await console.ask("GET /api/v1/openapi.json").body)
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? Object)
            for (path, item) in paths.sorted(by: { $0.key < $1.key }) where path != "/api/v1/events" {
                for (method, operation) in try #require(item as? Object) {
                    let answers = try #require((operation as? Object)?["responses"] as? Object)
                    for name in ["cellar", "attic"] {
                        let asked = path.replacing("{meter}", with: name).replacing("{seq}", with: "1")
                        let answer = try await console.ask(
                            "\(method.uppercased()) \(asked)", body: method == "post" ? "" : nil)
                        let said = try #require(answers["\(answer.status)"] as? Object, "\(asked): \(answer.status)")
                        let content = try #require(said["content"] as? Object)
                        let type = answer.field("Content-Type")?.split(separator: ";").first.map(String.init) ?? ""
                        let schema = try #require((content[type] as? Object)?["schema"] as? Object, "\(asked): \(type)")
                        guard type == "application/json" else { continue }
                        let difference = Self.difference(try Self.object(answer.body), schema)
                        #expect(difference == nil, "\(asked): \(difference ?? "")")
                    }
                }
            }
        }
    }

    @Test func everyWayForProgramsIsInTheDocument() throws {
        let gatekeeper = Gatekeeper(accounts: nil, isSecure: false) { 0 }
        let routes = Routes(source: TestSource().source, gatekeeper: gatekeeper, streams: EventStreams()).table
        let document = try Self.object(Array(OpenAPI.document(of: routes, version: "1").utf8))
        let paths = try #require(document["paths"] as? Object)
        var count = 0
        for route in routes where route.path.hasPrefix("/api/") && route.path != "/api/v1/openapi.json" {
            let item = try #require(paths[route.path] as? Object, "\(route.path)")
            #expect(item[route.method.rawValue.lowercased()] != nil, "\(route.method) \(route.path)")
            count += 1
        }
        #expect(count >= 5 && paths["/metrics"] != nil)
    }

    @Test func namesOfOperationsAreUsedOnce() {
        let gatekeeper = Gatekeeper(accounts: nil, isSecure: false) { 0 }
        let routes = Routes(source: TestSource().source, gatekeeper: gatekeeper, streams: EventStreams()).table
        let names = routes.compactMap(\.description?.name)
        #expect(Set(names).count == names.count)
        let ways = routes.map { "\($0.method) \($0.path)" }
        #expect(Set(ways).count == ways.count)
    }
}

private enum CFBoolean {
    /// Whether a number of the JSON reader is a truth value.
    static func isOne(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
