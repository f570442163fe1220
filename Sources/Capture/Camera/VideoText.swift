// Texts of fixed length as the kernel has them in its structures.

/// Reads the texts inside C structures.
enum VideoText {
    /// The text in a fixed array of bytes, up to its first zero; what is no UTF-8 is mended.
    static func text<Bytes>(_ bytes: Bytes) -> String {
        withUnsafeBytes(of: bytes) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The name of a control as people type it: `Exposure Time, Absolute` is `exposure_time_absolute`.
    static func key(_ name: String) -> String {
        var key = ""
        for letter in name.lowercased() {
            if letter.isASCII, letter.isLetter || letter.isNumber {
                key.append(letter)
            } else if !key.isEmpty, key.last != "_" {
                key.append("_")
            }
        }
        while key.last == "_" { key.removeLast() }
        return key
    }
}
