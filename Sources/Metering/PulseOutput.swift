// A meter's pulse output, and how far its count and a reading of the register may lie apart although nothing is wrong.

import Recognition

/// What is known of a pulse output and of the readings that it is held against.
public struct PulseOutput: Sendable, Equatable {
    /// What one pulse stands for, in the unit of the index.
    public let weight: Index
    /// Decimals in which everything is counted, exactly.
    let places: Int
    /// The weight in units of that place.
    let unit: Int64
    /// The most that index less pulses can wander while nothing is wrong: the pulse that is not complete at either end, the
    /// readings' error at either end, what flows between picture and count at either end.
    let band: Int64

    /// An output; nil if the weight is not above 0 or something is beyond what 64 bits hold.
    /// - Parameters:
    ///   - weight: what one pulse stands for, in the unit of the index.
    ///   - readingError: the most by which an accepted reading is off, in the same unit: one unit of its last place.
    ///   - hourlyMax: the most that can flow in an hour; without it a whole pulse may come between picture and count.
    ///   - latency: the most seconds between picture and count.
    public init?(weight: Index, readingError: Index, hourlyMax: Double?, latency: Double) {
        let places = max(weight.decimals, readingError.decimals)
        let (unit, error) = (weight.scaled(to: places), readingError.scaled(to: places))
        let one = Double(Index(units: 1, decimals: 0).scaled(to: places))
        let flow = hourlyMax.map { (max(0, $0) * max(0, latency) / 3600 * one).rounded(.up) } ?? Double(unit)
        guard (0...12).contains(places), unit > 0, (hourlyMax ?? 0).isFinite, latency.isFinite, error >= 0,
            flow.isFinite, Double(unit) + Double(error) + flow < 1e15
        else {
            return nil
        }
        self.weight = weight
        self.places = places
        self.unit = unit
        band = unit + 2 * (error + Int64(flow))
    }

    /// The least by which they must lie apart to be at odds: one pulse more, so that a single lost or doubled one is no news.
    var limit: Int64 { band + Limits.pulsesForgiven * unit }

    /// The pulses within which every thousandth being lost or doubled is found for certain, three readings before and three after
    /// it apart: so many errors that they show even where the readings before the first and after the last lie at opposite
    /// edges of the band, and up to a thousand pulses until the first. Readings that fall anywhere need about half. Losses that come
    /// by chance, one in a thousand on average, may take twice as long.
    public var pulsesUntilFound: Int64 { 1000 * ((limit + band + unit - 1) / unit + 1) }

    /// Pulses after which a new span begins beside the old one; twice that number ends a span. Errors that stay within the limit
    /// for so long, about one pulse in ten thousand, are not found.
    var spanPulses: Int64 { max(Limits.pulseSpanMin, 2 * pulsesUntilFound) }
}
