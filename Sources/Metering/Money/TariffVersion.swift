// The prices of a tariff from one date to another.

/// Prices while they hold.
public struct TariffVersion: Sendable, Equatable {
    /// The first day on which they hold; there must be one.
    public var from: CivilDate?
    /// The first day on which they no longer hold; nil to hold until the next version, or until further notice.
    public var until: CivilDate?
    /// What is paid for use.
    public var charges: [TariffCharge]
    /// What is paid by the calendar.
    public var standing: [StandingCharge]
    /// A volume that is included.
    public var package: TariffPackage?
    /// Taxes.
    public var taxes: [TariffTax]

    /// Prices while they hold.
    public init(
        from: CivilDate?, until: CivilDate? = nil, charges: [TariffCharge], standing: [StandingCharge] = [],
        package: TariffPackage? = nil, taxes: [TariffTax] = []
    ) {
        (self.from, self.until, self.charges) = (from, until, charges)
        (self.standing, self.package, self.taxes) = (standing, package, taxes)
    }
}
