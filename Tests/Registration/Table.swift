// Counts what became of the frames of each row, prints the rows, and knows the line that they must reach.

import Glibc
import Recognition

/// The table of results.
struct Table {
    /// Largest error of a right placement: pixels of the reference at the worst corner of a dial, and degrees.
    static let pixels: Float = 0.3
    static let degrees: Float = 0.1
    /// Largest error of an accepted frame in rows beyond the range that the line speaks of: what a reading stands without harm.
    static let pixelsBeyond: Float = 1
    /// Least share of all frames moved within the range that are found that well; the others must be refused.
    static let share = 0.99

    private let everything: Bool
    private let only: String
    private var isEachGood = true
    /// Frames moved within the range, and those of them that were found well and refused.
    private var (moved, within, refused) = (0, 0, 0)

    init(everything: Bool, only: String) {
        self.only = only
        self.everything = everything
        print(
            "row                                       frames    within   refused   wrong   median px   95 % px   worst px   score     ms"
        )
    }

    /// One row of moved frames.
    struct Row {
        let name: String
        /// Frames of rows beyond the range that the line speaks of need not be found, but must not be badly mistaken.
        var mustBeFound = true
        var errors: [Float] = []
        /// The lowest score of a placement that was accepted and is right.
        var score: Float = 1
        var frames = 0
        var within = 0
        var refused = 0
        var wrong = 0
        var seconds = 0.0
        var notes: [String] = []

        init(_ name: String, mustBeFound: Bool = true) {
            self.name = name
            self.mustBeFound = mustBeFound
        }

        /// Takes in what was found of a meter that lies at `truth`; `about` says which frame that was.
        mutating func add(
            _ found: Registration, seconds: Double, truth: Truth, dials: [Quad], about: @autoclosure () -> String
        ) {
            frames += 1
            self.seconds += seconds
            let miss = truth.miss(found.placement, dials: dials)
            let good = miss.pixels <= Table.pixels && miss.degrees <= Table.degrees
            if !found.acceptable {
                refused += 1
            } else {
                errors.append(miss.pixels)
                if good { within += 1 } else { wrong += 1 }
                if good { score = min(score, found.score) }
            }
            guard !found.acceptable || !good else { return }
            let verdict = found.acceptable ? "wrong" : "refused"
            notes.append(
                "    \(verdict): \(two(miss.pixels)) px, \(two(miss.degrees)) deg, score \(two(found.score)), uncertainty "
                    + "\(two(found.uncertainty)), searched \(found.searched): \(about())")
        }
    }

    /// Whether the row is asked for.
    func wants(_ name: String) -> Bool { only.isEmpty || name.contains(only) }

    /// Prints a row of moved frames.
    mutating func add(_ row: Row) {
        let errors = row.errors.sorted()
        func quantile(_ share: Double) -> Float {
            errors.isEmpty ? 0 : errors[min(errors.count - 1, Int(share * Double(errors.count)))]
        }
        let share = Double(row.within) / Double(max(1, row.frames))
        let good = row.mustBeFound ? row.wrong == 0 : (errors.last ?? 0) <= Table.pixelsBeyond
        isEachGood = isEachGood && good
        if row.mustBeFound {
            (moved, within, refused) = (moved + row.frames, within + row.within, refused + row.refused)
        }
        print(
            pad(row.name, 40), left(row.frames, 7), left("\(hundredths(100 * share)) %", 10), left(row.refused, 8),
            left(row.wrong, 7), left(two(quantile(0.5)), 11), left(two(quantile(0.95)), 9),
            left(two(errors.last ?? 0), 10), left(two(row.score), 7),
            left(two(Float(1000 * row.seconds / Double(max(1, row.frames)))), 6),
            good ? "" : "  below the line")
        if everything || !good || row.mustBeFound {
            for note in row.notes.prefix(everything ? .max : 3) { print(note) }
        }
        fflush(nil)
    }

    /// Prints a row of pictures of something else.
    mutating func add(unrelated name: String, scores: [(about: String, found: Registration)]) {
        let accepted = scores.filter { $0.found.acceptable }
        isEachGood = isEachGood && accepted.isEmpty
        let highest = scores.map { $0.found.score }.max() ?? 0
        print(
            pad(name, 40), left(scores.count, 7), left("refused", 10), left(scores.count - accepted.count, 8),
            left(accepted.count, 7), "  highest score \(two(highest))", accepted.isEmpty ? "" : "  below the line")
        for (about, found) in accepted.prefix(everything ? .max : 3) {
            print("    accepted: score \(two(found.score)), uncertainty \(two(found.uncertainty)): \(about)")
        }
        fflush(nil)
    }

    /// Whether the line is reached.
    var passed: Bool { isEachGood && Double(within) >= Table.share * Double(moved) }

    func finish() {
        print(
            "moved within the range: \(within) of \(moved) found to \(Table.pixels) px and \(Table.degrees) deg, \(refused) refused, "
                + "\(moved - within - refused) wrong")
        print(passed ? "this is above the line" : "this is below the line")
    }
}

private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

private func left<T>(_ value: T, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
}

private func hundredths(_ value: Double) -> String { two(Float(value)) }

/// Two or three digits after the point are enough for people.
func two(_ value: Float) -> String {
    guard value.isFinite else { return "inf" }
    let thousandths = Int((abs(value) * 1000).rounded())
    let rest = String(thousandths % 1000)
    return (value < 0 ? "-" : "") + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
}
