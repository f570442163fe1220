// What the console shows of a system: a ratio of usages, working hours, a machine, a gauge.

import Metering

/// A system.
public struct SystemView: Sendable {
    /// Its name.
    public var name: String
    /// What it is about.
    public var kind: SystemFinding.Kind
    /// What was found of its last days, oldest first.
    public var findings: [SystemFinding]
    /// The warning that is not over.
    public var open: Warning?

    /// A system.
    public init(name: String, kind: SystemFinding.Kind, findings: [SystemFinding], open: Warning?) {
        (self.name, self.kind, self.findings, self.open) = (name, kind, findings, open)
    }
}
