// The languages of the pages, as browsers ask for them.

/// A language.
public enum Language: String, Sendable, CaseIterable {
    /// English.
    case english = "en"
    /// Simplified Chinese.
    case chinese = "zh-CN"

    /// What somebody who sends this Accept-Language (RFC 9110, 12.5.4) reads best; English where it says nothing of use.
    init(accepting header: String?) {
        var best: (weight: Double, language: Language)?
        for range in (header ?? "").prefix(512).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let language: Language? =
                switch tag.prefix(while: { $0 != "-" }) {
                case "zh": .chinese
                case "en", "*": .english
                default: nil
                }
            if let language, weight > best?.weight ?? 0 { best = (weight, language) }
        }
        self = best?.language ?? .english
    }
}
