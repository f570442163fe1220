// Writes one JSON object on one line, keys in the order given: the only JSON that the product writes is of fixed shape.

/// A JSON object under construction.
public struct JSONObject: Sendable {
    private var members: [String] = []

    /// An empty object.
    public init() {}

    /// The finished object, without a line break.
    public var text: String { "{" + members.joined(separator: ",") + "}" }

    /// A string, or null.
    public mutating func set(_ key: String, _ value: String?) {
        set(key, raw: value.map(JSONObject.quoted) ?? "null")
    }

    /// A whole number.
    public mutating func set(_ key: String, _ value: Int) { set(key, raw: String(value)) }

    /// A number with at most four decimals; not-a-number and infinities become null.
    public mutating func set(_ key: String, _ value: Float) { set(key, raw: JSONObject.number(value)) }

    /// A position of a dial, 0 ..< 10, like any number; what four decimals would round up to 10 is 0, as on the dial.
    public mutating func set(_ key: String, position: Float) {
        let number = JSONObject.number(position)
        set(key, raw: number == "10" ? "0" : number)
    }

    /// A number with all its digits; not-a-number and infinities become null.
    public mutating func set(_ key: String, exactly value: Float) {
        set(key, raw: value.isFinite ? "\(value)" : "null")
    }

    /// A truth value.
    public mutating func set(_ key: String, _ value: Bool) { set(key, raw: value ? "true" : "false") }

    /// An array of strings.
    public mutating func set(_ key: String, _ values: [String]) {
        set(key, raw: "[" + values.map(JSONObject.quoted).joined(separator: ",") + "]")
    }

    /// An array of whole numbers.
    public mutating func set(_ key: String, _ values: [Int]) {
        set(key, raw: "[" + values.map(String.init).joined(separator: ",") + "]")
    }

    /// An array of objects.
    public mutating func set(_ key: String, _ values: [JSONObject]) {
        set(key, raw: "[" + values.map(\.text).joined(separator: ",") + "]")
    }

    /// An object.
    public mutating func set(_ key: String, _ value: JSONObject) { set(key, raw: value.text) }

    private mutating func set(_ key: String, raw: String) {
        members.append(JSONObject.quoted(key) + ":" + raw)
    }

    static func number(_ value: Float) -> String {
        guard value.isFinite else { return "null" }
        let rounded = (Double(value) * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : "\(rounded)"
    }

    /// A JSON string literal.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
