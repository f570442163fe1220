// One line of a chip, taken for this program. Given back, and made inactive before if it is an output, when nobody keeps it.

import CGPIO
import Glibc

/// A line that is ours.
final class GPIOLine: @unchecked Sendable {
    private let line: OpaquePointer
    let setting: LineSetting

    /// Takes an input that reports edges, or an output that begins inactive.
    ///
    /// - Throws: why it cannot be had.
    init(_ setting: LineSetting, isOutput: Bool) throws(LineFault) {
        let number = try GPIOChips.find(setting)
        let line =
            isOutput
            ? cgpio_open_output(setting.chip, number, setting.isActiveLow)
            : cgpio_open_input(setting.chip, number, setting.isActiveLow, GPIOLine.bias(setting.bias))
        guard let line else { throw GPIOChips.fault("request of \(setting.place)", setting.chip) }
        self.line = line
        self.setting = setting
        if isOutput { cgpio_guard() }
    }

    deinit { cgpio_close(line) }

    /// Makes an output active or not.
    func set(_ isActive: Bool) throws(LineFault) {
        guard cgpio_set(line, isActive) == 0 else { throw GPIOChips.fault("setting \(setting.place)", setting.chip) }
    }

    /// Whether it is active.
    func isActive() throws(LineFault) -> Bool {
        let value = cgpio_get(line)
        guard value >= 0 else { throw GPIOChips.fault("reading \(setting.place)", setting.chip) }
        return value != 0
    }

    /// Readable when there are edges.
    var descriptor: Int32 { cgpio_descriptor(line) }

    /// The edges that wait; waits for the first.
    func edges() throws(LineFault) -> [(isRising: Bool, nanoseconds: UInt64)] {
        var edges = [cgpio_edge](repeating: cgpio_edge(), count: 16)
        let count = cgpio_read_edges(line, &edges, Int32(edges.count))
        guard count >= 0 else { throw GPIOChips.fault("reading edges of \(setting.place)", setting.chip) }
        return edges.prefix(Int(count)).map { ($0.is_rising, $0.nanoseconds) }
    }

    private static func bias(_ bias: LineSetting.Bias) -> cgpio_bias {
        switch bias {
        case .asIs: CGPIO_BIAS_AS_IS
        case .none: CGPIO_BIAS_DISABLED
        case .pullUp: CGPIO_BIAS_PULL_UP
        case .pullDown: CGPIO_BIAS_PULL_DOWN
        }
    }
}
