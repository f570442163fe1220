// What each command does.

import Capture
import Journal
import Metering
import Recognition

extension RemoteDesk {
    /// Does what is asked, but for what has to wait until the record of it is in the journal.
    func carryOut(_ order: RemoteOrder, _ body: [UInt8], by: String, _ line: Line?) async -> RemoteRecord {
        var record = RemoteRecord(order, by: by)
        do throws(RemoteRefusal) {
            switch order.command {
            case .read(let meters):
                let triggers = parts.meters.filter { meters.contains($0.face.card.meter) }.map(\.triggers)
                record.text = "readings were asked for: " + meters.joined(separator: ", ")
                record.after = { for meter in triggers { meter.call(.demand) } }
            case .setIndex(let meter, let register, let index, let at):
                try setIndex(meter, register, index, at, &record)
            case .sendEvidence(let seq):
                try await send(seq, over: line, &record)
            case .setSchedule(let meter, let plan):
                try await setSchedule(meter, plan, body, &record)
            case .setDelivery(let sink, let delivery):
                try await setDelivery(sink, delivery, body, &record)
            }
        } catch {
            record.refuse(error)
        }
        return record
    }

    /// The plans that were set before this process began.
    func restorePlans(_ reader: RemoteReader) {
        func order(_ owner: String, _ configured: String) -> RemoteOrder.Command? {
            guard let command = overrides.command(for: owner, configured: configured) else { return nil }
            return try? reader.order(command, isLocal: true, now: parts.clock.floor.wall).command
        }
        for meter in parts.meters {
            let name = meter.face.card.meter
            if case .setSchedule(_, let plan?)? = order(Self.owner(meter: name), PlanText.text(meter.setting.plan)) {
                meter.triggers.follow(plan)
            }
        }
        for (sink, gate) in parts.gates {
            if case .setDelivery(_, let delivery?)? = order(Self.owner(sink: sink), configuredDelivery(of: sink)) {
                gate.follow(delivery.pattern)
            }
        }
    }

    private func setIndex(
        _ name: String, _ register: String, _ index: Index, _ at: Timestamp?, _ record: inout RemoteRecord
    ) throws(RemoteRefusal) {
        guard let meter = parts.meters.first(where: { $0.face.card.meter == name }),
            let card = meter.face.card.registers.first(where: { $0.name == register })
        else { throw RemoteRefusal("there is no such register") }
        let now = parts.clock.now().wall
        if let at, at.milliseconds > now.milliseconds + Limits.remoteClockSkew {
            throw RemoteRefusal("at: \(at.text) has not come yet; here it is \(now.text)")
        }
        let shown = min(at ?? now, now)
        record.series = Reading.series(meter: name, register: register)
        record.text = "\(record.series): the index at \(shown.text) was set to \(index.text) \(meter.face.card.unit)"
        record.index = (register, index.text, shown, card.exchanges)
        // The next reading tells whether the dials show that.
        let triggers = meter.triggers
        record.after = {
            triggers.refresh()
            triggers.call(.demand)
        }
    }

    private func send(_ seq: Int64, over line: Line?, _ record: inout RemoteRecord) async throws(RemoteRefusal) {
        guard let evidence = parts.evidence else { throw RemoteRefusal("this gateway keeps no pictures") }
        guard let picture = evidence.picture(of: seq) else {
            throw RemoteRefusal("there is no picture of entry \(seq): there was none, or it gave way to newer ones")
        }
        if let line, await !line.send(picture, seq) {
            throw RemoteRefusal("pictures that were asked for before wait for the broker; ask again later")
        }
        record.text = "the picture of entry \(seq) was asked for, \(picture.count) bytes"
    }

    private func setSchedule(
        _ name: String, _ plan: ReadingPlan?, _ body: [UInt8], _ record: inout RemoteRecord
    ) async throws(RemoteRefusal) {
        guard let meter = parts.meters.first(where: { $0.face.card.meter == name }) else {
            throw RemoteRefusal("there is no such meter")
        }
        let configured = meter.setting.plan
        let old = PlanText.text(meter.triggers.plan)
        let new = plan ?? configured
        try await keep(Self.owner(meter: name), plan == nil ? nil : body, instead: PlanText.text(configured))
        meter.triggers.follow(new)
        record.change = (old, PlanText.text(new))
        record.text = "\(name) is read \(PlanText.text(new)), before: \(old)"
    }

    private func setDelivery(
        _ sink: String, _ delivery: RemoteOrder.Delivery?, _ body: [UInt8], _ record: inout RemoteRecord
    ) async throws(RemoteRefusal) {
        guard let gate = parts.gates[sink] else { throw RemoteRefusal("there is no such sink") }
        let configured = parts.sinkPlans[sink]?.pattern
        let old = PlanText.delivery(gate.pattern)
        let new = delivery.map(\.pattern) ?? configured
        try await keep(Self.owner(sink: sink), delivery == nil ? nil : body, instead: PlanText.delivery(configured))
        gate.follow(new)
        record.change = (old, PlanText.delivery(new))
        record.text = "\(sink) delivers \(PlanText.delivery(new)), before: \(old)"
    }

    private func keep(_ owner: String, _ body: [UInt8]?, instead configured: String) async throws(RemoteRefusal) {
        let before = overrides
        overrides.set(owner, by: body, instead: configured)
        do throws(JournalError) {
            try await overrides.store(in: parts.journal)
        } catch {
            // Another owner's may have changed meanwhile.
            overrides.set(owner, as: before)
            throw RemoteRefusal(error)
        }
    }

    private func configuredDelivery(of sink: String) -> String {
        PlanText.delivery(parts.sinkPlans[sink]?.pattern)
    }

    private static func owner(meter: String) -> String { "meter/" + meter }
    private static func owner(sink: String) -> String { "sink/" + sink }
}
