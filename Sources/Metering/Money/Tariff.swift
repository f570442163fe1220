// A tariff as data: all that a bill can be worked out from by hand.

/// A tariff.
public struct Tariff: Sendable, Equatable {
    /// What it is called.
    public var name: String
    /// The currency by its three letters.
    public var currency: String
    /// The places of its smallest coin.
    public var decimals: Int
    /// How amounts are rounded.
    public var rounding: MoneyRounding
    /// When bills begin.
    public var cycle: BillingCycle
    /// Holidays.
    public var holidays: [TariffHoliday]
    /// Prices, in the order in which they hold.
    public var versions: [TariffVersion]

    /// A tariff; without `decimals` its currency has as many as usual.
    public init(
        name: String, currency: String, decimals: Int? = nil, rounding: MoneyRounding = MoneyRounding(),
        cycle: BillingCycle = .monthly, holidays: [TariffHoliday] = [], versions: [TariffVersion]
    ) {
        (self.name, self.currency, self.decimals) = (name, currency, decimals ?? Self.decimals(of: currency))
        (self.rounding, self.cycle, self.holidays, self.versions) = (rounding, cycle, holidays, versions)
    }

    /// The places of a currency's smallest coin, by ISO 4217.
    public static func decimals(of currency: String) -> Int {
        if withoutCoins.contains(currency) { return 0 }
        return withThousandths.contains(currency) ? 3 : 2
    }

    /// The number of the version that holds on a date.
    func version(on date: CivilDate) -> Int? {
        versions.lastIndex { version in
            guard let from = version.from, from <= date else { return false }
            return version.until.map { date < $0 } ?? true
        }
    }

    /// What kind of day a date is.
    func day(_ date: CivilDate) -> TariffDay {
        holidays.contains { $0.isOn(date) } ? .holiday : TariffDay(date)
    }

    private static let withoutCoins = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    private static let withThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
}
