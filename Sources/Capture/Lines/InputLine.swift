// An input line in use: a button, a contact, or a meter's pulse output.

/// What is known of an input.
public struct InputSetting: Sendable, Equatable {
    /// Which changes count.
    public enum Edge: String, Sendable, Equatable, CaseIterable {
        /// To active.
        case rising
        /// To inactive.
        case falling
        /// Both.
        case both
    }

    /// The line.
    public var line: LineSetting
    /// Which changes count.
    public var edge: Edge
    /// Milliseconds that a level must last to count.
    public var debounce: Int

    /// An input.
    public init(line: LineSetting, edge: Edge = .rising, debounce: Int = 20) {
        self.line = line
        self.edge = edge
        self.debounce = debounce
    }

    /// Whether a change to this level counts.
    func counts(_ isActive: Bool) -> Bool {
        switch edge {
        case .rising: isActive
        case .falling: !isActive
        case .both: true
        }
    }
}

/// An input with what it does.
struct InputLine {
    let setting: InputSetting
    let line: GPIOLine
    var debouncer: Debouncer
    /// Told about every change that counts.
    let onEdge: @Sendable () -> Void

    init(_ setting: InputSetting, onEdge: @escaping @Sendable () -> Void) throws(LineFault) {
        self.setting = setting
        self.onEdge = onEdge
        line = try GPIOLine(setting.line, isOutput: false)
        debouncer = Debouncer(quiet: UInt64(setting.debounce) * 1_000_000, level: try line.isActive())
    }

    mutating func read() throws(LineFault) {
        for edge in try line.edges() { tell(debouncer.add(edge.isRising, at: edge.nanoseconds)) }
    }

    mutating func settle(at nanoseconds: UInt64) { tell(debouncer.settle(at: nanoseconds)) }

    private func tell(_ level: Bool?) {
        if let level, setting.counts(level) { onEdge() }
    }
}
