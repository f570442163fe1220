// Tries a new card before it is written: the product itself reads the picture that the reading was typed from, and must find exactly
// that reading; then it reads further pictures of the meter.

import Capture
import Metering
import Recognition

/// A card that is not written yet.
struct CardTrial: Sendable {
    /// What was typed.
    let typed: TypedReading
    /// The card, which begins with the reading where all its digits are known.
    private(set) var card: MeterCard
    private(set) var face: MeterFace
    /// The reading of the picture, and who read it.
    private(set) var readings: [Reading] = []
    private(set) var reader: MeterReader

    /// Reads `jpeg`, decoded as `picture`, taken at `instant`, with `card`.
    ///
    /// - Throws: what stands in the way of the card, as a question or advice.
    init(_ card: MeterCard, typed: TypedReading, jpeg: [UInt8], picture: GrayImage, at instant: Timestamp)
        throws(AgentError)
    {
        (self.card, self.typed) = (card, typed)
        if let index = typed.index { self.card.registers[0].start = RegisterCard.Start(index: index, at: instant) }
        face = try MeterFace(card: self.card, reference: picture, name: "the new card")
        reader = MeterReader(face: face, standsAlone: typed.index == nil)
        readings = reader.read(jpeg, at: instant, time: .given)
        if let index = typed.index {
            try check(begins: index)
        } else {
            guard let index = readings[0].index, typed.agrees(with: index) else { throw disagreement }
            self.card.registers[0].start = RegisterCard.Start(index: index, at: instant)
            face = try MeterFace(card: self.card, reference: picture, name: "the new card")
        }
    }

    /// Every digit is known: the dials must show them, beside their mounting errors, and the picture must be fit to be read.
    private func check(begins index: Index) throws(AgentError) {
        let shown = face.shown.flatMap { reader.registers[0].decision(reference: $0) }?.index
        // The card begins with what was typed; how much can flow is said later.
        let isOpen = readings[0].reasons.allSatisfy { $0 == .ambiguous || $0 == .noLimit }
        guard let shown, readings[0].index != nil || isOpen else {
            throw disagreement
        }
        // Between two digits of the lowest wheel either may be said to stand there.
        let last = card.registers[0].dials.last?.mechanism.kind
        let isNext = last != .segment && shown.units == index.units + 1
        // A needle's last digit is told by eye.
        let isBefore = last == .needle && shown.units == index.units - 1
        guard shown == index || isNext || isBefore else { throw disagreement }
    }

    private var disagreement: AgentError {
        let reasons = readings[0].reasons.map(\.rawValue).joined(separator: ", ")
        return .question(
            .disagrees, [readings[0].index?.text ?? "?"],
            "the dials are found, but read with them the picture gives \(readings[0].index?.text ?? "nothing")"
                + (reasons.isEmpty ? "" : " (\(reasons))") + ": check the reading, or take a sharper, nearer picture")
    }

    /// A further picture of the meter must be readable with the card.
    func check(_ path: String, _ jpeg: [UInt8]) throws(AgentError) -> String {
        var reader = MeterReader(face: face, standsAlone: true)
        let reading = reader.read(jpeg, at: Timestamp(milliseconds: 0), time: .given)[0]
        if let index = reading.index { return "\(path): \(index.text)" }
        let reasons = reading.reasons.map(\.rawValue).joined(separator: ", ")
        // A wheel on its way stands between two readings; everything else shows that the card does not fit.
        if reading.reasons.allSatisfy({ $0 == .ambiguous || $0 == .noAnchor }) {
            return "\(path): withheld (\(reasons))"
        }
        throw .question(
            .cannotRead, "\(path): cannot be read with the new card (\(reasons)): is it the same meter and camera?")
    }
}
