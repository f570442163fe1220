// Cuts the power of a journal at work, many times, and checks after each that nothing acknowledged is lost or comes again.
// usage: PowerCut [--cuts N] [--seed S] [--cut K] [--jobs N] [--synchronous full|normal]
// Ends with 1 if a promise was broken; the numbers it tells for that repeat the cut.

import Glibc
import Journal

@main struct PowerCut {
    private static let toldFailures = 10

    static func main() async {
        var campaign = Campaign()
        var words = Array(CommandLine.arguments.dropFirst())
        let positive = { (word: String) in Int(word).flatMap { $0 > 0 ? $0 : nil } }
        let synchronous = ["full": Journal.Synchronous.full, "normal": .normal]
        campaign.cuts = take("--cuts", from: &words, positive) ?? campaign.cuts
        campaign.seed = take("--seed", from: &words, UInt64.init) ?? campaign.seed
        campaign.only = take("--cut", from: &words) { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
        campaign.jobs = take("--jobs", from: &words, positive) ?? campaign.jobs
        campaign.synchronous = take("--synchronous", from: &words) { synchronous[$0] } ?? campaign.synchronous
        guard words.isEmpty else {
            say("usage: PowerCut [--cuts N] [--seed S] [--cut K] [--jobs N] [--synchronous full|normal]")
            exit(64)
        }
        let failures = await run(campaign)
        exit(failures.isEmpty ? 0 : 1)
    }

    private static func run(_ campaign: Campaign) async -> [Campaign.Failure] {
        let clock = ContinuousClock()
        let start = clock.now
        let total = campaign.only == nil ? campaign.cuts : 1
        let progress = Progress()
        let failures = await campaign.run { done, failures in
            for failure in failures where progress.tells(failure, atMost: toldFailures) {
                let again = "--seed \(campaign.seed) --cut \(failure.cut) --synchronous \(campaign.synchronous)"
                say("\(failure.breach); again: \(again)")
            }
            let seconds = (clock.now - start) / .seconds(1)
            if progress.isDue(at: seconds) {
                say("\(done) of \(total) cuts, \(Int(seconds)) s, \(Int(Double(done) / seconds)) a second")
            }
        }
        let seconds = (clock.now - start) / .seconds(1)
        var kinds: [String: Int] = [:]
        for failure in failures { kinds[failure.breach.promise.rawValue, default: 0] += 1 }
        let list = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        print(
            "\(total) cuts, seed \(campaign.seed), synchronous \(campaign.synchronous), \(Int(seconds)) s: "
                + "\(failures.count) broke a promise" + (list.isEmpty ? "" : ": " + list.joined(separator: ", ")))
        return failures
    }

    private static func take<Value>(
        _ name: String, from words: inout [String], _ read: (String) -> Value?
    ) -> Value? {
        guard let at = words.firstIndex(of: name), at + 1 < words.count, let value = read(words[at + 1]) else {
            return nil
        }
        words.removeSubrange(at...at + 1)
        return value
    }

    static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
    }
}
