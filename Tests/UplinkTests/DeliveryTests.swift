import TestSupport
import Testing

@testable import Uplink

@Suite struct DeliveryTests {
    private func delivery(_ count: Int, window: Int) -> Delivery {
        Delivery((1...count).map { .init(seq: Int64($0), topic: "t", payload: []) }, window: window)
    }

    @Test("no more than a window is on its way, counted from the oldest unacknowledged")
    func window() {
        var delivery = delivery(10, window: 3)
        #expect(delivery.takeSendable().map(\.seq) == [1, 2, 3])
        #expect(delivery.takeSendable().isEmpty)
        delivery.acknowledge(2)
        delivery.acknowledge(3)
        #expect(delivery.takeSendable().isEmpty)
        #expect(delivery.settled == nil)
        delivery.acknowledge(1)
        #expect(delivery.settled == 3)
        #expect(delivery.takeSendable().map(\.seq) == [4, 5, 6])
    }

    @Test("an acknowledgement of what was not sent counts for nothing")
    func unsent() {
        var delivery = delivery(3, window: 1)
        _ = delivery.takeSendable()
        delivery.acknowledge(1)
        delivery.acknowledge(2)
        #expect(delivery.settled == 1)
    }

    @Test("whatever the order of acknowledgements, each message is sent once and the prefix grows to the end")
    func anyOrder() {
        let seed = UInt64.random(in: .min ... .max)
        print("DeliveryTests seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let window = Int.random(in: 1...8, using: &random)
            var delivery = delivery(Int.random(in: 1...30, using: &random), window: window)
            var underway: [Int64] = []
            var sent: [Int64] = []
            while !delivery.isComplete {
                let next = delivery.takeSendable().map(\.seq)
                sent += next
                underway += next
                let unsettled = sent.count - Int(delivery.settled ?? 0)
                #expect(unsettled <= window)
                guard let seq = underway.randomElement(using: &random) else {
                    Issue.record("seed \(seed): stuck after \(sent)")
                    return
                }
                underway.removeAll { $0 == seq }
                delivery.acknowledge(seq)
                #expect((delivery.settled ?? 0) < underway.min() ?? .max)
            }
            #expect(sent == delivery.messages.map(\.seq))
        }
    }
}
