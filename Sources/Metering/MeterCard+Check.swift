// Finds the mistakes in a meter card that show only when its parts are seen together.

import Recognition

extension MeterCard {
    /// All mistakes; `width` × `height` is the size of the reference frame in pixels.
    public func mistakes(width: Int, height: Int) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if registers.isEmpty {
            mistakes.append(CardMistake("register", "the card has no register", "add a [[register]] with its dials"))
        }
        if registers.count > Limits.registersMax {
            mistakes.append(
                CardMistake(
                    "register", "the card has \(registers.count) registers",
                    "a meter has at most \(Limits.registersMax)"))
        }
        if let area, !area.lies(in: width, height) || !area.isConvex {
            mistakes.append(
                CardMistake(
                    "area", "the area is no part of the picture of \(width) × \(height) pixels",
                    "write it as [x, y, width, height] inside the picture, or leave it out"))
        }
        if let page, !page.lies(in: width, height) || !page.isConvex {
            mistakes.append(
                CardMistake(
                    "page", "the page's mark is no part of the picture of \(width) × \(height) pixels",
                    "write it as [x, y, width, height] inside the picture, or leave it out"))
        }
        var names: [String] = []
        for (r, register) in registers.enumerated() {
            let key = "register[\(r)]"
            if names.contains(register.name) {
                mistakes.append(
                    CardMistake(
                        key + ".name", "two registers are named \"\(register.name)\"", "give each its own name"))
            }
            names.append(register.name)
            mistakes += registerMistakes(register, key, width, height)
        }
        return mistakes + overlapMistakes()
    }

    private func registerMistakes(_ register: RegisterCard, _ key: String, _ width: Int, _ height: Int)
        -> [CardMistake]
    {
        var mistakes: [CardMistake] = []
        do {
            _ = try register.mechanism()
        } catch .placeOutOfOrder(let dial) {
            mistakes.append(
                CardMistake(
                    "\(key).dial[\(dial)].place", "the place does not follow the dial before it",
                    "list the dials from the most significant down; each place is one less than the one before"))
        } catch {
            mistakes.append(
                CardMistake(
                    key, "the register has \(register.dials.count) dials",
                    "give it 1 to \(Recognition.Limits.dialsMax) [[register.dial]] entries"))
        }
        mistakes += startMistakes(register, key)
        for (d, dial) in register.dials.enumerated() {
            if !dial.area.lies(in: width, height) {
                mistakes.append(
                    CardMistake(
                        "\(key).dial[\(d)]", "the dial lies outside the picture of \(width) × \(height) pixels",
                        "correct its place, or use the reference frame that the card was made on"))
            } else if !dial.area.isConvex {
                mistakes.append(
                    CardMistake(
                        "\(key).dial[\(d)]", "the dial's corners do not go round it",
                        "list them clockwise from the top left as read"))
            } else if dial.area.size < Limits.dialSizeMin {
                mistakes.append(
                    CardMistake(
                        "\(key).dial[\(d)]", "the dial is smaller than \(Int(Limits.dialSizeMin)) pixels",
                        "check its corners: they run clockwise from the top left as read"))
            }
        }
        return mistakes
    }

    private func startMistakes(_ register: RegisterCard, _ key: String) -> [CardMistake] {
        guard let start = register.start, let highest = register.dials.first?.mechanism.place else { return [] }
        let whole = start.index.scaled(to: 0)
        var capacity: Int64 = 1
        for _ in 0..<max(0, min(highest + 1, 18)) { capacity *= 10 }
        guard whole >= capacity else { return [] }
        return [
            CardMistake(
                key + ".start.index", "\(start.index.text) does not fit the register",
                "its dials show at most \(max(0, highest + 1)) digits before the point")
        ]
    }

    private func overlapMistakes() -> [CardMistake] {
        var mistakes: [CardMistake] = []
        var seen: [(key: String, area: Quad)] = []
        for (r, register) in registers.enumerated() {
            for (d, dial) in register.dials.enumerated() {
                let key = "register[\(r)].dial[\(d)]"
                for other in seen {
                    let distance = other.area.centre - dial.area.centre
                    let limit = Limits.overlapMin * min(dial.area.size, other.area.size)
                    if distance.x * distance.x + distance.y * distance.y < limit * limit {
                        mistakes.append(
                            CardMistake(
                                key, "the dial lies on the same place as \(other.key)",
                                "give each dial its own place in the picture"))
                    }
                }
                seen.append((key, dial.area))
            }
        }
        return mistakes
    }
}

extension Quad {
    /// True when all corners lie in a picture of this size.
    fileprivate func lies(in width: Int, _ height: Int) -> Bool {
        corners.allSatisfy { $0.x >= 0 && $0.y >= 0 && $0.x <= Float(width) && $0.y <= Float(height) }
    }

    /// True when the corners go round the area clockwise (y points down) without a dent.
    fileprivate var isConvex: Bool {
        let corners = corners
        return (0..<4).allSatisfy { i in
            let a = corners[(i + 1) % 4] - corners[i]
            let b = corners[(i + 2) % 4] - corners[(i + 1) % 4]
            return a.x * b.y - a.y * b.x > 0
        }
    }

    /// The shorter of the first two sides.
    fileprivate var size: Float {
        let across = topRight - topLeft
        let down = bottomLeft - topLeft
        return min(across.x * across.x + across.y * across.y, down.x * down.x + down.y * down.y).squareRoot()
    }
}
