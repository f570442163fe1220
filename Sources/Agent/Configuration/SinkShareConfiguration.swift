// Reads `[sink.share]`: what a sink's partner may have. What would tell more than that by another way is a mistake.

import Metering
import Uplink

extension AgentConfiguration {
    private enum Resolution: String, CaseIterable {
        case quarter, hour, day, month
    }

    /// The share of a sink; nil if it gets everything.
    static func readSinkShare(_ table: TableReader, _ path: String) -> SinkShare? {
        guard let inner = table.table("share") else { return nil }
        defer { inner.finish() }
        var share = SinkShare()
        share.key = inner.path
        let meters = inner.texts("meters")
        if inner.has("meters") { share.rules.meters = meters }
        share.rules.kinds = inner.choices("kinds")
        if inner.has("resolution") {
            let resolution: Resolution? = inner.choice("resolution")
            share.rules.resolution = resolution.flatMap { UsageStep(rawValue: $0.rawValue) }
        } else {
            _ = inner.string("resolution", default: "")
        }
        share.pseudonymFile = TrustConfiguration.secret(
            inner, "pseudonymFile", path, least: Limits.remoteSecretMin)
        if !["meters", "kinds", "resolution", "pseudonymFile"].contains(where: { inner.has($0) }) {
            inner.mistakes.add(
                inner.path, "the share leaves nothing out",
                "add meters = […], kinds = […], resolution = \"…\" or pseudonymFile = \"…\", or leave it out")
        }
        if share.rules.resolution != nil, let kinds = share.rules.kinds, !tellsReadings(kinds) {
            inner.mistakes.add(
                inner.key("resolution"), "\"resolution\" means nothing without readings", "add \"readings\" to kinds")
        }
        return share
    }

    private static func tellsReadings(_ kinds: [ShareRules.Kind]) -> Bool {
        kinds.contains(.readings) || kinds.contains(.withheld)
    }

    /// Tells what a sink would tell although its share leaves it out.
    static func checkShare(_ share: SinkShare, of setting: SinkSetting, _ table: TableReader) {
        let isVeiled = share.pseudonymFile != nil
        switch setting {
        case .file, .influx: break
        case .https(_, _, let sendsEvidence):
            if sendsEvidence, isVeiled {
                table.mistakes.add(
                    table.key("evidence"), "pictures show serial numbers, pseudonyms or not",
                    "leave out evidence = true, or pseudonymFile in [sink.share]")
            }
        case .mqtt(_, let broker):
            if broker.commands != nil {
                table.mistakes.add(
                    table.key("commands"), "commands can ask for what the share leaves out",
                    "take them by another [[sink]]")
            }
            for (key, isTold) in [("homeAssistant", broker.homeAssistant != nil), ("compatible", broker.edge != nil)]
            where isTold {
                if isVeiled {
                    table.mistakes.add(
                        table.key(key), "it goes by the names of meters",
                        "leave out \"\(key)\", or pseudonymFile in [sink.share]")
                }
                if let kinds = share.rules.kinds, !kinds.contains(.readings) {
                    table.mistakes.add(
                        table.key(key), "it tells readings, and the share has none",
                        "leave out \"\(key)\", or add \"readings\" to kinds in [sink.share]")
                }
            }
        }
    }
}
