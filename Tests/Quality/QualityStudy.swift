// Renders frames with faults and prints what the path makes of them, a line of tab-separated values each.
//
//   QualityStudy dials SEED SEEDS     every dial of frames with faults of growing strength
//   QualityStudy frames SEED SEEDS    frames with each fault at full strength, and good and hard ones
//   QualityStudy FAULT SEED SEEDS     frames with that fault at full strength
//   QualityStudy times SEED ROUNDS    how long the gate takes

import Agent
import Capture
import Glibc
import Metering
import Recognition

@main struct QualityStudy {
    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 4, let first = UInt64(words[2]), let count = UInt64(words[3]) else {
            print("usage: QualityStudy dials|frames|times|FAULT SEED SEEDS|ROUNDS")
            exit(64)
        }
        if words[1] == "times" { return try times(seed: first, rounds: Int(count)) }
        line(words[1] == "dials" ? dialColumns : frameColumns)
        for seed in first..<first + count {
            for face in SimulatedFace.allCases {
                var random = SplitMix64(seed: seed)
                let trial = try SimulatedTrial(face, seed: seed, units: Int64(random.choice(900_000)) + 1000)
                let kinds = SimulatedFault(rawValue: words[1]).map { [($0.rawValue, Optional($0))] } ?? everyKind
                if words[1] == "dials" { dials(trial, &random) } else { frames(trial, kinds, &random) }
                // Whoever waits is told at once.
                fflush(nil)
            }
        }
    }

    private static func times(seed: UInt64, rounds: Int) throws {
        line(["face", "gate", "registration", "decode", "in microseconds, the shortest of \(rounds)"])
        for face in SimulatedFace.allCases {
            let trial = try SimulatedTrial(face, seed: seed, units: 123_456)
            guard let least = trial.times(trial.meter.shot(ticks: trial.meter.ticks(at: 0) + 3).jpeg, rounds: rounds)
            else {
                continue
            }
            line([face.rawValue] + [least.gate, least.registration, least.decode].map { text($0 * 1e6) })
        }
    }

    /// The faults that grow.
    static let growing: [SimulatedFault] = [
        .partlyCovered, .defocused, .shaken, .wet, .misted, .dirty, .pale, .dim, .glareOnDials, .glareStripe,
        .overexposed,
        .staleBand,
    ]

    private static func dials(_ trial: SimulatedTrial, _ random: inout SplitMix64) {
        for fault in growing {
            for step in 0..<12 {
                let strength = (Double(step) + random.unit()) / 12
                let scene = SimulatedScene.random(seed: random.next(), severity: random.unit())
                let ticks = trial.meter.ticks(at: 0) + random.uniform(0, 50)
                let shot = fault.shot(
                    of: trial.meter, ticks: ticks, scene: scene, seed: random.next(), strength: strength)
                guard let found = trial.find(shot.jpeg) else { continue }
                write(trial, fault.rawValue, strength, shot, found)
            }
        }
    }

    private static func write(
        _ trial: SimulatedTrial, _ fault: String, _ strength: Double, _ shot: SimulatedShot,
        _ found: SimulatedTrial.Found
    ) {
        let frame = found.inspection.figures
        for (i, dial) in frame.dials.enumerated() {
            let position = found.positions[i]
            var error = abs(Double(position.value) - shot.positions[i])
            if error > 5 { error = 10 - error }
            let own = trial.meter.dials[i]
            line([
                trial.meter.face.rawValue, "\(trial.meter.seed)", fault, text(strength), "\(i)", own.kind.rawValue,
                found.registration.acceptable ? "1" : "0",
                text(shift(found.registration.placement, shot.placement, own)),
                text(error), text(Double(position.confidence)), text(Double(position.none)), text(Double(dial.range)),
                text(Double(dial.contrast)), text(Double(dial.clipped)), text(Double(dial.surroundings)),
                text(Double(dial.sharpness)), "\(frame.spots)",
                found.inspection.frame.map { "refused \($0.fault)" } ?? word(found.inspection.dials[i]),
            ])
        }
    }

    /// How far the dial is from where it was found, in pixels.
    private static func shift(_ a: Placement, _ b: Placement, _ dial: SimulatedDial) -> Double {
        let way = a.apply(dial.quad.centre) - b.apply(dial.quad.centre)
        return Double((way.x * way.x + way.y * way.y).squareRoot())
    }

    private static func word(_ quality: DialQuality) -> String {
        switch quality {
        case .good: "good"
        case .doubtful(let finding, _): "doubtful \(finding.fault)"
        case .unreadable(let finding): "unreadable \(finding.fault)"
        }
    }

    private static let everyKind: [(String, SimulatedFault?)] =
        [("good", nil), ("hard", nil), ("random", nil)] + SimulatedFault.allCases.map { ($0.rawValue, $0) }

    private static func frames(
        _ trial: SimulatedTrial, _ kinds: [(String, SimulatedFault?)], _ random: inout SplitMix64
    ) {
        for (name, fault) in kinds {
            for number in 0..<6 {
                let ticks = trial.meter.ticks(at: 0) + random.unit() * trial.mostTicks
                let scene: SimulatedScene
                switch name {
                case "good": scene = .clean
                case "hard": scene = .hard
                case "random": scene = .random(seed: random.next(), severity: 1)
                default: scene = number % 2 == 0 ? .clean : .random(seed: random.next(), severity: 0.7)
                }
                let seed = random.next()
                let shot =
                    fault?.shot(of: trial.meter, ticks: ticks, scene: scene, seed: seed)
                    ?? trial.meter.shot(ticks: ticks, scene: scene, noiseSeed: seed)
                frame(trial, name, shot, fault)
            }
        }
    }

    private static func frame(_ trial: SimulatedTrial, _ name: String, _ shot: SimulatedShot, _ fault: SimulatedFault?)
    {
        let frames = fault == .frozen ? [shot.jpeg, shot.jpeg] : [shot.jpeg]
        guard let reading = trial.readings(frames).last else { return }
        let correct = reading.index.map { abs($0.units - trial.meter.index(ofTicks: shot.ticks).units) <= 1 } ?? true
        let reason = fault.map { $0.expectedReasons.contains(where: reading.reasons.contains) } ?? reading.dials.isEmpty
        let kind = fault.map { $0.leavesNothing ? "nothing" : "something" } ?? "good"
        line([
            trial.meter.face.rawValue, "\(trial.meter.seed)", name, kind, reading.dials.isEmpty ? "yes" : "no",
            reading.index == nil ? "withheld" : "published", correct ? "correct" : "wrong", reason ? "right" : "other",
            reading.reasons.map(\.rawValue).joined(separator: ","), reading.index?.text ?? "-",
            trial.meter.index(ofTicks: shot.ticks).text,
        ])
    }

    private static let frameColumns = [
        "face", "seed", "fault", "kind", "refused", "index", "correct", "reason", "reasons", "published", "truth",
    ]
    private static let dialColumns = [
        "face", "seed", "fault", "strength", "dial", "kind", "accepted", "shift", "error", "confidence", "none",
        "range",
        "contrast", "clipped", "surroundings", "sharpness", "spots", "quality",
    ]

    private static func text(_ number: Double) -> String {
        if !number.isFinite { return "99" }
        let thousandths = Int((number * 1000).rounded())
        let rest = "\(abs(thousandths) % 1000)"
        let sign = thousandths < 0 ? "-" : ""
        return "\(sign)\(abs(thousandths) / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    private static func line(_ cells: [String]) { print(cells.joined(separator: "\t")) }
}
