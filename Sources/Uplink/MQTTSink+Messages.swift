// From entries to what is published: each in its envelope on its topic.

import Journal

extension MQTTSink {
    /// The messages of the entries before the first that cannot be one.
    func messages(
        for batch: [Entry], identity: JournalIdentity
    ) throws(UplinkError) -> [MQTTLink.Message] {
        // No entry has a topic then, and none is to blame.
        guard TopicTemplate.isLevel(identity.device) else {
            throw .badTopic(
                template: options.topic.text, reason: "the name \"\(identity.device)\" cannot be part of a topic")
        }
        var messages: [MQTTLink.Message] = []
        for entry in batch {
            do throws(UplinkError) {
                messages.append(
                    MQTTLink.Message(
                        seq: entry.seq, topic: try topic(for: entry, identity: identity),
                        payload: try Envelope.line(for: entry, identity: identity)))
            } catch {
                guard !messages.isEmpty else { throw error }
                break
            }
        }
        return messages
    }

    private func topic(for entry: Entry, identity: JournalIdentity) throws(UplinkError) -> String {
        do throws(UplinkError) {
            return try options.topic.topic(for: entry, of: identity)
        } catch {
            throw .noTopic(seq: entry.seq, meter: entry.meter, reason: error.description)
        }
    }
}
