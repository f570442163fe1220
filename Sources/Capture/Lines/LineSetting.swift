// Which GPIO line is meant, and how it is wired.

/// One line of a GPIO chip.
public struct LineSetting: Sendable, Equatable {
    /// How a line is known.
    public enum Place: Sendable, Equatable, CustomStringConvertible {
        /// By its number on the chip.
        case number(Int)
        /// By the name that the board gives it.
        case name(String)

        /// The number or the name.
        public var description: String {
            switch self {
            case .number(let number): "line \(number)"
            case .name(let name): "line \"\(name)\""
            }
        }
    }

    /// What keeps an input at rest when nothing drives it.
    public enum Bias: String, Sendable, Equatable, CaseIterable {
        /// As it is.
        case asIs = "as-is"
        /// Nothing.
        case none
        /// A resistor to the supply.
        case pullUp = "pull-up"
        /// A resistor to ground.
        case pullDown = "pull-down"
    }

    /// The path of the chip, such as /dev/gpiochip0.
    public var chip: String
    /// The line.
    public var place: Place
    /// True when the low level is the active one.
    public var isActiveLow: Bool
    /// For inputs.
    public var bias: Bias

    /// A line.
    public init(chip: String, place: Place, isActiveLow: Bool = false, bias: Bias = .asIs) {
        self.chip = chip
        self.place = place
        self.isActiveLow = isActiveLow
        self.bias = bias
    }
}

extension LineSetting: CustomStringConvertible {
    /// For example `line 4 of /dev/gpiochip0`.
    public var description: String { "\(place) of \(chip)" }
}
