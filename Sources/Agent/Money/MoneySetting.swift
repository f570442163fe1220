// What a meter's use costs, as its configuration says it.

import Metering
import Recognition

/// The tariff of a meter, and what was paid in advance.
public struct MoneySetting: Sendable, Equatable {
    /// Money that was paid in.
    public struct Payment: Sendable, Equatable {
        /// On which day.
        public var on: CivilDate
        /// How much.
        public var amount: Index
    }

    /// The name of the tariff.
    public var tariff: String
    /// The register that is paid for; nil: the first.
    public var register: String? = nil
    /// What was paid in, earliest first; nothing where bills come afterwards.
    public var payments: [Payment] = []
    /// Days before the money runs out at which somebody is reminded; nil: the usual ones.
    public var remind: [Int]? = nil
    /// Where it stands in the configuration.
    var key = ""
}
