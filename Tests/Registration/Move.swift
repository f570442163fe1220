// How far a camera has moved, and what that does to a frame of `width` × `height`: a projective map, since a slanted camera sees
// the far side of the meter smaller than the near one.

import Capture
import Glibc
import Recognition

/// A move of the camera.
struct Move {
    /// Degrees clockwise about the middle of the frame.
    var turn: Float = 0
    var scale: Float = 1
    var shift = Point(0, 0)
    /// Degrees of slant, and its direction.
    var tilt: Float = 0
    var tiltDirection: Float = 0
    /// Distance of the camera in frame widths; 0: so far away that a slant only squeezes the picture.
    var distance: Float = 0

    /// A move anywhere in the range that the line asks for.
    static func any(_ random: inout SplitMix64) -> Move {
        var move = Move()
        move.turn = Float(random.uniform(-15, 15))
        move.scale = Float(random.uniform(0.9, 1.1))
        move.shift = Point(Float(random.uniform(-40, 40)), Float(random.uniform(-40, 40)))
        move.tiltDirection = Float(random.uniform(0, 360))
        return move
    }

    /// Only one of turn, scale and shift, at the end of its range or anywhere within.
    static func single(_ random: inout SplitMix64) -> Move {
        let any = Move.any(&random)
        var move = Move()
        switch random.choice(3) {
        case 0: move.turn = random.choice(2) == 0 ? any.turn : any.turn < 0 ? -15 : 15
        case 1: move.scale = random.choice(2) == 0 ? any.scale : any.scale < 1 ? 0.9 : 1.1
        default: move.shift = random.choice(2) == 0 ? any.shift : Point(any.shift.x < 0 ? -40 : 40, any.shift.y)
        }
        return move
    }

    /// A little of everything, as from one frame to the next of a camera that works loose.
    static func little(_ random: inout SplitMix64) -> Move {
        var move = Move()
        move.turn = Float(random.uniform(-1, 1))
        move.scale = Float(random.uniform(0.99, 1.01))
        move.shift = Point(Float(random.uniform(-4, 4)), Float(random.uniform(-4, 4)))
        return move
    }

    /// The scene of a simulated meter seen so.
    func apply(to scene: inout SimulatedScene) {
        (scene.rotation, scene.scale, scene.shift) = (turn, scale, shift)
        (scene.tilt, scene.tiltDirection) = (tilt, tiltDirection)
    }

    /// The affine part of the map.
    func placement(width: Int, height: Int) -> Placement {
        var scene = SimulatedScene()
        apply(to: &scene)
        return scene.placement(frameWidth: width, frameHeight: height)
    }

    /// How much further away a point is seen than the middle of the frame, as a share: 1 + what is returned for (1, x, y).
    func depth(width: Int, height: Int) -> (x: Float, y: Float) {
        guard distance > 0 else { return (0, 0) }
        let radians = Float.pi / 180
        let slope = sinf(tilt * radians) / (distance * Float(width))
        return (slope * cosf(tiltDirection * radians), slope * sinf(tiltDirection * radians))
    }

    /// The true map.
    func truth(width: Int, height: Int) -> Truth {
        let depth = depth(width: width, height: height)
        return Truth(
            placement: placement(width: width, height: height), depth: Point(depth.x, depth.y),
            middle: Point(Float(width) / 2, Float(height) / 2))
    }
}

/// Where the reference truly lies.
struct Truth {
    var placement: Placement
    var depth = Point(0, 0)
    var middle = Point(0, 0)
    /// Where the reference lies in the picture that was moved.
    var before = Placement.identity

    /// Where `point` of the reference lies.
    func apply(_ point: Point) -> Point {
        let arm = before.apply(point) - middle
        let nearer = 1 / (1 + depth.x * arm.x + depth.y * arm.y)
        return placement.apply(middle + arm * nearer)
    }

    /// Which point of the moved picture lies at `point`.
    func back(_ point: Point) -> Point {
        let p = placement
        let determinant = p.a * p.d - p.b * p.c
        let (x, y) = (point.x - p.tx, point.y - p.ty)
        let flat = Point((p.d * x - p.b * y) / determinant, (p.a * y - p.c * x) / determinant) - middle
        let further = 1 / (1 - depth.x * flat.x - depth.y * flat.y)
        return middle + flat * further
    }

    /// How far `found` lies beside the truth: pixels of the reference at the worst corner of a dial, and degrees.
    func miss(_ found: Placement, dials: [Quad]) -> (pixels: Float, degrees: Float) {
        var worst: Float = 0
        let size = (placement.a * placement.d - placement.b * placement.c).squareRoot()
        for corner in dials.flatMap(\.corners) {
            let gap = found.apply(corner) - apply(corner)
            worst = max(worst, (gap.x * gap.x + gap.y * gap.y).squareRoot() / size)
        }
        let middle = dials.reduce(Point(0, 0)) { $0 + $1.centre } * (1 / Float(dials.count))
        let angle = Truth.angle(found.apply, at: middle) - Truth.angle(apply, at: middle)
        return (worst, abs(atan2f(sinf(angle), cosf(angle))) * 180 / .pi)
    }

    /// How far a map turns what lies around `point`.
    private static func angle(_ map: (Point) -> Point, at point: Point) -> Float {
        let across = map(point + Point(8, 0)) - map(point - Point(8, 0))
        let down = map(point + Point(0, 8)) - map(point - Point(0, 8))
        return atan2f(across.y - down.x, across.x + down.y)
    }
}
