// What a JSON answer looks like, in the words of JSON Schema 2020-12, which OpenAPI 3.1 uses.

import Metering

/// A shape of JSON.
indirect enum Schema: Sendable {
    case string
    case integer
    /// A whole number from one to another.
    case within(ClosedRange<Int64>)
    /// A time (RFC 3339).
    case time
    case number
    case boolean
    /// One of these words.
    case word([String])
    /// This, or null.
    case nullable(Schema)
    case list(Schema)
    /// All of these members are there.
    case object([(name: String, schema: Schema)])

    /// As JSON.
    var object: JSONObject {
        var object = JSONObject()
        switch self {
        case .string: object.set("type", "string")
        case .integer: object.set("type", "integer")
        case .within(let range):
            object.set("type", "integer")
            object.set("minimum", Int(range.lowerBound))
            object.set("maximum", Int(range.upperBound))
        case .time:
            object.set("type", "string")
            object.set("format", "date-time")
        case .number: object.set("type", "number")
        case .boolean: object.set("type", "boolean")
        case .word(let words):
            object.set("type", "string")
            object.set("enum", words)
        case .nullable(let schema):
            var null = JSONObject()
            null.set("type", "null")
            object.set("anyOf", [schema.object, null])
        case .list(let schema):
            object.set("type", "array")
            object.set("items", schema.object)
        case .object(let members):
            var properties = JSONObject()
            for member in members { properties.set(member.name, member.schema.object) }
            object.set("type", "object")
            object.set("required", members.map(\.name))
            object.set("properties", properties)
            object.set("additionalProperties", false)
        }
        return object
    }
}
