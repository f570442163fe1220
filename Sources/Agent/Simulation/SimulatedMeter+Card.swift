// The meter card of a simulated meter: what a technician would have found out about it.

import Capture
import Metering
import Recognition

extension SimulatedMeter {
    /// The card; `start` is what the meter showed when it was made.
    func card(
        named name: String, reference: String, start: RegisterCard.Start?, knowing knowledge: CardKnowledge = .type
    ) -> MeterCard {
        let register = RegisterCard(
            name: "main", dials: dials.map { DialCard($0, knowing: knowledge) }, decimals: decimals,
            hourlyMax: maximumPerHour, start: start)
        var card = MeterCard(
            meter: name, medium: face.medium, unit: unit, reference: reference, area: nil, registers: [register])
        card.page = pageMark
        return card
    }

    /// The reference frame: the clean, unmoved picture of the register.
    func referenceFrame(at seconds: Double) -> [UInt8] {
        shot(ticks: ticks(at: seconds), scene: .clean, noiseSeed: seconds.bitPattern).jpeg
    }
}

extension SimulatedFace {
    /// What the meter measures.
    var medium: Medium {
        switch self {
        case .water: return .water
        case .gas: return .gas
        case .electricity, .dials: return .electricity
        case .heat: return .heat
        }
    }
}

extension DialCard {
    /// What is known about a simulated dial: its kind, its place, and what `knowledge` tells of its mechanism.
    init(_ dial: SimulatedDial, knowing knowledge: CardKnowledge = .type) {
        let kind: DialKind
        switch dial.kind {
        case .wheel: kind = .wheel
        case .needle: kind = .needle
        case .segment: kind = .segment
        }
        self.init(
            mechanism: DialMechanism(
                kind: kind, place: dial.place, zero: knowledge == .play ? Float(dial.zeroOffset) : 0,
                rollStart: kind == .wheel && knowledge != .places ? Float(dial.rollStart) : nil),
            area: dial.quad,
            zeroAngle: (dial.needle?.zeroAngle ?? 0) / 36, clockwise: dial.needle?.clockwise ?? true)
    }
}
