// Makes usage sheets: from the journal of a running agent, of which only what lies at the borders of the intervals is read, or from the
// copy of a journal at rest.

#if Console
    import Capture
    import Console
    import Journal
    import Metering
    import Recognition
    import Uplink

    /// The desk at which usage sheets are made.
    struct ReportDesk: Sendable {
        let device: String
        let cards: [MeterCard]
        let zone: LocalTime
        /// The picture of a reading, while it is kept.
        let picture: @Sendable (Int64) -> [UInt8]?

        /// The sheet of a running agent's journal.
        func report(
            _ question: ReportQuestion, from journal: Journal, now: Timestamp
        ) async throws(AgentError) -> UsageReport {
            let (card, register) = try chosen(question)
            let borders = try borders(question, now: now)
            let history = ReadingHistory(meter: card.meter, register: register, journal: journal)
            do throws(JournalError) {
                let counts = (
                    try await history.counts(Reading.publishedKind, borders),
                    try await history.counts(Reading.withheldKind, borders)
                )
                return sheet(try await history.sheet(borders), counts, question, card, register, borders, now)
            } catch {
                throw .unavailable(error.description)
            }
        }

        /// The sheet of a journal that no agent has open.
        func report(
            _ question: ReportQuestion, from copy: JournalCopy, now: Timestamp
        ) throws(AgentError) -> UsageReport {
            let (card, register) = try chosen(question)
            let borders = try borders(question, now: now)
            let series = Reading.series(meter: card.meter, register: register.name)
            let published = try readings(copy, Reading.publishedKind, series)
            let withheld = try readings(copy, Reading.withheldKind, series)
            var sets: [Int64] = []
            try each(copy, RemoteRecord.indexKind, series) { sets.append($0.seq) }
            let points = ReadingHistory.points(
                published, corrections: published.filter { !$0.withdraws.isEmpty }, sets: sets)
            let whole = UsageSheet(UsageSeries(points), borders: borders, capacity: register.capacity)
            let counts = (Self.counts(published, borders), Self.counts(withheld, borders))
            return sheet(whole, counts, question, card, register, borders, now)
        }

        private func chosen(_ question: ReportQuestion) throws(AgentError) -> (MeterCard, RegisterCard) {
            let names = cards.map(\.meter).joined(separator: ", ")
            guard let card = question.meter.map({ name in cards.first { $0.meter == name } }) ?? cards.first else {
                throw .badData("there is no meter \"\(question.meter ?? "")\": use one of \(names)")
            }
            guard question.meter != nil || cards.count == 1 else {
                throw .badData("which meter? Name it with --meter: \(names)")
            }
            let register = card.registers.first { $0.name == question.register ?? card.registers.first?.name }
            guard let register else {
                let names = card.registers.map(\.name).joined(separator: ", ")
                throw .badData("\(card.meter) has no register \"\(question.register ?? "")\": use one of \(names)")
            }
            return (card, register)
        }

        /// Where the intervals begin and end; nothing is told of what is to come.
        private func borders(_ question: ReportQuestion, now: Timestamp) throws(AgentError) -> [Timestamp] {
            let period = question.period
            guard period.lowerBound < now else { throw .badData("this period has not begun yet") }
            let all = zone.borders(
                of: question.step, from: period.lowerBound, to: min(period.upperBound, now),
                limit: UsageReport.intervalsMost + 1)
            guard all.count <= UsageReport.intervalsMost + 1 else {
                throw .badData(
                    "by the \(question.step.rawValue) these are more than \(UsageReport.intervalsMost) intervals: "
                        + "ask for longer ones with --by, or for less time")
            }
            return all.filter { $0 < now } + (all.last.map { $0 >= now } ?? false ? [now] : [])
        }

        private func sheet(
            _ sheet: UsageSheet, _ counts: (published: [Int], withheld: [Int]), _ question: ReportQuestion,
            _ card: MeterCard, _ register: RegisterCard, _ borders: [Timestamp], _ now: Timestamp
        ) -> UsageReport {
            let intervals = sheet.intervals.indices.map {
                UsageView.Interval(
                    usage: sheet.intervals[$0], published: counts.published[$0], withheld: counts.withheld[$0])
            }
            let evidence = { (point: UsagePoint?) in
                point.map { UsageReport.Evidence(point: $0, picture: picture($0.seq)) }
            }
            let zone = zone
            return UsageReport(
                device: device, meter: card.meter, register: register.name, step: question.step,
                period: borders[0]..<borders[borders.count - 1],
                view: UsageView(unit: card.unit, intervals: intervals, total: sheet.total), gaps: sheet.gaps,
                first: evidence(sheet.total?.first), last: evidence(sheet.total?.last), made: now,
                offset: { Int((zone.local(at: $0) - $0.milliseconds) / 1_000) })
        }

        private func readings(
            _ copy: JournalCopy, _ kind: String, _ series: String
        ) throws(AgentError) -> [JournalledReading] {
            var readings: [JournalledReading] = []
            try each(copy, kind, series) { entry in
                if let reading = JournalledReading(entry) { readings.append(reading) }
            }
            return readings
        }

        private func each(
            _ copy: JournalCopy, _ kind: String, _ series: String, _ body: (Entry) -> Void
        ) throws(AgentError) {
            var last: Int64 = 0
            while true {
                let rows = try AgentError.journal(copy.path) { () throws(JournalError) in
                    try copy.entries(after: last, kind: kind, meter: series)
                }
                guard let newest = rows.last?.entry.seq else { return }
                for row in rows where row.isIntact { body(row.entry) }
                last = newest
            }
        }

        private static func counts(_ readings: [JournalledReading], _ borders: [Timestamp]) -> [Int] {
            var counts = [Int](repeating: 0, count: max(0, borders.count - 1))
            for reading in readings {
                let behind = borders.partitioningIndex { $0 > reading.at }
                if behind > 0, behind < borders.count { counts[behind - 1] += 1 }
            }
            return counts
        }
    }

    extension [Timestamp] {
        /// The first place from which on `isBehind` holds, in an ascending list.
        fileprivate func partitioningIndex(where isBehind: (Timestamp) -> Bool) -> Int {
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }
#endif
