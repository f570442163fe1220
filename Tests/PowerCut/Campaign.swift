// Many workloads, several at a time, with many cuts into each; what broke is counted and told with the numbers that repeat it.

import Glibc
import Journal

/// A run of cuts.
struct Campaign {
    /// One cut that broke a promise.
    struct Failure {
        let cut: Int
        let breach: Breach
    }

    var cuts = 1_000
    var seed: UInt64 = 1
    /// Only this cut, if it is given.
    var only: Int?
    var jobs = 2
    var synchronous = Journal.Synchronous.full

    /// Makes all cuts; `told` is given how many are done, now and then, and each failure.
    func run(_ told: @escaping @Sendable (_ done: Int, _ failures: [Failure]) -> Void) async -> [Failure] {
        let numbers = only.map { $0...$0 } ?? 0...cuts - 1
        let workloads = numbers.lowerBound / Workload.cuts...numbers.upperBound / Workload.cuts
        return await withTaskGroup(of: (Int, [Failure]).self) { group in
            var waiting = workloads.makeIterator()
            var done = 0
            var failures: [Failure] = []
            for _ in 0..<jobs { add(waiting.next(), numbers, to: &group) }
            while let (count, failed) = await group.next() {
                add(waiting.next(), numbers, to: &group)
                done += count
                failures += failed
                told(done, failed)
            }
            return failures.sorted { $0.cut < $1.cut }
        }
    }

    private func add(_ workload: Int?, _ numbers: ClosedRange<Int>, to group: inout TaskGroup<(Int, [Failure])>) {
        guard let workload else { return }
        let first = workload * Workload.cuts
        let own = (first...first + Workload.cuts - 1).clamped(to: numbers)
        group.addTask { (own.count, await failures(of: workload, cuts: own)) }
    }

    private func failures(of number: Int, cuts: ClosedRange<Int>) async -> [Failure] {
        do {
            let workload = try await Workload(number: number, seed: seed, synchronous: synchronous)
            var failures: [Failure] = []
            for cut in cuts {
                do {
                    try await workload.cut(number: cut, seed: seed)
                } catch {
                    failures.append(Failure(cut: cut, breach: Self.breach(error)))
                }
            }
            return failures
        } catch {
            return [Failure(cut: cuts.lowerBound, breach: Self.breach(error))]
        }
    }

    private static func breach(_ error: any Error) -> Breach { error as? Breach ?? Breach(.unusable, "\(error)") }
}
