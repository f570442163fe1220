// A prepaid balance: what is left of it, how many days it lasts, and several reminders before it runs out. Each is given once; when money
// is paid in, those that are far enough away again may come again.

import Recognition

/// The watch over a prepaid balance.
public struct PrepaidWatch: Sendable, Equatable {
    /// The days before the end at which somebody is reminded.
    public let days: [Int]
    private var given: Set<Int> = []
    private var last: Index?

    /// A watch that reminds so many days before the end; nought reminds when the balance is used up.
    public init(days: [Int] = [14, 7, 3, 1, 0]) { self.days = days.sorted(by: >) }

    /// Takes up the last reminder that was given before.
    public mutating func resume(days given: Int, balance: Index) {
        self.given = Set(days.filter { $0 >= given })
        last = balance
    }

    /// What is left of what was paid in.
    public static func balance(paid: [Index], spent: Index) throws(TariffError) -> Index {
        var left = Fraction(spent).negated
        var decimals = spent.decimals
        for amount in paid {
            left = try left.plus(Fraction(amount))
            decimals = max(decimals, amount.decimals)
        }
        return try left.rounded(to: decimals, .halfUp)
    }

    /// Whole days that a balance lasts if as much is spent as in the last days; nil if nothing is spent.
    public static func daysLeft(of balance: Index, spent: Index, inDays days: Int) throws(TariffError) -> Int? {
        if balance.units <= 0 { return 0 }
        guard spent.units > 0, days > 0 else { return nil }
        let daily = try Fraction(spent).times(Fraction(1, of: Int64(days)))
        return Int(try Fraction(balance).wholeTimes(daily))
    }

    /// The reminder that is due, if there is one that was not given yet: of several the most urgent.
    public mutating func remind(
        of balance: Index, spent: Index, inDays days: Int
    ) throws(TariffError) -> PrepaidReminder? {
        let left = try Self.daysLeft(of: balance, spent: spent, inDays: days)
        // A day more, so that a day that costs a little less brings no reminder back.
        if let last, last < balance {
            let far = left ?? .max
            given = given.filter { far <= $0 + 1 }
        }
        last = balance
        guard let left else { return nil }
        let due = self.days.filter { $0 == 0 ? balance.units <= 0 : left <= $0 }
        guard let most = due.last, !given.contains(most) else { return nil }
        given.formUnion(due)
        return PrepaidReminder(days: most, left: left, balance: balance)
    }
}
