// What was, for the console: readings with their pictures, usage, and what somebody changed.

#if Console
    import Capture
    import Console
    import FoundationEssentials
    import Journal
    import Metering

    extension AgentFeed {
        /// Where the console gets what was.
        var historySource: HistorySource {
            let zone = LocalTime.system
            return HistorySource(
                span: { zone.span(of: $0, around: $1) },
                offset: { Int((zone.local(at: $0) - $0.milliseconds) / 1_000) },
                usage: { try await usage($0, $1, limit: $2, zone) },
                report: { part, step in
                    let question = ReportQuestion(
                        meter: part.meter, register: part.register, period: part.from..<part.to, step: step)
                    return try await reports.report(question, from: journal, now: clock.now().wall)
                },
                readings: { part, after, limit in
                    guard let history = history(part.meter, part.register) else { return [] }
                    return try await history.readings(from: part.from, to: part.to, after: after, limit: limit)
                        .map(view)
                },
                reading: { try await reading(of: $0, seq: $1).map(view) },
                picture: { meter, seq in
                    guard try await reading(of: meter, seq: seq) != nil else { return nil }
                    return evidence?.picture(of: seq)
                },
                changes: { try await changes(before: $0, limit: $1) },
                warnings: { try await warnings(before: $0, limit: $1) })
        }

        private func history(_ meter: String, _ register: String) -> ReadingHistory? {
            guard let card = meters.lazy.map(\.face.card).first(where: { $0.meter == meter }),
                let own = card.registers.first(where: { $0.name == register })
            else { return nil }
            return ReadingHistory(meter: meter, register: own, journal: journal)
        }

        private func reading(of meter: String, seq: Int64) async throws -> ReadingHistory.Found? {
            guard let prepared = meters.first(where: { $0.face.card.meter == meter }) else { return nil }
            for register in prepared.face.card.registers {
                let history = ReadingHistory(meter: meter, register: register, journal: journal)
                if let found = try await history.reading(seq) { return found }
            }
            return nil
        }

        private func usage(
            _ part: HistorySource.Part, _ step: UsageStep, limit: Int, _ zone: LocalTime
        ) async throws -> UsageView {
            let unit = meters.first { $0.face.card.meter == part.meter }?.face.card.unit ?? ""
            let borders = zone.borders(of: step, from: part.from, to: part.to, limit: limit)
            guard borders.count > 1, let history = history(part.meter, part.register) else {
                return UsageView(unit: unit, intervals: [], total: nil)
            }
            let usage = try await history.usage(borders, now: clock.now().wall)
            let published = try await history.counts(Reading.publishedKind, borders)
            let withheld = try await history.counts(Reading.withheldKind, borders)
            let total = try await history.usage([borders[0], borders[borders.count - 1]], now: clock.now().wall).first
            return UsageView(
                unit: unit,
                intervals: usage.indices.map {
                    UsageView.Interval(usage: usage[$0], published: published[$0], withheld: withheld[$0])
                }, total: total)
        }

        private func view(_ found: ReadingHistory.Found) -> ReadingView {
            let reading = found.reading
            let state: ReadingView.State =
                if found.isWithdrawn { .withdrawn } else { reading.index == nil ? .withheld : .published }
            return ReadingView(
                seq: reading.seq, register: reading.register, at: reading.at, isTimeSure: reading.isTimeSure,
                index: reading.index, unit: reading.unit, quality: reading.quality, reasons: reading.reasons,
                state: state, hasPicture: evidence?.hasPicture(of: reading.seq) ?? false)
        }

        /// The newest warnings before a number. Among other events they may be rare: what is looked through then has an end.
        private func warnings(before seq: Int64, limit: Int) async throws -> ([WarningView], next: Int64?) {
            var (found, next) = ([WarningView](), Int64?.some(seq))
            while let before = next, found.isEmpty {
                let entries = try await journal.entries(kinds: [CameraWatch.kind], before: before, limit: limit)
                found = entries.compactMap(JournalledWarning.init).map { told in
                    WarningView(
                        seq: told.seq, at: told.at, meter: told.meter, register: told.register, warning: told.warning,
                        end: told.end)
                }
                next = entries.count == limit ? entries.last?.seq : nil
            }
            return (found, next)
        }

        private func changes(before seq: Int64, limit: Int) async throws -> [ChangeView] {
            let entries = try await journal.entries(
                kinds: [RemoteRecord.kind, RemoteRecord.indexKind], before: seq, limit: limit)
            return entries.compactMap { entry in
                JournalledChange(entry).map { change in
                    ChangeView(
                        seq: entry.seq, at: Timestamp(milliseconds: entry.wallMilliseconds), by: change.by,
                        command: change.command, subject: entry.meter, isDone: change.state == "done",
                        text: change.text, old: change.old, new: change.new ?? change.index)
                }
            }
        }
    }
#endif
