// Somebody at the other side of the broker: a second libmosquitto client that collects what arrives, and comes back by itself
// when the broker was away. Its session outlives both, so that it misses nothing in between.

import CMosquitto
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Unchecked: the handle is only used by init, deinit and libmosquitto's own thread, the rest is locked.
final class TestSubscriber: @unchecked Sendable {
    struct Message: Sendable, Equatable {
        let topic: String
        let payload: String

        /// The number in the envelope.
        var seq: Int? {
            payload.split(separator: "\"seq\":").last.flatMap { Int($0.prefix { $0.isNumber }) }
        }
    }

    private struct State {
        var messages: [Message] = []
        var subscriptions = 0
    }

    private let state = Mutex(State())
    private var handle: OpaquePointer?

    init(port: UInt16, login: (String, String)? = nil) async throws {
        mosquitto_lib_init()
        handle = mosquitto_new("subscriber", false, Unmanaged.passUnretained(self).toOpaque())
        if let login { mosquitto_username_pw_set(handle, login.0, login.1) }
        mosquitto_connect_callback_set(handle) { handle, _, code in
            if code == 0 { mosquitto_subscribe(handle, nil, "#", 0) }
        }
        mosquitto_subscribe_callback_set(handle) { _, context, _, _, _ in
            TestSubscriber.from(context).state.withLock { $0.subscriptions += 1 }
        }
        mosquitto_message_callback_set(handle) { _, context, message in
            guard let message = message?.pointee else { return }
            let bytes = UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen))
            let arrived = Message(
                topic: String(cString: message.topic), payload: String(decoding: bytes, as: UTF8.self))
            TestSubscriber.from(context).state.withLock { $0.messages.append(arrived) }
        }
        mosquitto_connect(handle, "127.0.0.1", Int32(port), 60)
        mosquitto_loop_start(handle)
        try await eventually("subscribed") { self.state.withLock { $0.subscriptions > 0 } }
    }

    deinit {
        mosquitto_disconnect(handle)
        mosquitto_loop_stop(handle, true)
        mosquitto_destroy(handle)
    }

    var messages: [Message] { state.withLock { $0.messages } }
    /// How often it has come to a broker and subscribed.
    var arrivals: Int { state.withLock { $0.subscriptions } }
    var seqs: [Int] { messages.compactMap(\.seq) }

    /// Says something itself.
    func publish(_ text: String, to topic: String, isRetained: Bool) {
        mosquitto_publish(handle, nil, topic, Int32(text.utf8.count), text, 1, isRetained)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> TestSubscriber {
        Unmanaged<TestSubscriber>.fromOpaque(context!).takeUnretainedValue()
    }
}
