// One size of the meter's outline, to be held against a frame of that size under any placement: slid over all of it, or slid, turned
// and resized from a start until it fits best.

/// The fixed part of the reference at one level of the pyramid, freed of local light.
struct QualityOutlineLevel: Sendable {
    /// A place of the outline.
    private struct Cell {
        /// Its middle in the full reference frame.
        var middle: Point
        /// What the reference shows there.
        var weight: Float
        /// Column and row at the level.
        var x: Int
        var y: Int
    }

    /// A frame at the level's size, freed of local light.
    struct Frame {
        let width: Int
        let height: Int
        let values: [Float]

        init(_ small: GrayImage) {
            (width, height) = (small.width, small.height)
            values = RegistrationSearchMap.evened(small)
        }
    }

    /// A placement, and how well the outline agrees there.
    struct Fit {
        var placement: Placement
        /// Normalised correlation, at most 1, less what a small part of the outline may reach by chance; 0 where too little of it
        /// lies in the frame.
        var agreement: Float

        static let none = Fit(placement: .identity, agreement: 0)
    }

    private let cells: [Cell]
    private let energy: Float
    /// Side of a cell in pixels of the frame.
    private let side: Float
    /// What the outline is turned and resized about, and how far it reaches.
    private let middle: Point
    private let radius: Float

    /// The outline in `small`, a reference at `level` that begins at `origin` of the full frame, inside `area` and off `dials`.
    init(_ small: GrayImage, level: Int, origin: Point, area: Quad, dials: [Quad]) {
        side = Float(1 << level)
        let even = RegistrationSearchMap.evened(small)
        var cells: [Cell] = []
        var energy: Float = 1e-6
        for y in 0..<small.height {
            for x in 0..<small.width {
                let middle = Point((Float(x) + 0.5) * side + origin.x, (Float(y) + 0.5) * side + origin.y)
                guard area.contains(middle), !dials.contains(where: { $0.contains(middle, margin: 2) }) else {
                    continue
                }
                let weight = even[y * small.width + x]
                cells.append(Cell(middle: middle, weight: weight, x: x, y: y))
                energy += weight * weight
            }
        }
        self.cells = cells
        self.energy = energy
        middle = area.centre
        let corner = area.topLeft - area.centre
        radius = max(1, (corner.x * corner.x + corner.y * corner.y).squareRoot())
    }

    /// The best places of the outline, slid by up to so many cells each way, the best first and none beside another.
    func slid(across: Int, down: Int, every: Int, in frame: Frame) -> [Fit] {
        var found: [(fit: Fit, dx: Int, dy: Int)] = []
        for dy in -down...down {
            for dx in -across...across {
                let agreement = agreement(dx, dy, every: every, in: frame)
                let apart = QualityLimits.outlineApart
                if let i = found.firstIndex(where: { abs($0.dx - dx) <= apart && abs($0.dy - dy) <= apart }) {
                    guard agreement > found[i].fit.agreement else { continue }
                    found.remove(at: i)
                } else if found.count >= QualityLimits.outlineStarts {
                    guard let last = found.last, agreement > last.fit.agreement else { continue }
                    found.removeLast()
                }
                guard agreement > 0 else { continue }
                let shift = Placement(a: 1, b: 0, c: 0, d: 1, tx: Float(dx) * side, ty: Float(dy) * side)
                let at = found.firstIndex { $0.fit.agreement < agreement } ?? found.count
                found.insert((Fit(placement: shift, agreement: agreement), dx, dy), at: at)
            }
        }
        return found.map { $0.fit }
    }

    /// Agreement of every so many cells, slid by whole cells.
    private func agreement(_ dx: Int, _ dy: Int, every: Int, in frame: Frame) -> Float {
        var (along, own, other) = (Float(0), Float(0), Float(1e-6))
        cells.withUnsafeBufferPointer { cells in
            frame.values.withUnsafeBufferPointer { values in
                var i = 0
                while i < cells.count {
                    let cell = cells[i]
                    i &+= every
                    let (x, y) = (cell.x &+ dx, cell.y &+ dy)
                    guard x >= 0, y >= 0, x < frame.width, y < frame.height else { continue }
                    let value = values[y &* frame.width &+ x]
                    along += cell.weight * value
                    own += cell.weight * cell.weight
                    other += value * value
                }
            }
        }
        return judged(along * Float(every), own * Float(every), other * Float(every))
    }

    /// How well the outline agrees with a frame at `placement`.
    func fit(_ placement: Placement, in frame: Frame) -> Fit {
        let map = placement.resized(by: 1 / side)
        let factor = 1 / side
        let (width, height) = (Float(frame.width), Float(frame.height))
        var (along, own, other) = (Float(0), Float(0), Float(1e-6))
        frame.values.withUnsafeBufferPointer { values in
            for cell in cells {
                let at = map.apply(cell.middle * factor)
                guard at.x >= 0, at.y >= 0, at.x < width, at.y < height else { continue }
                let value = values[Int(at.y) * frame.width + Int(at.x)]
                along += cell.weight * value
                own += cell.weight * cell.weight
                other += value * value
            }
        }
        return Fit(placement: placement, agreement: judged(along, own, other))
    }

    /// Agreement from the sums of products and squares.
    private func judged(_ along: Float, _ own: Float, _ other: Float) -> Float {
        let overlap = own / energy
        guard overlap >= QualityLimits.outlineOverlap else { return 0 }
        return along / (own * other).squareRoot() - 1.5 * max(0, QualityLimits.outlineSafe - overlap)
    }

    /// The best fit around `start`: steps of a cell at the rim of the outline, halved twice.
    func refined(_ start: Placement, in frame: Frame) -> Fit {
        var best = fit(start, in: frame)
        var step = side
        for _ in 0..<3 {
            var isMoving = true
            var rounds = 0
            while isMoving, rounds < QualityLimits.outlineRounds {
                (isMoving, rounds) = (false, rounds + 1)
                let turn = step / radius
                for (shift, spin, growth) in [
                    (Point(step, 0), Float(0), Float(0)), (Point(-step, 0), 0, 0), (Point(0, step), 0, 0),
                    (Point(0, -step), 0, 0), (Point(0, 0), turn, 0), (Point(0, 0), -turn, 0),
                    (Point(0, 0), 0, turn), (Point(0, 0), 0, -turn),
                ] {
                    let other = fit(changed(best.placement, shift, spin, growth), in: frame)
                    if other.agreement > best.agreement { (best, isMoving) = (other, true) }
                }
            }
            step /= 2
        }
        return best
    }

    /// `placement`, turned about the outline's middle by an angle of this tangent.
    func turned(_ placement: Placement, by tangent: Float) -> Placement {
        changed(placement, Point(0, 0), tangent, 0)
    }

    /// A placement that is followed by a shift, a small turn and growth about the outline's middle.
    private func changed(_ map: Placement, _ shift: Point, _ spin: Float, _ growth: Float) -> Placement {
        let (grown, about) = (1 + growth, map.apply(middle))
        var new = Placement(
            a: grown * map.a - spin * map.c, b: grown * map.b - spin * map.d, c: spin * map.a + grown * map.c,
            d: spin * map.b + grown * map.d, tx: 0, ty: 0)
        let now = new.apply(middle)
        (new.tx, new.ty) = (about.x + shift.x - now.x, about.y + shift.y - now.y)
        return new
    }

    /// Mean step of luma from cell to cell, where the outline is in the reference.
    func relief(of small: GrayImage) -> Float {
        var sum: Float = 0
        for cell in cells where cell.x + 1 < small.width && cell.y + 1 < small.height {
            let here = Float(small[cell.x, cell.y])
            sum += abs(Float(small[cell.x + 1, cell.y]) - here) + abs(Float(small[cell.x, cell.y + 1]) - here)
        }
        return sum / Float(max(cells.count, 1))
    }
}
