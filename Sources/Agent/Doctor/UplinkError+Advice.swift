// What somebody at the gateway does about a head-end that takes nothing. What the error itself advises is not said again.

import Uplink

extension UplinkError {
    /// What to do, and what becomes of the readings.
    var advice: String {
        let action: String? =
            switch self {
            case .unreachable: "check its name, its port, the network, and whether it runs"
            case .lost: "check whether this is the right port, and encrypted or not as it is here"
            case .unacknowledged: "see what the server is busy with"
            case .busy: "see what the server is busy with, if it lasts"
            case .file: "put the file right, and let the agent's user read it"
            default: nil
            }
        return (action.map { $0 + "; " } ?? "") + "readings are kept until it takes them"
    }
}
