// From a picture and a typed reading to a card that gives exactly that reading: the dials are found, the card is written from them, and
// the product reads the picture with it. The one way for whoever wants a card, at the command line or in the console.

import Capture
import Metering
import Recognition

/// A card made from a picture, not written yet.
struct CalibratedCard: Sendable {
    /// The dials that were found.
    let found: CalibratedRegister
    /// What those of the row are.
    let kind: DialKind
    /// The card, and what is read with it.
    let trial: CardTrial

    /// Makes the card from `jpeg`, decoded as `picture`, taken at `instant`; `say` is told of the progress. What `former`, the card of
    /// the same meter before, says of other things than the dials stays as it is.
    ///
    /// - Throws: what stands in the way, as a question.
    init(
        _ order: CalibrationOrder, jpeg: [UInt8], picture: GrayImage, at instant: Timestamp, reference: String,
        former: MeterCard? = nil, say: (String) -> Void
    ) async throws(AgentError) {
        let calibration = Calibration(
            picture: picture, redness: try? JPEGDecoder.fullColour(jpeg).redness, typed: order.typed, kind: order.kind,
            standsAlone: order.standsAlone)
        let found = try await calibration.register(say: say)
        let kind = try calibration.kind(of: found)
        let decimals = order.typed.decimals
        var dials = (found.row?.areas ?? []).enumerated().map { number, area in
            DialCard(
                mechanism: DialMechanism(kind: kind, place: found.place(ofRow: number, decimals: decimals)),
                area: area.rounded)
        }
        for var dial in found.needleCards(decimals: decimals) {
            dial.area = dial.area.rounded
            dials.append(dial)
        }
        let card = Self.card(order, dials: dials, reference: reference, former: former)
        say("reading the picture with the new card")
        (self.found, self.kind) = (found, kind)
        trial = try CardTrial(card, typed: order.typed, jpeg: jpeg, picture: picture, at: instant)
    }

    /// The card of these dials.
    static func card(
        _ order: CalibrationOrder, dials: [DialCard], reference: String, former: MeterCard?
    ) -> MeterCard {
        var register = RegisterCard(
            name: "main", dials: dials, decimals: order.typed.decimals, hourlyMax: nil, start: nil)
        if let before = former?.registers.first {
            (register.name, register.hourlyMax, register.backflow) = (before.name, before.hourlyMax, before.backflow)
            (register.exchanges, register.healAfter, register.first) =
                (before.exchanges, before.healAfter, before.first)
        }
        if let hourlyMax = order.hourlyMax { register.hourlyMax = hourlyMax }
        let unit = former.flatMap { $0.medium == order.medium ? $0.unit : nil } ?? order.medium.unit
        var card = MeterCard(
            meter: former?.meter ?? order.name, medium: order.medium, unit: unit, reference: reference, area: nil,
            registers: [register])
        if let former { (card.frames, card.controls) = (former.frames, former.controls) }
        return card
    }
}

extension Quad {
    /// The same as a card's text holds it, so that what was tried is what will be read.
    var rounded: Quad {
        func rounded(_ point: Point) -> Point {
            Point((point.x * 100).rounded() / 100, (point.y * 100).rounded() / 100)
        }
        return Quad(rounded(topLeft), rounded(topRight), rounded(bottomRight), rounded(bottomLeft))
    }
}
