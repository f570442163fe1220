// Reads a meter card from its TOML file: syntax, then each key, then the card as a whole, with all mistakes at once.

import Metering
import Recognition
import TOMLKit

/// A meter card with the place of its file.
public struct CardFile: Sendable {
    /// The card.
    public let card: MeterCard
    /// Where it was read from.
    public let path: String

    /// The path of the reference frame.
    public var referencePath: String { CardFile.sibling(card.reference, of: path) }

    /// Reads `path`; `sizeOf` gives the width and height of the reference frame at a path.
    public static func read(
        _ path: String, sizeOf: (String) throws(AgentError) -> (width: Int, height: Int)
    ) throws(AgentError) -> CardFile {
        let document = try ConfigurationDocument(path: path)
        let mistakes = MistakeList()
        let top = TableReader(document.table, path: "", mistakes: mistakes)
        let card = readCard(top)
        top.finish()
        let file = CardFile(card: card, path: path)
        if mistakes.mistakes.isEmpty {
            let size = try sizeOf(file.referencePath)
            mistakes.add(card.mistakes(width: size.width, height: size.height))
        }
        try document.report(mistakes)
        return file
    }

    static func sibling(_ name: String, of path: String) -> String {
        guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
        return String(path[...slash]) + name
    }

    private static func readCard(_ top: TableReader) -> MeterCard {
        let meter = top.string("meter")
        if top.has("meter") { checkName(meter, "meter", "a meter's name", top) }
        let medium: Medium = top.choice("medium") ?? .water
        let area = top.numbers("area", count: 4).map {
            Quad(x: Float($0[0]), y: Float($0[1]), width: Float($0[2]), height: Float($0[3]))
        }
        let rotation = top.number("rotation", in: -360...360) ?? 0
        var card = MeterCard(
            meter: meter, medium: medium, unit: top.string("unit", default: medium.unit),
            reference: top.string("reference"), area: area, rotation: rotation,
            registers: top.tables("register").map(readRegister))
        card.page = top.numbers("page", count: 4).map {
            Quad(x: Float($0[0]), y: Float($0[1]), width: Float($0[2]), height: Float($0[3]))
        }
        card.controls = top.integers("controls")
        card.frames = top.integer("frames", in: 1...Metering.Limits.framesMax, default: 1)
        return card
    }

    private static func readRegister(_ table: TableReader) -> RegisterCard {
        let name = table.string("name", default: "main")
        checkName(name, "name", "a register's name", table)
        let dials = table.tables("dial").map(readDial)
        let lowest = dials.last?.mechanism.place ?? 0
        let decimals = table.integer("decimals", in: 0...9, default: max(0, -lowest))
        if !dials.isEmpty, decimals > max(0, 1 - lowest) {
            table.mistakes.add(
                table.key("decimals"), "the dials give fewer than \(decimals) decimals",
                "use at most \(max(0, 1 - lowest)): one more than the lowest dial counts")
        }
        let start = table.table("start").flatMap(readStart)
        let hourlyMax = table.number("qmax", in: 0.000001...1e9)
        var card = RegisterCard(name: name, dials: dials, decimals: decimals, hourlyMax: hourlyMax, start: start)
        card.backflow = table.number("backflow", in: 0...1e9) ?? 0
        card.exchanges = table.integer("exchanges", in: 0...9999, default: 0)
        card.healAfter = table.integer("healAfter", in: 2...100, default: Metering.Limits.healAfter)
        card.first = table.choice("first", default: .confirm) ?? .confirm
        table.finish()
        return card
    }

    private static func readStart(_ table: TableReader) -> RegisterCard.Start? {
        let index = Index(table.string("index"))
        let at = Timestamp(table.string("at"))
        if index == nil {
            table.mistakes.add(
                table.key("index"), "not an index", "write what the meter showed, for example \"00662.9051\"")
        }
        if at == nil {
            table.mistakes.add(
                table.key("at"), "not a time", "write it like \"2026-08-14T02:13:57Z\", in quotes")
        }
        table.finish()
        guard let index, let at else { return nil }
        return RegisterCard.Start(index: index, at: at)
    }

    private static func readDial(_ table: TableReader) -> DialCard {
        let kind: DialWord = table.choice("kind") ?? .wheel
        let place = table.integer("place", in: -9...15)
        let zero = table.number("zero", in: -5...5) ?? 0
        var area = Quad(x: 0, y: 0, width: 0, height: 0)
        var rollStart: Double?
        var zeroAngle = 0.0
        var direction = Direction.cw
        if kind == .needle {
            let centre = table.numbers("centre", count: 2)
            let radius = table.number("radius", in: 3...10_000)
            if let centre, let radius {
                area = Quad(
                    x: Float(centre[0] - radius), y: Float(centre[1] - radius), width: Float(2 * radius),
                    height: Float(2 * radius))
            } else if let quad = readQuad(table) {
                area = quad
            } else {
                table.mistakes.add(
                    table.path, "the needle has no place", "add centre = [x, y] and radius = r, in pixels")
            }
            zeroAngle = table.number("zeroAngle", in: -360...360) ?? 0
            direction = table.choice("direction", default: .cw) ?? .cw
        } else {
            if let quad = readQuad(table) {
                area = quad
            } else {
                table.mistakes.add(
                    table.path, "the dial has no place",
                    "add quad = [[x, y], …]: its corners clockwise from the top left as read, or box = [x, y, w, h]")
            }
            rollStart = table.number("rollStart", in: 0...9.9)
        }
        table.finish()
        return DialCard(
            mechanism: DialMechanism(
                kind: kind.kind, place: place, zero: Float(zero), rollStart: rollStart.map { Float($0) }),
            area: area, zeroAngle: Float(zeroAngle / 36), clockwise: direction == .cw)
    }

    private static func readQuad(_ table: TableReader) -> Quad? {
        if let box = table.numbers("box", count: 4) {
            return Quad(x: Float(box[0]), y: Float(box[1]), width: Float(box[2]), height: Float(box[3]))
        }
        guard let points = table.points("quad", count: 4) else { return nil }
        let corners = points.map { Point(Float($0[0]), Float($0[1])) }
        return Quad(corners[0], corners[1], corners[2], corners[3])
    }

    /// Names are part of topics and file names.
    private static func checkName(_ name: String, _ key: String, _ what: String, _ table: TableReader) {
        guard !isName(name) else { return }
        table.mistakes.add(
            table.key(key), "\"\(name)\" cannot be \(what)",
            "use 1 to \(Metering.Limits.nameLengthMax) letters, digits, '-', '_' and '.'")
    }

    /// Whether a text can be the name of a meter or register.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isNameByte) && name.utf8.count <= Metering.Limits.nameLengthMax
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }
}

/// The dial kinds as cards name them.
enum DialWord: String, CaseIterable {
    case wheel, needle, segment

    var kind: DialKind {
        switch self {
        case .wheel: return .wheel
        case .needle: return .needle
        case .segment: return .segment
        }
    }
}

/// The ways a needle may turn.
enum Direction: String, CaseIterable {
    case cw, ccw
}
