// Simulates households for a year and measures what the watches and the forecast make of their readings, or balance groups and what the
// books make of theirs; `Scripts/soak` runs it.
//
//   Insights [warnings|forecast|speed] [--households N] [--days N] [--seed S] [--meter NAME] [--odd] [--reached]
//   Insights balance [--groups N] [--days N] [--seed S] [--odd]
//
// Prints a table; ends with 1 when a limit is missed. --odd tells every missed fault and every false warning on standard error;
// --reached holds warnings against what has been reached, and not against what is wanted.

import Glibc

@main struct Insights {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String, _ usual: Int) -> Int? {
            guard let at = words.firstIndex(of: name) else { return usual }
            guard at + 1 < words.count, let value = Int(words[at + 1]), value > 0 else { return nil }
            words.removeSubrange(at...at + 1)
            return value
        }
        let (isOdd, isReached) = (words.contains("--odd"), words.contains("--reached"))
        words.removeAll { $0 == "--odd" || $0 == "--reached" }
        if words.first == "balance" {
            guard let groups = option("--groups", 20), let days = option("--days", 60), days >= 10,
                let seed = option("--seed", 1), words.count == 1
            else {
                tell("usage: Insights balance [--groups N] [--days N, at least 10] [--seed S] [--odd]")
                exit(64)
            }
            exit(balance(groups, days, UInt64(seed), isOdd) ? 0 : 1)
        }
        var sorts = MeterSort.allCases
        if let at = words.firstIndex(of: "--meter") {
            sorts = at + 1 < words.count ? sorts.filter { $0.rawValue.hasPrefix(words[at + 1]) } : []
            words.removeSubrange(at..<min(at + 2, words.count))
        }
        let usual = words.first == "speed" ? 10 : 500
        guard let households = option("--households", usual), let days = option("--days", 365), days >= 90,
            let seed = option("--seed", 1), words.count <= 1, !sorts.isEmpty,
            ["warnings", "forecast", "speed"].contains(words.first ?? "warnings")
        else {
            tell(
                "usage: Insights [warnings|forecast|speed] [--households N] [--days N, at least 90] [--seed S] "
                    + "[--meter NAME] [--odd] [--reached]")
            exit(64)
        }
        let houses = (0..<households).lazy.map {
            Household($0, seed: UInt64(seed), days: words.first == "forecast" ? days + 365 : days)
        }
        .filter { sorts.contains($0.sort) }
        let isRight =
            switch words.first {
            case "forecast": forecasts(Array(houses), days)
            case "speed": speed(Array(houses), days)
            default: warnings(Array(houses), days, isOdd, isReached ? .reached : WarningLimits())
            }
        exit(isRight ? 0 : 1)
    }

    static func tell(_ text: String) {
        let line = Array((text + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
    }
}
