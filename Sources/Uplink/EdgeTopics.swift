// The topics of AI-on-the-edge-device, the words that programs around camera readers already understand. All values are text.
// Given are those that can be told honestly: `value`, `raw`, `error`, `rate` (per minute), `changeabsolut`, `timestamp` and `json`.
// Readings that wait for a connection are told by the newest alone: these topics have no time of their own.

import Metering

/// A register in the words of AI-on-the-edge-device.
enum EdgeTopics {
    /// Topic and payload, in the order in which they are to be sent.
    static func messages(_ state: SeriesState, under folder: String) -> [(topic: String, payload: String)] {
        let error = (folder + "/error", state.reasons.isEmpty ? noError : state.reasons.joined(separator: ", "))
        guard let value = state.index else { return [error] }
        let time = timestamp(state.at)
        var json = JSONObject()
        json.set("value", value)
        json.set("raw", state.raw)
        json.set("pre", state.previous ?? "")
        json.set("error", noError)
        json.set("rate", state.rate ?? "")
        json.set("timestamp", time)
        var messages = [(folder + "/value", value), (folder + "/raw", state.raw), error]
        if let rate = state.rate { messages.append((folder + "/rate", rate)) }
        if let change = state.change { messages.append((folder + "/changeabsolut", change)) }
        messages += [(folder + "/timestamp", time), (folder + "/json", json.text)]
        return messages
    }

    private static let noError = "no error"

    /// `2026-07-03T12:00:00+0000`.
    private static func timestamp(_ milliseconds: Int64) -> String {
        Timestamp(milliseconds: milliseconds).text.prefix(19) + "+0000"
    }
}
