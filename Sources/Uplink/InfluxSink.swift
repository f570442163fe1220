// Writes points to an InfluxDB of version 1 or 2. A batch is delivered when the server answers 204; any other answer, 200
// included, may mean that points were left out. Sending again writes the same points over themselves.

import Journal

/// An InfluxDB as a sink; `InfluxLine` says what an entry becomes.
public actor InfluxSink: Sink {
    /// The name under which the journal keeps this sink's place.
    public nonisolated let name: String
    private let client: HTTPClient
    private let options: InfluxOptions
    private let limits: UplinkLimits

    /// Does not connect yet.
    public init(name: String = "influxdb", options: InfluxOptions, limits: UplinkLimits = UplinkLimits()) {
        self.name = name
        self.options = options
        self.limits = limits
        client = HTTPClient(name: name, options: options.server, limits: limits)
    }

    deinit { client.close() }

    /// What went over the network.
    public nonisolated var traffic: Traffic? { client.traffic }

    /// Writes entries, in one request if the server takes them so.
    ///
    /// - Returns: the sequence number through which the server has acknowledged all.
    /// - Throws: `UplinkError.refused` if the server does not take the first entry for what it says.
    public func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        let measurement = options.measurement
        let lines = try HTTPDelivery.lines(of: batch, limits: limits) { entry throws(UplinkError) in
            let text = try InfluxLine.text(for: entry, identity: identity, measurement: measurement) + "\n"
            return HTTPDelivery.Line(seq: entry.seq, bytes: Array(text.utf8))
        }
        return try await delivery().deliver(lines).settled
    }

    /// Writes no points and gives the server's answer in words.
    ///
    /// - Throws: if it cannot be reached, is not trusted, does not let us in or does not have the place.
    public func check() async throws(UplinkError) -> String {
        try await delivery().check()
    }

    /// Ends for good, and with it the request under way.
    public func close() async {
        client.close()
    }

    private func delivery() throws(UplinkError) -> HTTPDelivery {
        let url = try options.url()
        return HTTPDelivery(client: client, settling: 204...204, limits: limits) { lines in
            HTTPRequest(
                url: url, headers: ["Content-Type: text/plain; charset=utf-8"], body: lines.flatMap(\.bytes))
        }
    }
}
