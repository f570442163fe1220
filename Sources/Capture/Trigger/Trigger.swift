// What makes the agent read a meter.

/// One cause of a reading.
public enum Trigger: Sendable, Hashable {
    /// A slot of the schedule has come.
    case schedule(DueSlot)
    /// A line of the board changed; its name.
    case edge(line: String)
    /// So many pulses have come since the last reading.
    case pulses(Int)
    /// Somebody asked for it.
    case demand
    /// The process has started.
    case start
    /// The camera is back that gave no pictures.
    case cameraBack

    /// A word for the kind of cause, for machines.
    public var name: String {
        switch self {
        case .schedule: "schedule"
        case .edge: "edge"
        case .pulses: "pulses"
        case .demand: "demand"
        case .start: "start"
        case .cameraBack: "camera-back"
        }
    }

    /// The cause in words, for journals.
    public var text: String {
        switch self {
        case .schedule(let due): "slot \(due.text)"
        case .edge(let line): "edge on \(line)"
        case .pulses(let count): count == 1 ? "1 pulse" : "\(count) pulses"
        case .demand: "on demand"
        case .start: "start of the agent"
        case .cameraBack: "the camera is back"
        }
    }
}
