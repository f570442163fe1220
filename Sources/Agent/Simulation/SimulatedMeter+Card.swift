// The meter card of a simulated meter: what a technician would have found out about it.

import Capture
import Metering
import Recognition

extension SimulatedMeter {
    /// The card; `start` is what the meter showed when it was made.
    func card(named name: String, reference: String, start: RegisterCard.Start?) -> MeterCard {
        let register = RegisterCard(
            name: "main", dials: dials.map(DialCard.init), decimals: decimals, hourlyMax: maximumPerHour, start: start)
        return MeterCard(
            meter: name, medium: face.medium, unit: unit, reference: reference, area: nil, registers: [register])
    }

    /// The reference frame: the clean, unmoved picture.
    func referenceFrame(at seconds: Double) -> [UInt8] { shot(at: seconds, scene: .clean).jpeg }
}

extension SimulatedFace {
    /// What the meter measures.
    var medium: Medium {
        switch self {
        case .water: return .water
        case .gas: return .gas
        case .electricity: return .electricity
        }
    }
}

extension DialCard {
    /// What is known about a simulated dial: its kind, its place, and from its type when it rolls. Its play stays
    /// unknown, as it would with a real one.
    init(_ dial: SimulatedDial) {
        let kind: DialKind
        switch dial.kind {
        case .wheel: kind = .wheel
        case .needle: kind = .needle
        case .segment: kind = .segment
        }
        self.init(
            mechanism: DialMechanism(
                kind: kind, place: dial.place, rollStart: kind == .wheel ? Float(dial.rollStart) : nil),
            area: dial.quad,
            zeroAngle: (dial.needle?.zeroAngle ?? 0) / 36, clockwise: dial.needle?.clockwise ?? true)
    }
}
