// Readings in order of time, in pages, so that one that comes late moves the rest of its page and not the rest of a year. Where one page ends
// and the next begins depends on the order in which they came, and means nothing.

import Recognition

/// Readings, ascending by time and number.
struct UsagePages: Sendable, Equatable {
    /// None is empty.
    private var pages: [[UsagePoint]] = []

    /// All of them.
    var points: [UsagePoint] {
        var points: [UsagePoint] = []
        points.reserveCapacity(pages.reduce(0) { $0 + $1.count })
        for page in pages { points += page }
        return points
    }

    /// The first for which it holds.
    func first(where holds: (UsagePoint) -> Bool) -> UsagePoint? {
        for page in pages { if let point = page.first(where: holds) { return point } }
        return nil
    }

    /// The last for which it holds.
    func last(where holds: (UsagePoint) -> Bool) -> UsagePoint? {
        for page in pages.reversed() { if let point = page.last(where: holds) { return point } }
        return nil
    }

    /// Puts a reading where it belongs.
    mutating func insert(_ point: UsagePoint) {
        guard let last = pages.last?.last else {
            pages = [[point]]
            return
        }
        let isLast = (last.at, last.seq) <= (point.at, point.seq)
        let page = isLast ? pages.count - 1 : page(of: point.at, point.seq)
        let place = isLast ? pages[page].count : Self.place(of: point.at, point.seq, in: pages[page])
        if pages[page].count < Limits.usagePage {
            pages[page].insert(point, at: place)
        } else if isLast {
            pages.append([point])
        } else {
            // A full page becomes two.
            let half = Limits.usagePage / 2
            pages.insert(Array(pages[page][half...]), at: page + 1)
            pages[page].removeSubrange(half...)
            if place <= half {
                pages[page].insert(point, at: place)
            } else {
                pages[page + 1].insert(point, at: place - half)
            }
        }
    }

    /// The reading of that time and number, which is there.
    func point(at: Timestamp, _ seq: Int64) -> UsagePoint {
        let page = pages[page(of: at, seq)]
        return page[Self.place(of: at, seq, in: page)]
    }

    /// Takes out the reading of that time and number, which is there.
    mutating func remove(at: Timestamp, _ seq: Int64) {
        let page = page(of: at, seq)
        pages[page].remove(at: Self.place(of: at, seq, in: pages[page]))
        if pages[page].isEmpty { pages.remove(at: page) }
    }

    /// Takes out whatever is to go.
    mutating func removeAll(where isGone: (UsagePoint) -> Bool) {
        for page in pages.indices { pages[page].removeAll(where: isGone) }
        pages.removeAll(where: \.isEmpty)
    }

    /// The first page that does not end before it.
    private func page(of at: Timestamp, _ seq: Int64) -> Int {
        var (low, high) = (0, pages.count - 1)
        while low < high {
            let middle = (low + high) / 2
            let last = pages[middle][pages[middle].count - 1]
            if (last.at, last.seq) < (at, seq) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where a reading stands or belongs in a page.
    private static func place(of at: Timestamp, _ seq: Int64, in page: [UsagePoint]) -> Int {
        var (low, high) = (0, page.count)
        while low < high {
            let middle = (low + high) / 2
            if (page[middle].at, page[middle].seq) < (at, seq) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func == (a: UsagePages, b: UsagePages) -> Bool { a.pages.joined().elementsEqual(b.pages.joined()) }
}
