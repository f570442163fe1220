// Simulates households for a year and measures what the watches and the forecast make of their readings, or balance groups and what the
// books make of theirs; `Scripts/soak` runs it.
//
//   Insights [warnings|forecast] [--households N] [--days N] [--seed S] [--odd]
//   Insights balance [--groups N] [--days N] [--seed S] [--odd]
//
// Prints a table; ends with 1 when a limit is missed. --odd tells every missed fault and every false warning on standard error.

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
        let isOdd = words.contains("--odd")
        words.removeAll { $0 == "--odd" }
        if words.first == "balance" {
            guard let groups = option("--groups", 20), let days = option("--days", 60), days >= 10,
                let seed = option("--seed", 1), words.count == 1
            else {
                tell("usage: Insights balance [--groups N] [--days N, at least 10] [--seed S] [--odd]")
                exit(64)
            }
            exit(balance(groups, days, UInt64(seed), isOdd) ? 0 : 1)
        }
        guard let households = option("--households", 500), let days = option("--days", 365), days >= 90,
            let seed = option("--seed", 1), words.count <= 1,
            ["warnings", "forecast"].contains(words.first ?? "warnings")
        else {
            tell("usage: Insights [warnings|forecast] [--households N] [--days N, at least 90] [--seed S] [--odd]")
            exit(64)
        }
        let isRight =
            words.first == "forecast"
            ? forecasts(households, days, UInt64(seed)) : warnings(households, days, UInt64(seed), isOdd)
        exit(isRight ? 0 : 1)
    }

    static func tell(_ text: String) {
        let line = Array((text + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
    }
}
