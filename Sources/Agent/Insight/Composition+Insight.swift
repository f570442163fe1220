// The desk at which readings are made sense of, put together from the configuration and the meters' cards.

import Capture
import Metering

extension Composition {
    /// The service that makes sense of readings.
    func insightService(pulse: Pulse = Pulse()) -> InsightService {
        let gauges = Set(systems.filter { $0.kind == .limits }.flatMap(\.registers))
        var parts = InsightDesk.Parts(
            registers: meters.flatMap { meter in
                meter.face.card.registers.map { register in
                    RegisterInsight(
                        meter.face.card, register, meter.setting.warnings,
                        isGauge: gauges.contains(RegisterName(meter.face.card.meter, register.name)), journal: journal)
                }
            }, journal: journal, clock: clock, clockWatch: clockWatch, board: board, logger: logger)
        let zone = parts.zone
        (parts.systems, parts.imports) = (systems, imports)
        parts.money = meters.compactMap { meter in
            let card = meter.face.card
            guard let setting = meter.setting.money, let tariff = tariffs.first(where: { $0.name == setting.tariff }),
                let register = card.registers.first(where: { $0.name == setting.register ?? $0.name })
            else { return nil }
            let history = ReadingHistory(meter: card.meter, register: register, journal: journal)
            return MoneyWatch(
                card.meter, register.name, MoneyDesk(history: history, tariff: tariff, setting: setting, zone: zone))
        }
        let (gates, status) = (gates, status)
        parts.onUrgent = { for gate in gates.values { gate.call() } }
        parts.onNews = { status.noteNews() }
        return InsightService(desk: InsightDesk(parts), journal: journal, pulse: pulse)
    }
}
