// What libmosquitto calls back, and what its codes mean in words.
// All of it runs in the loop's thread: the library calls from within its read and write functions.

import CMosquitto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension MQTTLoop {
    static func from(_ context: UnsafeMutableRawPointer?) -> MQTTLoop? {
        context.map { Unmanaged<MQTTLoop>.fromOpaque($0).takeUnretainedValue() }
    }

    func setCallbacks(_ handle: OpaquePointer) {
        mosquitto_connect_v5_callback_set(handle) { _, context, reason, _, properties in
            MQTTLoop.from(context)?.connected(reason, properties)
        }
        mosquitto_publish_v5_callback_set(handle) { _, context, id, reason, _ in
            MQTTLoop.from(context)?.acknowledged(id, reason)
        }
        mosquitto_disconnect_v5_callback_set(handle) { _, context, reason, _ in
            MQTTLoop.from(context)?.disconnected(reason)
        }
        guard link.subscription != nil else { return }
        mosquitto_subscribe_v5_callback_set(handle) { _, context, _, count, granted, _ in
            guard count > 0, let granted else { return }
            MQTTLoop.from(context)?.subscribed(granted[0])
        }
        mosquitto_message_v5_callback_set(handle) { _, context, message, _ in
            guard let message = message?.pointee else { return }
            MQTTLoop.from(context)?.received(message)
        }
    }

    private func connected(_ reason: Int32, _ properties: OpaquePointer?) {
        guard reason == 0 else {
            let words =
                link.options.version == .v5 ? mosquitto_reason_string(reason) : mosquitto_connack_string(reason)
            return fail(.rejected(endpoint: endpoint, reason: Self.text(words, reason)))
        }
        isConnected = true
        // Without the property the protocol's own maximum holds (MQTT 5 §3.2.2.3.3).
        var maximum: UInt16 = 65_535
        _ = mosquitto_property_read_int16(properties, Int32(MQTT_PROP_RECEIVE_MAXIMUM.rawValue), &maximum, false)
        subscribe()
        link.report(.connected(receiveMaximum: Int(maximum)))
    }

    /// Asks for what is said on a topic and below it. The broker's answer is not waited for: readings need none.
    private func subscribe() {
        guard let subscription = link.subscription else { return }
        // Below it as well: a broker keeps one message of each topic for those who are away, and there may be several.
        let code = mosquitto_subscribe(handle, nil, subscription.topic + "/#", 1)
        if code != MOSQ_ERR_SUCCESS.code { failFromLibrary(code) }
    }

    private func subscribed(_ granted: Int32) {
        guard granted >= 0x80, let topic = link.subscription?.topic else { return }
        let reason = link.options.version == .v5 ? Self.reason(granted) : "not allowed"
        link.report(.deaf(.deaf(endpoint: endpoint, topic: topic, reason: reason)))
    }

    private func received(_ message: mosquitto_message) {
        let count = Int(message.payloadlen)
        // What is longer is no command; one byte more than allowed tells.
        let taken = min(count, link.limits.commandBytes + 1)
        link.subscription?.take(Array(UnsafeRawBufferPointer(start: message.payload, count: max(0, taken))))
    }

    private func acknowledged(_ id: Int32, _ reason: Int32) {
        guard let pending = pending.removeValue(forKey: id) else { return }
        link.report(.acknowledged(seq: pending.message.seq, reason: reason))
    }

    private func disconnected(_ reason: Int32) {
        guard reason != 0 else { return }
        // From 0x80 on it is the broker's own word (MQTT 5 §3.14.2.1), below an error of the library.
        guard reason >= 0x80 else { return failFromLibrary(reason) }
        fail(.lost(endpoint: endpoint, reason: Self.reason(reason)))
    }

    /// A reason code of MQTT 5 in words and digits.
    static func reason(_ code: Int32) -> String { text(mosquitto_reason_string(code), code) }

    private static func text(_ words: UnsafePointer<CChar>?, _ code: Int32) -> String {
        let words = words.map { String(cString: $0) } ?? "unknown reason"
        let trimmed = words.last == "." ? String(words.dropLast()) : words
        return "\(trimmed) (0x\(String(code, radix: 16)))"
    }

    /// An error of the library in words; of the system's if it says no more than that there is one.
    static func words(_ code: Int32) -> String {
        let number = errno
        if code == MOSQ_ERR_ERRNO.code, number != 0 { return String(cString: strerror(number)) }
        let words = String(cString: mosquitto_strerror(code))
        return words.last == "." ? String(words.dropLast()) : words
    }
}

extension mosq_err_t {
    /// As the functions return it.
    var code: Int32 { Int32(rawValue) }
}
