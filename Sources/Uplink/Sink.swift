// What a destination must be able to do. A sink delivers in order and acknowledges a prefix; it keeps nothing itself:
// the journal is the only queue, so what a sink forgets is sent again.

import Journal

/// One destination of entries.
public protocol Sink: Sendable {
    /// The name under which the journal keeps this sink's place.
    var name: String { get }

    /// Makes ready to deliver, for example connects; returns at once if it is. Called also when there is nothing to deliver,
    /// so that a dead connection is found before the next entry needs it.
    func prepare() async throws(UplinkError)

    /// Delivers entries, in order.
    ///
    /// - Parameter batch: not empty, ascending. Never called again before the call before has returned.
    /// - Returns: the sequence number of an entry of the batch, through which everything is acknowledged: the head-end has it,
    ///   whatever happens now. May be less than the last if the rest failed.
    /// - Throws: if not even the first was acknowledged. An error with a `hopelessEntry` means the first, and no other.
    func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64

    /// Nothing is to be delivered for a while: lets go of what costs something, for example a connection.
    func rest() async

    /// What goes over the network; nil where nothing does.
    var traffic: Traffic? { get }

    /// Ends for good; a delivery under way ends with what was acknowledged.
    func close() async
}

extension Sink {
    /// Nothing to prepare.
    public func prepare() async throws(UplinkError) {}

    /// Nothing to let go of.
    public func rest() async {}

    /// Nothing goes over the network.
    public var traffic: Traffic? { nil }
}
