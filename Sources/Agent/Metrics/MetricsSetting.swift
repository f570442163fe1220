// Where the agent's figures can be fetched, as the configuration says it.

import Metering

extension AgentConfiguration {
    /// An address of this machine that answers `GET /metrics`.
    public struct MetricsSetting: Sendable, Equatable {
        /// The numeric address. Others than this machine reach it only if it is one of the network's.
        public var address = "127.0.0.1"
        /// The port.
        public var port: UInt16

        /// An address from its parts.
        public init(address: String = "127.0.0.1", port: UInt16) {
            self.address = address
            self.port = port
        }
    }

    /// The `[metrics]` table.
    static func readMetrics(_ top: TableReader) -> MetricsSetting? {
        guard let table = top.table("metrics") else { return nil }
        defer { table.finish() }
        let address = readText(table, "address", default: "127.0.0.1")
        if MetricsServer.socketAddress(address, 1) == nil {
            table.mistakes.add(
                table.key("address"), "\"\(address)\" is not a numeric address",
                "write \"127.0.0.1\" for this machine alone, or \"0.0.0.0\" for all that reach it")
        }
        return MetricsSetting(address: address, port: UInt16(table.integer("port", in: 1...65_535, default: 9798)))
    }
}
