// What a head-end, or somebody at the gateway, can ask the agent to do.

import Capture
import Metering
import Recognition

/// A command that was understood, with what says whether it still holds.
struct RemoteOrder: Sendable, Equatable {
    /// What is to be done.
    enum Command: Sendable, Equatable {
        /// Readings of these meters now.
        case read(meters: [String])
        /// A register showed this index at some instant, nil for now: its history begins anew with it.
        case setIndex(meter: String, register: String, index: Index, at: Timestamp?)
        /// The picture of the reading with this number in the journal.
        case sendEvidence(seq: Int64)
        /// When a meter is read; nil: as the configuration says.
        case setSchedule(meter: String, ReadingPlan?)
        /// When a sink delivers; nil: as the configuration says.
        case setDelivery(sink: String, Delivery?)
    }

    /// When a sink delivers.
    enum Delivery: Sendable, Equatable {
        /// Everything as soon as it is there.
        case immediate
        /// At these slots.
        case slots(Schedule.Pattern)

        /// The slots; nil: everything at once.
        var pattern: Schedule.Pattern? {
            switch self {
            case .immediate: nil
            case .slots(let pattern): pattern
            }
        }
    }

    /// Its name, by which it is done once only.
    var id: String
    /// When it is void.
    var until: Timestamp
    /// What is to be done.
    var command: Command
    /// Its name as written.
    var word: Word

    /// The commands by name.
    enum Word: String, CaseIterable, Sendable {
        case read
        case setIndex = "set-index"
        case sendEvidence = "send-evidence"
        case setSchedule = "set-schedule"
    }
}
