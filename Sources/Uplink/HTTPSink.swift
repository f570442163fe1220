// Delivers batches to a server with POST: newline-delimited JSON, the same lines as in a file. An entry is delivered when the
// server has answered with 2xx and not with a web page. What it does not take is looked for entry by entry.

import Journal

/// A web server as a sink.
///
/// The body is `application/x-ndjson`: one entry per line, each with `device`, `journal` and `seq`, by which the server drops
/// what it has already. `Idempotency-Key: <device>-<journal>-<first seq>-<last seq>` is the same whenever the same entries are
/// sent together. 200 to 299 acknowledges all of them; 400, 413 and 422 blame the content; everything else blames nothing.
///
/// With `pictures` an entry that has one brings it along as `picture`. No entry waits or fails for it: without one, or with one that is
/// too large for a request, it goes as it is; where the server only takes it without, no more pictures are sent.
public actor HTTPSink: Sink {
    /// The name under which the journal keeps this sink's place.
    public nonisolated let name: String
    private let client: HTTPClient
    private let limits: UplinkLimits
    /// Nil also once the server has turned out not to take them.
    private var pictures: Pictures?

    /// Where the pictures of entries come from.
    public struct Pictures: Sendable {
        /// The picture of an entry, as JPEG; nil if there is none.
        let picture: @Sendable (Entry) -> [UInt8]?
        /// Told once when the server turns out not to take them.
        let onUnwelcome: @Sendable (UplinkError) -> Void

        /// Pictures from a function that must not take long.
        public init(
            onUnwelcome: @escaping @Sendable (UplinkError) -> Void,
            picture: @escaping @Sendable (Entry) -> [UInt8]?
        ) {
            self.picture = picture
            self.onUnwelcome = onUnwelcome
        }
    }

    /// Does not connect yet.
    ///
    /// - Parameter pictures: what entries bring along; nil: nothing.
    public init(
        name: String = "https", options: HTTPOptions, limits: UplinkLimits = UplinkLimits(), pictures: Pictures? = nil
    ) {
        self.name = name
        self.limits = limits
        self.pictures = pictures
        client = HTTPClient(name: name, options: options, limits: limits)
    }

    deinit { client.close() }

    /// What went over the network.
    public nonisolated var traffic: Traffic? { client.traffic }

    /// Posts entries, in one request if the server takes them so.
    ///
    /// - Returns: the sequence number through which the server has acknowledged all.
    /// - Throws: `UplinkError.refused` if the server does not take the first entry for what it says.
    public func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        let lines = try HTTPDelivery.lines(of: batch, limits: limits) { entry throws(UplinkError) in
            let end = UInt8(ascii: "\n")
            let bare = try Envelope.line(for: entry, identity: identity) + [end]
            guard let picture = pictures?.picture(entry) else { return HTTPDelivery.Line(seq: entry.seq, bytes: bare) }
            let whole = try Envelope.line(for: entry, identity: identity, picture: picture) + [end]
            return HTTPDelivery.Line(seq: entry.seq, bytes: whole, bare: bare)
        }
        let outcome = try await delivery(identity).deliver(lines)
        if let bare = outcome.bare, let unwelcome = pictures {
            pictures = nil
            unwelcome.onUnwelcome(
                .notAccepted(
                    endpoint: client.options.endpoint.name, answer: bare.answer,
                    advice: "it takes entry \(bare.seq) only without its picture; no more pictures are sent before "
                        + "the next start"))
        }
        return outcome.settled
    }

    /// Posts a batch of no entries and gives the server's answer in words.
    ///
    /// - Throws: if it cannot be reached, is not trusted or does not let us in.
    public func check() async throws(UplinkError) -> String {
        try await delivery(JournalIdentity(device: "check", journal: "check")).check()
    }

    /// Ends for good, and with it the request under way.
    public func close() async {
        client.close()
    }

    private func delivery(_ identity: JournalIdentity) -> HTTPDelivery {
        let url = client.options.endpoint.url
        return HTTPDelivery(client: client, settling: 200...299, limits: limits) { lines in
            let names = [identity.device, identity.journal] + [lines.first, lines.last].map { "\($0?.seq ?? 0)" }
            let key = names.map(HTTPEndpoint.escaped).joined(separator: "-")
            return HTTPRequest(
                url: url, headers: ["Content-Type: application/x-ndjson", "Idempotency-Key: \(key)"],
                body: lines.flatMap(\.bytes))
        }
    }
}
