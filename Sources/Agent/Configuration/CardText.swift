// Writes a meter card as the TOML that CardFile reads.

import Metering
import Recognition

/// Meter cards as text.
enum CardText {
    static func write(_ card: MeterCard) -> String {
        var text = """
            meter = \(quoted(card.meter))
            medium = \(quoted(card.medium.rawValue))
            unit = \(quoted(card.unit))
            reference = \(quoted(card.reference))

            """
        if let area = card.area { text += "area = \(box(area))\n" }
        if card.rotation != 0 { text += "rotation = \(number(Float(card.rotation)))\n" }
        if let page = card.page { text += "page = \(box(page))\n" }
        if card.frames != 1 { text += "frames = \(card.frames)\n" }
        if !card.controls.isEmpty {
            let controls = card.controls.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \($0.value)" }
            text += "controls = { \(controls.joined(separator: ", ")) }\n"
        }
        for register in card.registers { text += write(register) }
        return text
    }

    private static func write(_ register: RegisterCard) -> String {
        var text = "\n[[register]]\nname = \(quoted(register.name))\ndecimals = \(register.decimals)\n"
        if let hourlyMax = register.hourlyMax { text += "qmax = \(hourlyMax)\n" }
        if let start = register.start {
            text += "start = { index = \(quoted(start.index.text)), at = \(quoted(start.at.text)) }\n"
        }
        if register.backflow > 0 { text += "backflow = \(register.backflow)\n" }
        if register.exchanges > 0 { text += "exchanges = \(register.exchanges)\n" }
        if register.healAfter != Metering.Limits.healAfter { text += "healAfter = \(register.healAfter)\n" }
        if register.first != .confirm { text += "first = \(quoted(register.first.rawValue))\n" }
        for dial in register.dials { text += write(dial) }
        return text
    }

    private static func write(_ dial: DialCard) -> String {
        let mechanism = dial.mechanism
        var text = "\n[[register.dial]]\nkind = \(quoted(word(mechanism.kind)))\nplace = \(mechanism.place)\n"
        let corners = dial.area.corners.map { "[\(number($0.x)), \(number($0.y))]" }
        text += "quad = [\(corners.joined(separator: ", "))]\n"
        if mechanism.zero != 0 { text += "zero = \(number(mechanism.zero))\n" }
        if let rollStart = mechanism.rollStart { text += "rollStart = \(number(rollStart))\n" }
        if dial.zeroAngle != 0 { text += "zeroAngle = \(number(dial.zeroAngle * 36))\n" }
        if !dial.clockwise { text += "direction = \"ccw\"\n" }
        return text
    }

    private static func box(_ quad: Quad) -> String {
        let size = quad.bottomRight - quad.topLeft
        return "[\([quad.topLeft.x, quad.topLeft.y, size.x, size.y].map(number).joined(separator: ", "))]"
    }

    private static func word(_ kind: DialKind) -> String {
        // Every kind has its word, or cards of that kind could not be read.
        DialWord.allCases.first { $0.kind == kind }!.rawValue
    }

    /// Two decimals are a hundredth of a pixel.
    private static func number(_ value: Float) -> String {
        let rounded = (Double(value) * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
    }

    private static func quoted(_ text: String) -> String { JSONObject.quoted(text) }
}
