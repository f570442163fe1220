// A sink that does what the test says.

import Journal
import Uplink

actor FakeSink: Sink {
    nonisolated let name = "fake"
    private(set) var delivered: [Int64] = []
    private(set) var attempts = 0
    private(set) var rests = 0
    private(set) var isClosed = false
    private var failures: [UplinkError]
    private var most: Int
    private let isStuck: Bool
    private var stuck: CheckedContinuation<Void, Never>?

    /// - Parameters:
    ///   - failures: what the first attempts end with.
    ///   - most: entries acknowledged per delivery.
    ///   - isStuck: whether a delivery waits until the sink is closed.
    init(failures: [UplinkError] = [], most: Int = .max, isStuck: Bool = false) {
        self.failures = failures
        self.most = most
        self.isStuck = isStuck
    }

    func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        attempts += 1
        if isStuck && !isClosed { await withCheckedContinuation { stuck = $0 } }
        if isClosed { throw .closed(sink: name) }
        if !failures.isEmpty { throw failures.removeFirst() }
        let taken = batch.prefix(most).map(\.seq)
        delivered += taken
        return taken.last ?? 0
    }

    func rest() async { rests += 1 }

    func close() async {
        isClosed = true
        stuck?.resume()
        stuck = nil
    }
}
