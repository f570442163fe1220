// Which database, and how its points are called.

/// An InfluxDB and the place in it.
public struct InfluxOptions: Sendable, Equatable {
    /// Where points are written, by the interface of the server's version.
    public enum Place: Sendable, Equatable {
        /// Version 1: a database.
        case database(String)
        /// Version 2: a bucket of an organisation.
        case bucket(String, organisation: String)
    }

    /// The server, by its address without `/write` or `/api`.
    public var server: HTTPOptions
    /// Where in it.
    public var place: Place
    /// What points of readings are called; the other measurements begin with it.
    public var measurement: String

    /// Options from their parts.
    public init(server: HTTPOptions, place: Place, measurement: String = "reading") {
        self.server = server
        self.place = place
        self.measurement = measurement
    }

    /// Where points are posted.
    func url() throws(UplinkError) -> String {
        switch place {
        case .database(let name):
            try server.endpoint.appending(path: "/write", query: [("db", name), ("precision", "ns")])
        case .bucket(let name, let organisation):
            try server.endpoint.appending(
                path: "/api/v2/write", query: [("org", organisation), ("bucket", name), ("precision", "ns")])
        }
    }
}
