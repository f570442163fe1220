// Chooses the interval of a meter's readings from what flows and from how old the last accepted reading is.

import Capture
import Metering
import Recognition

/// The cadence of one meter.
struct AdaptiveCadence {
    private let cadence: Cadence
    private let hourlyMax: Double?
    private let anchorLimit: Int64?
    private var last: (index: Index, at: Timestamp)?
    private var share: Double?
    private(set) var interval: Int64

    /// The cadence for a register. Its last accepted reading is too old when as much may have flowed since as its third-highest
    /// dial counts: what one of the two above it is then misread by could no longer be told from consumption.
    init(_ cadence: Cadence, register: RegisterCard) {
        self.cadence = cadence
        hourlyMax = register.hourlyMax
        interval = cadence.base
        let dial = register.dials.dropFirst(2).first ?? register.dials.first
        if let hourlyMax, hourlyMax > 0, let place = dial?.mechanism.place {
            var value = 1.0
            for _ in 0..<abs(place) { value *= place > 0 ? 10 : 0.1 }
            anchorLimit = Int64(min(value / hourlyMax * 3_600_000, 1e15))
        } else {
            anchorLimit = nil
        }
    }

    /// Takes in a reading; the interval that it makes, if that is another one.
    mutating func add(_ reading: Reading, now: Timestamp) -> Int64? {
        if reading.quality == .accepted, let index = reading.index {
            if let last, reading.capturedAt > last.at {
                let places = max(index.decimals, last.index.decimals)
                let one = Double(Index(units: 1, decimals: 0).scaled(to: places))
                share = Cadence.share(
                    consumed: Double(index.scaled(to: places) - last.index.scaled(to: places)) / one,
                    milliseconds: reading.capturedAt.milliseconds - last.at.milliseconds, hourlyMax: hourlyMax)
            }
            last = (index, reading.capturedAt)
        }
        let age = last.map { now.milliseconds - $0.at.milliseconds }
        let next = cadence.interval(share: share, anchorAge: age, anchorLimit: anchorLimit)
        guard next != interval else { return nil }
        interval = next
        return next
    }
}
