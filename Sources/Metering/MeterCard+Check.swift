// Finds the mistakes in a meter card that show only when its parts are seen together.

import Recognition

extension MeterCard {
    /// All mistakes; `width` × `height` is the size of the reference frame in pixels.
    public func mistakes(width: Int, height: Int) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if registers.isEmpty {
            mistakes.append(CardMistake("register", "the card has no register", "add a [[register]] with its dials"))
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
        for (d, dial) in register.dials.enumerated() {
            let inside = dial.area.corners.allSatisfy {
                $0.x >= 0 && $0.y >= 0 && $0.x <= Float(width) && $0.y <= Float(height)
            }
            if !inside {
                mistakes.append(
                    CardMistake(
                        "\(key).dial[\(d)]", "the dial lies outside the picture of \(width) × \(height) pixels",
                        "correct its place, or use the reference frame that the card was made on"))
            } else if dial.area.size < 6 {
                mistakes.append(
                    CardMistake(
                        "\(key).dial[\(d)]", "the dial is smaller than 6 pixels",
                        "check its corners: they run clockwise from the top left as read"))
            }
        }
        return mistakes
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
    /// The shorter of the first two sides.
    fileprivate var size: Float {
        let across = topRight - topLeft
        let down = bottomLeft - topLeft
        return min(across.x * across.x + across.y * across.y, down.x * down.x + down.y * down.y).squareRoot()
    }
}
