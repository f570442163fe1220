// `meterclip doctor`: looks at everything that the agent needs, and says of each what is wrong and what to do.

/// The doctor command.
public struct DoctorCommand: Sendable {
    /// The configuration to try; nil to look at the board alone.
    public var configuration: String?
    /// The folder in which a picture of each meter is kept; nil to keep none.
    public var pictures: String?
    /// The control socket at which an agent may be asked.
    public var socket: String
    /// JSON lines instead of a table.
    public var json: Bool

    /// A look at the board, and at a configuration if there is one.
    public init(
        configuration: String?, pictures: String? = nil, socket: String = ControlClient.usualPath, json: Bool
    ) {
        self.configuration = configuration
        self.pictures = pictures
        self.socket = socket
        self.json = json
    }

    /// Looks at everything; true when there is no problem.
    public func run(write: (String) -> Void) async -> Bool {
        var problems = 0
        var warnings = 0
        func tell(_ findings: [DoctorFinding]) {
            for finding in findings {
                problems += finding.state == .problem ? 1 : 0
                warnings += finding.state == .warning ? 1 : 0
                for line in json ? [finding.line] : finding.rows { write(line) }
            }
        }
        tell([BoardChecks.clock(.system)])
        tell(AgentChecks(socket: socket).findings())
        tell(DeviceChecks.cameras())
        tell(DeviceChecks.lines())
        if let configuration {
            tell(await ConfigurationChecks(path: configuration, pictures: pictures, clock: .system).findings())
        }
        if !json { write(DoctorCommand.summary(problems: problems, warnings: warnings)) }
        return problems == 0
    }

    private static func summary(problems: Int, warnings: Int) -> String {
        problems == 0 && warnings == 0
            ? "all is well"
            : "\(DoctorFinding.count(problems, "problem")), \(DoctorFinding.count(warnings, "warning"))"
    }
}
