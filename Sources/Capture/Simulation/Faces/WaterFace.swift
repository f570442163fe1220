// The water meter: a brass body on its pipe, a round white face under glass, five wheels, four red needles, a star.
// Colours, lettering, hubs and numbers vary with the seed; the layout does not.

import Glibc
import Recognition

/// Draws water meters.
enum WaterFace {
    static func draw(on blank: Canvas, random: inout SplitMix64) -> FaceDrawing {
        var canvas = blank
        let centre = Point(320, 240)
        surroundings(&canvas, centre: centre, random: &random)
        body(&canvas, centre: centre, random: &random)
        plate(&canvas, centre: centre, random: &random)

        let rowCentre = Point(centre.x - 8, centre.y - 84)
        let row = WheelRow(
            centre: rowCentre, count: 5, firstPlace: 4, decimals: 0, windowWidth: 32, windowHeight: 43, pitch: 38,
            drum: Colour(232, 230, 222), ink: Colour(24, 24, 27), decimalDrum: .paper, decimalInk: .ink,
            lastTurnsFreely: false)
        let wheels = row.build(random: &random)
        frame(&canvas, around: rowCentre, width: 4 * 38 + 32, height: 43)
        canvas.text("m³", rowCentre.x + 106, rowCentre.y, height: 19, alignment: .left, weight: 0.16)

        let needles = needleDials(&canvas, centre: centre, random: &random)
        let star = FlowStar(
            centre: Point(centre.x, centre.y + 12), radius: 17, points: 6 + 2 * random.choice(2), ticksPerTurn: 0.73)
        canvas.fill(.ring(centre: star.centre, radius: 22, halfWidth: 0.6), .ink, opacity: 0.7)
        return FaceDrawing(
            canvas: canvas, dials: wheels.dials + needles.dials,
            painters: wheels.painters.map { .wheel($0) } + needles.painters.map { .needle($0) }, star: star)
    }

    private static func needleDials(
        _ canvas: inout Canvas, centre: Point, random: inout SplitMix64
    ) -> (dials: [SimulatedDial], painters: [NeedlePainter]) {
        let style = NumeralStyle(random: &random)
        let roundHub = random.unit() < 0.5
        let red = Colour(Float(random.uniform(190, 222)), Float(random.uniform(22, 46)), Float(random.uniform(26, 44)))
        let places = [Point(118, 30), Point(59, 110), Point(-48, 113), Point(-116, 38)]
        var dials: [SimulatedDial] = []
        var painters: [NeedlePainter] = []
        for (i, place) in places.enumerated() {
            let painter = NeedlePainter(centre: centre + place, radius: 33, colour: red, roundHub: roundHub)
            painter.printScale(on: &canvas, label: "x0." + String(repeating: "0", count: i) + "1", style: style)
            painters.append(painter)
            dials.append(
                SimulatedDial(
                    kind: .needle, place: -1 - i, quad: painter.quad,
                    needle: .init(centre: painter.centre, radius: painter.radius, zeroAngle: 0, clockwise: true),
                    rollStart: 0, zeroOffset: random.uniform(-0.05, 0.05)))
        }
        return (dials, painters)
    }

    /// A wall, the pipe that comes and goes, and the open lid.
    private static func surroundings(_ canvas: inout Canvas, centre: Point, random: inout SplitMix64) {
        canvas.wall(
            Colour(92, 96, 99).shaded(Float(random.uniform(0.75, 1.1))), seed: random.next(), coarse: 70, contrast: 0.4)
        for side: Float in [-1, 1] {
            let inner = centre.x + side * 190, outer = centre.x + side * 330
            let pipe = Shape.rectangle(min(inner, outer), centre.y - 52, 140, 104)
            canvas.fill(.rectangle(min(inner, outer), centre.y - 44, 140, 118), .black, opacity: 0.45, soft: 26)
            canvas.fill(pipe) { _, y in metal(0.5 + (y - centre.y) / 104, Colour(176, 132, 84)) }
            let nut = Shape.rectangle(centre.x + side * 262 - 30, centre.y - 68, 60, 136, corner: 7)
            canvas.fill(nut) { x, y in
                let facet = y < centre.y - 30 ? Float(0.16) : y > centre.y + 34 ? 0.86 : 0.4
                let grain = abs((x - centre.x) * 0.5 - ((x - centre.x) * 0.5).rounded()) * 0.06
                return metal(facet, Colour(190, 146, 92)).shaded(1 - grain)
            }
        }
        let lid = centre + Point(218, -210)
        canvas.fill(.disc(centre: lid + Point(8, 12), radius: 150), .black, opacity: 0.5, soft: 30)
        canvas.fill(.disc(centre: lid, radius: 148)) { x, y in
            Colour(46, 58, 74).shaded(1.15 - 0.5 * (y - lid.y + 148) / 296 + 0.1 * (x - lid.x) / 148)
        }
        canvas.fill(.ring(centre: lid, radius: 134, halfWidth: 3), Colour(28, 36, 48))
        canvas.fill(.ring(centre: lid + Point(-0.8, 1.2), radius: 130, halfWidth: 0.7), Colour(96, 112, 132))
        canvas.text("OPEN", lid.x - 62, lid.y + 66, height: 13, colour: Colour(98, 114, 134), angle: 0.77)
    }

    /// The brass ring and what is engraved in it.
    private static func body(_ canvas: inout Canvas, centre: Point, random: inout SplitMix64) {
        canvas.fill(.disc(centre: centre + Point(6, 10), radius: 232), .black, opacity: 0.6, soft: 26)
        let brush = ValueNoise(seed: random.next(), cell: 0.9)
        let brass = Colour(184, 144, 92).mixed(Colour(170, 168, 164), Float(random.uniform(0, 0.7)))
        canvas.fill(.disc(centre: centre, radius: 226)) { x, y in
            let (dx, dy) = (x - centre.x, y - centre.y)
            let radius = Shape.length(dx, dy)
            // Turned metal shines along two opposite directions.
            let angle = atan2f(dy, dx)
            let shine = 0.82 + 0.22 * cosf(2 * (angle + 0.9)) + 0.1 * cosf(5 * angle + 1)
            let profile = 1 - 0.5 * powf(abs(radius - 209) / 18, 4)
            return brass.shaded(max(0.25, shine * profile) * (0.93 + 0.14 * brush.value(radius, angle * 3)))
        }
        hinge(&canvas, at: centre + Point(159, -152), brass: brass)
        let lugs: [Float] = [0.9, 2.95, 4.0, 5.6]
        for lug in lugs {
            let place = Point(centre.x + 209 * cosf(lug), centre.y + 209 * sinf(lug))
            canvas.fill(.disc(centre: place, radius: 5.5), brass.shaded(0.5))
            canvas.fill(.disc(centre: place + Point(0.8, 0.8), radius: 4), brass.shaded(0.95))
        }
        let serial = (0..<8).map { _ in String(random.choice(10)) }.joined()
        canvas.text(
            serial + "  DN20", around: centre, radius: 209, from: 196, height: 12, colour: brass.shaded(0.4),
            weight: 0.17)
        canvas.fill(.disc(centre: centre, radius: 193), Colour(gray: 38))
        canvas.fill(.ring(centre: centre, radius: 191, halfWidth: 1.2), Colour(gray: 120))
    }

    /// What holds the lid: two ears and a pin.
    private static func hinge(_ canvas: inout Canvas, at place: Point, brass: Colour) {
        let angle: Float = 0.77
        canvas.fill(
            .box(centre: place + Point(3, 4), halfWidth: 30, halfHeight: 13, corner: 4, angle: angle), .black,
            opacity: 0.5,
            soft: 6)
        for side: Float in [-1, 1] {
            let ear = place + Point(side * 20 * cosf(angle), side * 20 * sinf(angle))
            canvas.fill(.box(centre: ear, halfWidth: 7, halfHeight: 14, corner: 4, angle: angle), brass.shaded(0.8))
            canvas.fill(.box(centre: ear, halfWidth: 5, halfHeight: 12, corner: 3, angle: angle), brass.shaded(0.98))
        }
        canvas.fill(.box(centre: place, halfWidth: 14, halfHeight: 6, corner: 3, angle: angle)) { x, y in
            metal(0.5 + ((y - place.y) * cosf(angle) - (x - place.x) * sinf(angle)) / 12, Colour(gray: 190))
        }
    }

    /// The white face with its print.
    private static func plate(_ canvas: inout Canvas, centre: Point, random: inout SplitMix64) {
        let tint = Float(random.uniform(0, 0.5))
        canvas.fill(.disc(centre: centre, radius: 186)) { x, y in
            let (dx, dy) = (x - centre.x, y - centre.y)
            let edge = max(0, Shape.length(dx, dy) - 168) / 18
            return Colour(222, 221, 214).mixed(Colour(226, 216, 192), tint).shaded(1 - 0.28 * edge * edge - 0.0001 * dy)
        }
        canvas.fill(.ring(centre: centre, radius: 176, halfWidth: 0.5), .ink, opacity: 0.6)
        for mark in 0..<6 {
            let angle = Float(mark) * Float.pi / 3 + 0.3
            let place = Point(centre.x + 181 * cosf(angle), centre.y + 181 * sinf(angle))
            canvas.fill(.box(centre: place, halfWidth: 5, halfHeight: 4, corner: 1, angle: angle), Colour(gray: 30))
        }
        let (x, y) = (centre.x, centre.y)
        canvas.logo(x - 130, y - 84, radius: 15, kind: 0, colour: Colour(32, 74, 132))
        canvas.text("RIVULA 20", x, y - 147, height: 12, weight: 0.17)
        canvas.text("M26 " + String(1000 + random.choice(9000)), x - 50, y - 126, height: 8.5)
        canvas.text("T30  PN16", x + 46, y - 126, height: 8.5)
        canvas.text("No " + String(10_000_000 + random.choice(89_999_999)), x - 36, y - 48, height: 8.5)
        canvas.text("Q3 2.5 m³/h", x + 62, y - 48, height: 8.5)
        canvas.text("R160-H", x - 70, y - 25, height: 7.5)
        canvas.text("R63-V", x + 50, y - 25, height: 7.5)
        canvas.barcode(x - 38, y + 46, width: 76, height: 10, bars: 22, random: &random)
    }

    /// The dark frame that the wheels lie in.
    private static func frame(_ canvas: inout Canvas, around centre: Point, width: Float, height: Float) {
        let (x, y) = (centre.x - width / 2, centre.y - height / 2)
        canvas.fill(.rectangle(x - 6, y - 6, width + 12, height + 12, corner: 4), Colour(64, 64, 66))
        canvas.fill(.rectangle(x - 4.5, y - 4.5, width + 9, height + 9, corner: 3), Colour(40, 40, 43))
    }

    /// The shade of a polished cylinder; `across` runs from 0 at its lit edge to 1.
    private static func metal(_ across: Float, _ colour: Colour) -> Colour {
        let t = min(max(across, 0), 1)
        let highlight = max(0, 1 - abs(t - 0.3) / 0.12)
        return colour.shaded(0.22 + 1.0 * sinf(Float.pi * min(1, t * 0.9 + 0.16)) * (1 - 0.55 * t))
            .mixed(Colour(255, 240, 214), 0.6 * highlight)
    }
}
