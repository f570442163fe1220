// Real meters: a photograph is moved by a known amount. Only the reference itself gives an exact truth; its dials are taken from
// other frames. Other frames are held against themselves: what is found in the moved frame against what is found in the frame as
// it was taken.

import Capture
import Recognition

/// The rows of one photographed meter.
struct Photographed {
    let meter: PictureList.Meter
    let count: Int
    let seed: UInt64

    /// Adds its rows to the table.
    func run(_ table: inout Table) {
        let watched = meter.watched
        row(&table, "\(watched.name), one move") { Move.single(&$0) }
        row(&table, "\(watched.name), all moves") { Move.any(&$0) }
        row(&table, "\(watched.name), tracked", tracked: true) { Move.any(&$0) }
        if meter.frames.count > 1 { others(&table, "\(watched.name), other frames, all moves") { Move.any(&$0) } }
        for degrees in [2, 4, 6, 8, 10] as [Float] {
            row(&table, "\(watched.name), tilt \(Int(degrees)), near camera", mustBeFound: false) {
                var move = Move.little(&$0)
                move.tiltDirection = Float($0.uniform(0, 360))
                (move.tilt, move.distance) = (degrees, 1)
                return move
            }
        }
    }

    private func row(
        _ table: inout Table, _ name: String, tracked: Bool = false, mustBeFound: Bool = true,
        _ move: (inout SplitMix64) -> Move
    ) {
        let watched = meter.watched
        var row = Table.Row(name, mustBeFound: mustBeFound)
        guard table.wants(name) else { return }
        for number in 0..<count {
            var random = SplitMix64(seed: seed &* 7919 &+ UInt64(number))
            let picture = watched.reference.showing(watched.dials, of: meter.frames[random.choice(meter.frames.count)])
            let truth = move(&random).truth(width: watched.width, height: watched.height)
            let jpeg = Darkroom.frame(of: picture, at: truth, .any(&random), &random)
            var last = Placement.identity
            if tracked {
                last = Move.little(&random).placement(width: watched.width, height: watched.height).following(
                    truth.placement)
            }
            let (found, seconds) = watched.locate(jpeg, near: last)
            row.add(found, seconds: seconds, truth: truth, dials: watched.dials, about: "\(number) \(truth)")
        }
        table.add(row)
    }

    private func others(_ table: inout Table, _ name: String, _ move: (inout SplitMix64) -> Move) {
        let watched = meter.watched
        var row = Table.Row(name)
        guard table.wants(name) else { return }
        var still: [Int: Placement] = [:]
        for number in 0..<count {
            var random = SplitMix64(seed: seed &* 7907 &+ UInt64(number))
            let frame = random.choice(meter.frames.count)
            let unmoved = still[frame] ?? watched.registrar.locate(in: meter.frames[frame]).placement
            still[frame] = unmoved
            let truth = move(&random).truth(width: watched.width, height: watched.height)
            let jpeg = Darkroom.frame(of: meter.frames[frame], at: truth, .any(&random), &random)
            let (found, seconds) = watched.locate(jpeg, near: .identity)
            var whole = truth
            whole.before = unmoved
            row.add(
                found, seconds: seconds, truth: whole, dials: watched.dials,
                about: "frame \(frame) \(truth.placement)")
        }
        table.add(row)
    }
}

extension GrayImage {
    /// This picture with the upright boxes around `dials` taken from `other`.
    func showing(_ dials: [Quad], of other: GrayImage) -> GrayImage {
        var picture = self
        for dial in dials {
            let (xs, ys) = (dial.corners.map(\.x), dial.corners.map(\.y))
            for y in Int(ys.min()!)..<min(height, Int(ys.max()!) + 1) {
                for x in Int(xs.min()!)..<min(width, Int(xs.max()!) + 1) { picture[x, y] = other[x, y] }
            }
        }
        return picture
    }
}
