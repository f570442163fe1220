// What can be wrong with a GPIO line, by name.

/// Why a line cannot be used.
public enum LineFault: Error, Sendable, Equatable {
    /// There is no such chip; the payload lists those that there are.
    case chipMissing(offered: [String])
    /// This user may not open the chip.
    case forbidden
    /// The device is no GPIO chip.
    case notAChip(reason: String)
    /// The chip has no such line; the payload says which it has.
    case lineUnknown(offered: String)
    /// Somebody else has the line.
    case taken(by: String)
    /// A call failed.
    case failed(call: String, reason: String)
}

extension LineFault: CustomStringConvertible {
    /// What happened and, where that helps, what to do.
    public var description: String {
        switch self {
        case .chipMissing(let offered):
            "there is no such GPIO chip; "
                + (offered.isEmpty ? "this board shows none" : "there are " + offered.joined(separator: ", "))
        case .forbidden: "this user may not open the chip: add the user to the group \"gpio\", or write a udev rule"
        case .notAChip(let reason): "it is not a GPIO chip (\(reason))"
        case .lineUnknown(let offered): "the chip has no such line; it has \(offered)"
        case .taken(let user): "\(user) has the line: free it, or choose another one"
        case .failed(let call, let reason): "\(call) failed: \(reason)"
        }
    }
}
