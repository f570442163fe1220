// What GPIO chips a board has, and which line a name means.

import CGPIO
import Glibc

/// Looks at GPIO chips without taking a line.
public enum GPIOChips {
    /// One chip.
    public struct Chip: Sendable, Equatable {
        /// Its path.
        public var path: String
        /// What its driver calls it.
        public var label: String
        /// Its lines, by number.
        public var lines: [Line]
    }

    /// One line.
    public struct Line: Sendable, Equatable {
        /// The name that the board gives it, or empty.
        public var name: String
        /// Who has it, nil if nobody has.
        public var user: String?
        /// True while it drives something.
        public var isOutput: Bool
    }

    /// The paths of all chips.
    public static func paths() -> [String] {
        let names = (try? FrameFiles.names(in: "/dev")) ?? []
        let numbers = names.compactMap { $0.hasPrefix("gpiochip") ? Int($0.dropFirst(8)) : nil }
        return numbers.sorted().map { "/dev/gpiochip\($0)" }
    }

    /// The chip at `path`.
    public static func chip(at path: String) throws(LineFault) -> Chip {
        var chip = cgpio_chip_info()
        guard cgpio_describe_chip(path, &chip) == 0 else { throw fault("open", path) }
        var lines: [Line] = []
        for number in 0..<min(chip.lines, UInt32(Limits.linesMax)) {
            var line = cgpio_line_info()
            guard cgpio_describe_line(path, number, &line) == 0 else { throw fault("line \(number)", path) }
            let user = VideoText.text(line.consumer)
            lines.append(
                Line(
                    name: VideoText.text(line.name), user: line.is_used ? (user.isEmpty ? "the kernel" : user) : nil,
                    isOutput: line.is_output))
        }
        return Chip(path: path, label: VideoText.text(chip.label), lines: lines)
    }

    /// The number of the line that is meant.
    ///
    /// - Throws: `chipMissing`, `forbidden`, `notAChip`, `lineUnknown`, `taken`.
    static func find(_ setting: LineSetting) throws(LineFault) -> UInt32 {
        let chip = try chip(at: setting.chip)
        let number: Int?
        switch setting.place {
        case .number(let asked): number = chip.lines.indices.contains(asked) ? asked : nil
        case .name(let name): number = chip.lines.firstIndex { $0.name == name }
        }
        guard let number else { throw .lineUnknown(offered: offered(chip)) }
        if let user = chip.lines[number].user { throw .taken(by: user) }
        return UInt32(number)
    }

    private static func offered(_ chip: Chip) -> String {
        let names = chip.lines.map(\.name).filter { !$0.isEmpty }
        let numbers = "numbers 0 to \(max(0, chip.lines.count - 1))"
        return names.isEmpty ? numbers : numbers + " and " + names.prefix(40).joined(separator: ", ")
    }

    /// What the error that a call has just left means.
    static func fault(_ call: String, _ path: String) -> LineFault {
        let number = errno
        switch number {
        case ENOENT, ENODEV, ENXIO: return .chipMissing(offered: paths())
        case EACCES, EPERM: return .forbidden
        case EBUSY: return .taken(by: "another program")
        // libgpiod says so of a device that is none.
        case ENOTTY: return .notAChip(reason: "another kind of device")
        default: return .failed(call: call, reason: String(cString: strerror(number)))
        }
    }
}
