// How much a household draws over the day: a small base flow and one draw per quarter of an hour at most, more and
// longer ones in the morning and the evening. The volume since the start is a closed formula of time, without state:
// each quarter's volume varies from day to day in a way that telescopes over the days.

/// The consumption of a simulated household.
public struct FlowProfile: Sendable {
    /// Quarters of an hour in a day.
    private static let quarters = 96
    private static let quarterSeconds = 900.0
    private static let daySeconds = 86_400.0

    /// The most that ever flows, in units per hour.
    public let maximumPerHour: Double
    /// What always flows (a leak, a pilot flame, a refrigerator), in units per hour.
    public let basePerHour: Double
    private let seed: UInt64
    private let volumes: [Double]
    private let rates: [Double]

    /// A household.
    ///
    /// - Parameters:
    ///   - dailyVolume: about how much is drawn in a day, in units.
    ///   - basePerHour: what always flows.
    ///   - maximumPerHour: the most that flows, base included; never exceeded.
    ///   - seed: which household.
    public init(dailyVolume: Double, basePerHour: Double, maximumPerHour: Double, seed: UInt64) {
        precondition(dailyVolume >= 0 && basePerHour >= 0 && maximumPerHour > basePerHour)
        self.maximumPerHour = maximumPerHour
        self.basePerHour = basePerHour
        self.seed = seed
        var random = SplitMix64(seed: seed)
        var weights: [Double] = []
        var rates: [Double] = []
        for quarter in 0..<FlowProfile.quarters {
            let habit = FlowProfile.habit(hour: Double(quarter) / 4)
            weights.append(random.unit() < 0.15 + 0.8 * habit ? habit * random.uniform(0.2, 1) : 0)
            rates.append((maximumPerHour - basePerHour) * random.uniform(0.15, 1))
        }
        let total = max(weights.reduce(0, +), 0.01)
        let drawn = max(0, dailyVolume - 24 * basePerHour)
        self.rates = rates
        // A draw must fit into its quarter even on the day when it is half as long again.
        volumes = zip(weights, rates).map { weight, rate in min(drawn * weight / total, rate * 0.25 / 1.5) }
    }

    /// A typical household with a meter of this kind, by seed.
    public init(typicalFor face: SimulatedFace, seed: UInt64) {
        switch face {
        case .water: self.init(dailyVolume: 0.42, basePerHour: 0.0006, maximumPerHour: 2.5, seed: seed)
        case .gas: self.init(dailyVolume: 5.5, basePerHour: 0.012, maximumPerHour: 6, seed: seed)
        case .electricity, .dials: self.init(dailyVolume: 11, basePerHour: 0.16, maximumPerHour: 10, seed: seed)
        case .heat: self.init(dailyVolume: 46, basePerHour: 0.3, maximumPerHour: 15, seed: seed)
        }
    }

    /// The volume drawn between the start (a midnight) and `seconds` later, in units. Never falls.
    public func volume(at seconds: Double) -> Double {
        let time = max(0, seconds)
        let day = (time / FlowProfile.daySeconds).rounded(.down)
        let (index, clock) = (Int64(day), time - day * FlowProfile.daySeconds)
        var volume = basePerHour * time / 3600
        for quarter in 0..<FlowProfile.quarters where volumes[quarter] > 0 {
            let start = SplitMix64.unit(seed, 0, Int64(quarter))
            let today = SplitMix64.unit(seed, index, Int64(quarter))
            let tomorrow = SplitMix64.unit(seed, index + 1, Int64(quarter))
            volume += volumes[quarter] * (day + 0.5 * (today - start))
            let draw = volumes[quarter] * (1 + 0.5 * (tomorrow - today))
            let duration = draw / rates[quarter] * 3600
            let slack = max(0, FlowProfile.quarterSeconds - duration)
            let begin =
                Double(quarter) * FlowProfile.quarterSeconds + slack * SplitMix64.unit(~seed, index, Int64(quarter))
            volume += draw * min(max((clock - begin) / duration, 0), 1)
        }
        return volume
    }

    /// How likely and how large a draw is at this hour, 0 … 1: quiet nights, peaks around seven and nineteen.
    private static func habit(hour: Double) -> Double {
        func peak(_ at: Double, _ width: Double) -> Double {
            let distance = (hour - at) / width
            return 1 / (1 + distance * distance * distance * distance)
        }
        let day = hour >= 6 && hour < 23 ? 0.22 : 0.015
        return min(1, day + 0.75 * peak(7.2, 1.1) + 0.3 * peak(12.5, 1) + 0.7 * peak(19.3, 1.9))
    }
}
