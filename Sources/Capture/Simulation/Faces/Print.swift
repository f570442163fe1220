// Things that are printed on, screwed to or stuck on meters of every kind; they give a registration something to hold
// on to. None of it moves.

import Glibc
import Recognition

extension Canvas {
    /// A line of lettering.
    mutating func text(
        _ text: String, _ x: Float, _ y: Float, height: Float, alignment: StrokeFont.Alignment = .centre,
        colour: Colour = .ink, weight: Float = 0.15, angle: Float = 0
    ) {
        let strokes = StrokeFont.strokes(
            text, at: Point(x, y), height: height, alignment: alignment, angle: angle, weight: weight)
        fill(.strokes(strokes), colour)
    }

    /// Letters along a circle, from `from` degrees clockwise from the top.
    mutating func text(
        _ text: String, around centre: Point, radius: Float, from: Float, height: Float, colour: Colour, weight: Float
    ) {
        var angle = from * Float.pi / 180
        for character in text {
            let letter = String(character)
            let step = (StrokeFont.width(of: letter, height: height) + height * 0.45) / radius
            angle += step / 2
            let place = Point(centre.x + radius * sinf(angle), centre.y - radius * cosf(angle))
            fill(.strokes(StrokeFont.strokes(letter, at: place, height: height, angle: angle, weight: weight)), colour)
            angle += step / 2
        }
    }

    /// A slotted screw.
    mutating func screw(_ x: Float, _ y: Float, radius: Float, slot: Float) {
        let centre = Point(x, y)
        fill(.disc(centre: centre + Point(1, 1.5), radius: radius + 1.5), .black, opacity: 0.45, soft: 3)
        fill(.disc(centre: centre, radius: radius)) { px, py in
            Colour(gray: 150 - 40 * ((px - x) + (py - y)) / radius)
        }
        let (c, s) = (cosf(slot) * radius * 0.8, sinf(slot) * radius * 0.8)
        fill(.line(Point(x - c, y - s), Point(x + c, y + s), width: radius * 0.32), Colour(gray: 45))
    }

    /// A bar code of `bars` bars.
    mutating func barcode(_ x: Float, _ y: Float, width: Float, height: Float, bars: Int, random: inout SplitMix64) {
        let module = width / Float(bars * 3)
        var at = x
        while at < x + width - 2 * module {
            let thick = module * Float(1 + random.choice(3))
            fill(.rectangle(at, y, min(thick, x + width - at), height), .ink)
            at += thick + module * Float(1 + random.choice(2))
        }
    }

    /// A flat area with fine grain.
    mutating func wall(_ colour: Colour, seed: UInt64, coarse: Float, contrast: Float) {
        let (slow, fast) = (ValueNoise(seed: seed, cell: coarse), ValueNoise(seed: seed &+ 1, cell: 2.5))
        let (w, h) = (Float(width / Canvas.scale), Float(height / Canvas.scale))
        fill(.rectangle(-2, -2, w + 4, h + 4)) { x, y in
            let grain = (slow.value(x, y) - 0.5) * contrast + (fast.value(x, y) - 0.5) * contrast * 0.35
            return colour.shaded(1 + grain)
        }
    }

    /// A maker's mark: a ring with a wave or a triangle in it.
    mutating func logo(_ x: Float, _ y: Float, radius: Float, kind: Int, colour: Colour) {
        let centre = Point(x, y)
        fill(.ring(centre: centre, radius: radius, halfWidth: radius * 0.11), colour)
        let r = radius * 0.62
        if kind == 0 {
            let wave = (0...12).map { Point(x - r + r * Float($0) / 6, y + r * 0.45 * sinf(Float($0) * Float.pi / 6)) }
            fill(.strokes(Strokes([wave], halfWidth: radius * 0.13, flatEnds: true)), colour)
        } else if kind == 1 {
            fill(
                .polygon([Point(x, y - r), Point(x + r * 0.86, y + r * 0.5), Point(x - r * 0.86, y + r * 0.5)]), colour)
        } else {
            fill(
                .polygon([
                    Point(x + r * 0.3, y - r), Point(x - r * 0.6, y + r * 0.2), Point(x, y + r * 0.1),
                    Point(x - r * 0.3, y + r), Point(x + r * 0.6, y - r * 0.2), Point(x, y - r * 0.1),
                ]), colour)
        }
    }
}
