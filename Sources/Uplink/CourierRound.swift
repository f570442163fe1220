// The courier's loop, round by round: prepare, take, deliver, settle, and then go on, wait for work, or pause.
// A trouble is told when it begins, in the words of its first failure, and not again until something else is the matter.
// An entry that can never be delivered is told about before it is settled: a crash in between tells twice rather than never.

import Journal

/// The work of a courier.
struct CourierRound: Sendable {
    let journal: Journal
    let sink: any Sink
    let gate: any CourierGate
    let limits: UplinkLimits
    let random: @Sendable () -> Double
    let onStateChange: @Sendable (CourierState) -> Void
    let onSetPast: @Sendable (SetPast) -> Void

    private enum Outcome {
        case progress
        case idle
        case closed(reason: String, isTrouble: Bool, wait: Duration)
        case failed(Failure)
        case journalLost(JournalError)
    }

    private struct Failure {
        let reason: String
        /// What is the same while the trouble is.
        let trouble: String
        var retryAfter: Duration?
        var isClosed = false
    }

    /// Runs rounds until told to stop or cancelled.
    ///
    /// - Returns: the error of the journal that ended it, if one did.
    func loop(signals: AsyncStream<Void>, bell: AsyncStream<Void>.Continuation, stop: StopOrder) async -> JournalError?
    {
        var signals = signals.makeAsyncIterator()
        var backoff = Backoff(limits: limits, random: random)
        var workingSince: ContinuousClock.Instant?
        var told: String?
        var past = Past()
        while !Task.isCancelled {
            // Read before the round, so that an order given during it still gets its last round.
            let isLast = stop.isGiven
            var wait = Duration.zero
            var isPause = false
            let outcome = await look(&past)
            let state: CourierState
            var trouble: String?
            switch outcome {
            case .journalLost(let error):
                return error
            case .failed(let failure) where failure.isClosed && stop.isGiven:
                // The order itself has closed the sink, when its time was over.
                return nil
            case .progress, .idle:
                state = .connected
                workingSince = workingSince ?? .now
                if case .idle = outcome {
                    wait = limits.idleCheck
                    await gate.drained()
                }
            case .closed(let reason, let isTrouble, let look):
                state = isTrouble ? .waiting(reason: reason) : .resting(reason: reason)
                wait = look
                workingSince = nil
            case .failed(let failure):
                (state, trouble) = (.waiting(reason: failure.reason), failure.trouble)
                wait = backoff.pause(afterSuccessOf: workingSince.map { .now - $0 } ?? .zero)
                // A head-end that names a time is left alone so long, within reason.
                wait = max(wait, min(failure.retryAfter ?? .zero, limits.retryAfterMax))
                isPause = true
                workingSince = nil
            }
            let sign = trouble ?? state.description
            if sign != told { onStateChange(state) }
            told = sign
            if case .progress = outcome { continue }
            if isLast { break }
            CourierStep.listener?.hear(CourierStep(text: isPause ? "pauses" : "rests", within: wait, isRest: true))
            let deadline = ContinuousClock.now + wait
            let timer = Task {
                guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else { return }
                bell.yield()
            }
            // New entries end a wait for work, but not a pause: they have no better chance than those before.
            repeat {
                guard await signals.next() != nil else { break }
            } while isPause && !stop.isGiven && ContinuousClock.now < deadline
            timer.cancel()
        }
        return nil
    }

    /// What was left undelivered so far, and what was refused last.
    private struct Past {
        var last: SetPast?
        var refused: Int64 = 0
        var refusals = 0

        /// Notes one more refusal; how many it are for this entry.
        mutating func refuse(_ seq: Int64) -> Int {
            refusals = seq == refused ? refusals + 1 : 1
            refused = seq
            return refusals
        }
    }

    /// A round, if the gate is open.
    private func look(_ past: inout Past) async -> Outcome {
        CourierStep.tell("looks whether it may deliver", limits: limits)
        guard case .closed(let reason, let isTrouble, let wait) = await gate.look() else { return await round(&past) }
        await sink.rest()
        return .closed(reason: reason, isTrouble: isTrouble, wait: min(wait, limits.idleCheck))
    }

    private func round(_ past: inout Past) async -> Outcome {
        CourierStep.tell("connects", limits: limits)
        do throws(UplinkError) {
            try await sink.prepare()
        } catch {
            return failed(error)
        }
        CourierStep.tell("asks the journal", limits: limits)
        let batch: [Entry]
        do throws(JournalError) {
            batch = try await journal.pending(for: sink.name, limit: limits.batch)
        } catch {
            guard case .damagedEntry(_, let seq) = error else { return outcome(of: error) }
            return await setPast(seq, error.description, &past)
        }
        guard let first = batch.first else { return .idle }
        do throws(UplinkError) {
            return try await carry(batch)
        } catch {
            if let refusal = error.refusal {
                precondition(refusal.seq == first.seq, "sink \(sink.name) has an entry refused that is not the first")
                guard past.refuse(refusal.seq) >= limits.refusals else { return failed(error) }
                return await setPast(refusal.seq, error.description, &past)
            }
            guard let seq = error.hopelessEntry else { return failed(error) }
            precondition(seq == first.seq, "sink \(sink.name) gives up an entry that is not the first")
            return await setPast(seq, error.description, &past)
        }
    }

    private func failed(_ error: UplinkError) -> Outcome {
        var failure = Failure(reason: error.description, trouble: error.trouble, retryAfter: error.retryAfter)
        if case .closed = error { failure.isClosed = true }
        return .failed(failure)
    }

    private func setPast(_ seq: Int64, _ reason: String, _ past: inout Past) async -> Outcome {
        // The same one again if it could not be settled; it is told once.
        if past.last?.seq != seq {
            let next = SetPast(seq: seq, reason: reason, count: (past.last?.count ?? 0) + 1)
            onSetPast(next)
            past.last = next
        }
        do throws(JournalError) {
            try await journal.setAside(seq, for: sink.name, answer: reason)
        } catch {
            return outcome(of: error)
        }
        return .progress
    }

    private func carry(_ batch: [Entry]) async throws(UplinkError) -> Outcome {
        CourierStep.tell("delivers", limits: limits)
        let settled = try await sink.deliver(batch, identity: journal.identity)
        precondition(batch.contains { $0.seq == settled }, "sink \(sink.name) settles an entry it was not given")
        return await settle(through: settled)
    }

    private func settle(through seq: Int64) async -> Outcome {
        CourierStep.tell("asks the journal", limits: limits)
        do throws(JournalError) {
            try await journal.settle(sink.name, through: seq)
        } catch {
            return outcome(of: error)
        }
        return .progress
    }

    private func outcome(of error: JournalError) -> Outcome {
        guard !error.mustEndProcess else { return .journalLost(error) }
        return .failed(Failure(reason: error.description, trouble: error.description))
    }
}
