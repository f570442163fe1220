// Everything that keeps an entry from being delivered, in words for the person at the gateway. Nearly all of it is temporary:
// the entry waits in the journal until a sink has acknowledged it. What lies in the entry itself never passes, and says so.

/// Why a sink could not deliver.
public enum UplinkError: Error, Equatable, Sendable {
    /// A topic template, or what it makes of names, is not a topic one can publish to.
    case badTopic(template: String, reason: String)
    /// The payload of an entry is not a JSON object.
    case badPayload(seq: Int64)
    /// The names of an entry do not make a topic one can publish to.
    case noTopic(seq: Int64, meter: String, reason: String)
    /// The head-end cannot be reached.
    case unreachable(endpoint: String, reason: String)
    /// The head-end answered and does not let us in.
    case rejected(endpoint: String, reason: String)
    /// The connection broke.
    case lost(endpoint: String, reason: String)
    /// The head-end did not acknowledge an entry in time.
    case unacknowledged(endpoint: String, seq: Int64, after: Duration)
    /// An address is not one that readings can be sent to.
    case badAddress(address: String, reason: String)
    /// The server cannot prove who it is, or not safely enough; nothing was sent.
    case untrusted(endpoint: String, reason: String)
    /// The server answered, and takes nothing as things are set up.
    case notAccepted(endpoint: String, answer: String, advice: String)
    /// The server answered that it cannot at the moment, and perhaps how long it wants to be left alone.
    case busy(endpoint: String, answer: String, retryAfter: Duration?)
    /// The head-end answers that it can never take this entry, whoever sends it. The topic is empty where entries have none.
    case refused(endpoint: String, seq: Int64, topic: String, reason: String)
    /// The head-end does not let us send there, or no more for now: nothing is wrong with the entry.
    case denied(endpoint: String, topic: String, reason: String)
    /// The head-end does not let us hear what is said there.
    case deaf(endpoint: String, topic: String, reason: String)
    /// A file cannot be written.
    case file(path: String, operation: String, reason: String)
    /// The sink was closed, or the task that waited for it was cancelled.
    case closed(sink: String)

    /// The entry that can never be delivered, whatever is mended elsewhere: what is wrong is what was journalled. Nil for all
    /// that can pass, a broker's refusal included.
    public var hopelessEntry: Int64? {
        switch self {
        case .badPayload(let seq), .noTopic(let seq, _, _): seq
        case .badTopic, .unreachable, .rejected, .lost, .unacknowledged, .refused, .denied, .deaf, .file, .closed: nil
        case .badAddress, .untrusted, .notAccepted, .busy: nil
        }
    }

    /// The entry that the head-end has refused for good, and what it answered.
    public var refusal: (seq: Int64, answer: String)? {
        if case .refused(_, let seq, _, let reason) = self { (seq, reason) } else { nil }
    }

    /// What stays the same as long as the trouble does: without the head-end's own words, the times and the counts, which differ
    /// from one try to the next.
    var trouble: String {
        func plain(_ reason: String) -> String { reason.filter { !$0.isNumber } }
        return switch self {
        case .unreachable(let endpoint, let reason): "\(endpoint) unreachable \(plain(reason))"
        case .lost(let endpoint, let reason): "\(endpoint) lost \(plain(reason))"
        case .untrusted(let endpoint, let reason): "\(endpoint) untrusted \(plain(reason))"
        case .notAccepted(let endpoint, let answer, let advice):
            "\(endpoint) \(answer.prefix { $0.isNumber }) \(advice)"
        case .busy(let endpoint, let answer, _): "\(endpoint) busy \(answer.prefix { $0.isNumber })"
        case .refused(let endpoint, let seq, let topic, _): "\(endpoint) \(topic) refused \(seq)"
        default: description
        }
    }

    /// How long the server asks to be left alone, if it does.
    public var retryAfter: Duration? {
        if case .busy(_, _, let wait) = self { wait } else { nil }
    }
}

extension UplinkError: CustomStringConvertible {
    /// One sentence for the operator: which head-end or file, what happened, and what to do if that is not plain.
    public var description: String {
        switch self {
        case .badTopic(let template, let reason):
            "topic \"\(template)\": \(reason)"
        case .badPayload(let seq):
            "entry \(seq): the payload is not a JSON object"
        case .noTopic(let seq, let meter, let reason):
            "entry \(seq) of meter \"\(meter)\": \(reason)"
        case .unreachable(let endpoint, let reason):
            "\(endpoint): cannot be reached: \(reason)"
        case .rejected(let endpoint, let reason):
            "\(endpoint): connection rejected: \(reason); check user name, password, client id and certificate"
        case .lost(let endpoint, let reason):
            "\(endpoint): connection lost: \(reason)"
        case .unacknowledged(let endpoint, let seq, let after):
            "\(endpoint): entry \(seq) not acknowledged within \(after)"
        case .badAddress(let address, let reason):
            "address \"\(address)\": \(reason)"
        case .untrusted(let endpoint, let reason):
            "\(endpoint): not trusted, nothing was sent: \(reason); check the server's certificate, its name and dates, the "
                + "authorities, and this gateway's clock"
        case .notAccepted(let endpoint, let answer, let advice):
            "\(endpoint) answers \(answer): \(advice)"
        case .busy(let endpoint, let answer, let wait):
            "\(endpoint) answers \(answer): it is tried again" + (wait.map { "; it asks for \($0)" } ?? "")
        case .refused(let endpoint, let seq, "", let reason):
            "\(endpoint): entry \(seq) refused: \(reason); check what the server takes"
        case .refused(let endpoint, let seq, let topic, let reason):
            "\(endpoint): entry \(seq) refused on topic \(topic): \(reason)"
        case .denied(let endpoint, let topic, let reason):
            "\(endpoint): nothing may be sent to \(topic): \(reason); check the broker's access rules and limits"
        case .deaf(let endpoint, let topic, let reason):
            "\(endpoint): commands on \(topic) cannot be heard: \(reason); check the broker's access rules"
        case .file(let path, let operation, let reason):
            "file \(path): \(operation) failed: \(reason)"
        case .closed(let sink):
            "sink \(sink): closed"
        }
    }
}
