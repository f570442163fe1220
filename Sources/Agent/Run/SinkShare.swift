// What one sink's partner may have, and what is looked at once the names of the meters are known: a meter with a card is called what that
// says.

import Metering
import Uplink

/// The share of one sink.
public struct SinkShare: Sendable, Equatable {
    /// What goes.
    public var rules = ShareRules()
    /// Where the secret is that makes pseudonyms of names; nil: names go as they are.
    public var pseudonymFile: String?
    /// Where it stands in the configuration, for example `sink[0].share`.
    var key = ""

    /// Everything, under its own names.
    public init() {}

    /// The pseudonyms, if there are to be some.
    func pseudonyms() throws(UplinkError) -> Pseudonyms? {
        try pseudonymFile.map { (file) throws(UplinkError) in Pseudonyms(secret: try SecretFile.secret(in: file)) }
    }

    /// In few words.
    var text: String {
        var parts: [String] = []
        if let meters = rules.meters { parts.append("of " + meters.joined(separator: ", ")) }
        if let kinds = rules.kinds { parts.append(kinds.map(\.rawValue).joined(separator: ", ")) }
        if let step = rules.resolution { parts.append("one reading each \(step.rawValue)") }
        if pseudonymFile != nil { parts.append("under pseudonyms") }
        return "shares only: " + parts.joined(separator: "; ")
    }

    /// Shares that name what nobody has configured; `meters` are all there are.
    static func mistakes(in configuration: AgentConfiguration, meters: [String]) -> [AgentError] {
        let names = meters + configuration.groups.map(\.name) + configuration.systems.map(\.name)
        return configuration.sinkShares.values.sorted { $0.key < $1.key }.flatMap { share in
            (share.rules.meters ?? []).filter { !names.contains($0) }.map { name in
                configuration.mistake(
                    share.key + ".meters", "there is no meter \"\(name)\" to share",
                    NearWord.nearest(name, names).map { "did you mean \"\($0)\"?" }
                        ?? "there is " + names.joined(separator: ", "))
            }
        }
    }
}
