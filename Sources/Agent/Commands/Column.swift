// Text in columns, for what people read.
// A line has at most 100 columns.

/// Columns of text.
enum Column {
    /// Columns of a line.
    static let lineMax = 100

    /// `text`, filled up to `width` on its right.
    static func left(_ text: String, _ width: Int) -> String { text + space(width - text.count) }

    /// `text`, filled up to `width` on its left.
    static func right(_ text: String, _ width: Int) -> String { space(width - text.count) + text }

    /// `items` with commas between them, in lines that begin with `indent` spaces and are only longer than a line may be
    /// when one item is.
    static func wrapped(_ items: [String], indent: Int) -> [String] {
        var lines: [String] = []
        for (number, item) in items.enumerated() {
            let text = number < items.count - 1 ? item + "," : item
            if let last = lines.last, last.count + 1 + text.count <= lineMax {
                lines[lines.count - 1] += " " + text
            } else {
                lines.append(space(indent) + text)
            }
        }
        return lines
    }

    /// The words of `text` behind `first`, in lines that begin with `indent` spaces from the second on.
    static func wrapped(words text: String, first: String, indent: Int) -> [String] {
        var lines = [first]
        var isBegun = false
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if isBegun, last.count + 1 + word.count > lineMax {
                lines.append(space(indent) + word)
            } else {
                lines[lines.count - 1] = last + (isBegun ? " " : "") + word
            }
            isBegun = true
        }
        return lines
    }

    private static func space(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
