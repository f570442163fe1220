// What the daemon is to do: which meters, where their frames come from, where readings are kept and sent.

import Capture
import Metering
import Recognition

#if Console
    import Console
#endif

/// The daemon's configuration.
public struct AgentConfiguration: Sendable {
    /// Where the frames of a meter come from.
    public enum Camera: Sendable, Equatable {
        /// A meter that exists only in this program.
        case simulated(SimulatedFace, seed: UInt64, acceleration: Double)
        /// Recorded pictures, one after another, for as long as there are some.
        case folder(String)
        /// One of the configuration's cameras, by name, with the lights of each shot by name.
        case video(String, lights: [[String]])
    }

    /// A meter's pulse output.
    public struct Pulses: Sendable, Equatable {
        /// Where it is connected.
        public var input: InputSetting
        /// What one pulse counts.
        public var weight: Index
        /// Pulses after which a reading is taken; nil if they ask for none.
        public var each: Int64?
    }

    /// One meter.
    public struct Meter: Sendable, Equatable {
        /// The meter card, or where one is to be made; nil for a simulated meter that brings its own.
        public var card: String?
        /// Where its frames come from.
        public var camera: Camera
        /// When it is read.
        public var plan: ReadingPlan
        /// Inputs whose edges ask for a reading.
        public var triggers: [InputSetting] = []
        /// The meter's pulse output.
        public var pulses: Pulses? = nil
        /// What a simulated meter is called, or one that has no card yet; nil for its usual name, or that of the card's file. A meter
        /// with a card is called what that says.
        public var name: String? = nil
        /// What is watched of its use.
        public var warnings = WarningSetting()
        /// What its use costs; nil: nobody has said.
        public var money: MoneySetting? = nil
        /// Where it stands in the configuration, for example `meter[0]`.
        public var key = ""
    }

    /// The gateway's name.
    public var device: String
    /// The journal's file.
    public var journal: String
    /// The cameras.
    public var cameras: [CameraSetting] = []
    /// For each camera, the name of the output that it gets its power from.
    public var cameraPowers: [String?] = []
    /// Lights and powers.
    public var outputs: [Output.Setting] = []
    /// The meters.
    public var meters: [Meter]
    /// Tariffs, by which use is paid for.
    public var tariffs: [Tariff] = []
    /// Groups of meters whose books are balanced.
    public var groups: [BalanceGroup] = []
    /// Files with readings of meters that no camera here looks at.
    public var imports: [ImportedFile] = []
    /// Ratios, working hours, machines and gauges that are watched.
    public var systems: [SystemSetting] = []
    /// The destinations.
    public var sinks: [SinkSetting]
    /// When each destination gets what has gathered, by its name; at once where it has no plan.
    public var sinkPlans: [String: SinkPlan] = [:]
    /// What of it each destination may have, by its name; everything where it has no share.
    public var sinkShares: [String: SinkShare] = [:]
    /// Where figures about the agent can be fetched; nil: nowhere.
    public var metrics: MetricsSetting? = nil
    #if Console
        /// Where the console listens; nil: nowhere.
        public var console: ConsoleSetting? = nil
    #endif
    /// The socket at which those at the gateway ask the agent; nil: the usual one where its folder is there.
    public var control: String? = nil
    /// Bytes of pictures that are kept of what was read; nil: none are.
    public var evidenceBytes: Int64? = Limits.evidenceBytes
    /// The file it was read from, for messages.
    var source: ConfigurationSource? = nil

    /// A demonstration without hardware: three simulated meters, journal and outbox in `folder`.
    public static func simulation(in folder: String) -> AgentConfiguration {
        let faces: [SimulatedFace] = [.water, .gas, .electricity]
        let meters = faces.enumerated().map { number, face in
            Meter(
                card: nil, camera: .simulated(face, seed: UInt64(number + 1), acceleration: 60),
                plan: ReadingPlan(every: .seconds(3)), warnings: WarningSetting(isOn: false))
        }
        var configuration = AgentConfiguration(
            device: "simulated", journal: folder + "/journal.db", meters: meters,
            sinks: [.file(name: "outbox", path: folder + "/outbox.jsonl")])
        configuration.control = folder + "/control.sock"
        return configuration
    }

    /// The same with the console, for who looks at it: at its usual port, or where that is taken at any other.
    public static func demonstration(in folder: String) -> AgentConfiguration {
        var configuration = simulation(in: folder)
        #if Console
            configuration.console = ConsoleSetting(mayMove: true)
        #endif
        return configuration
    }

    /// A mistake that shows only when the configuration is put to use, where it stands in the file.
    func mistake(_ key: String, _ problem: String, _ advice: String) -> AgentError {
        guard let source else { return .badData(problem + ": " + advice) }
        return .mistakes(
            path: source.path, [.init(line: source.line(of: key), mistake: CardMistake(key, problem, advice))])
    }
}
