// A promise that a cut broke.

/// What was not as it had been acknowledged.
struct Breach: Error, CustomStringConvertible {
    /// Which promise.
    enum Promise: String {
        /// The file does not open again, or what is open does not go on.
        case unusable
        case integrity
        case identity
        case sinks
        case lost
        case changed
        case order
        /// There is an entry that was never appended.
        case invented
        case settled
        case note
        /// A number was given again.
        case reused
    }

    let promise: Promise
    let detail: String

    init(_ promise: Promise, _ detail: String) {
        self.promise = promise
        self.detail = detail
    }

    var description: String { "\(promise.rawValue): \(detail)" }
}
