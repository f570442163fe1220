// Puts cards into force: a proposal after fresh pictures have borne it out, or a card that was in force before. Nobody's card is replaced
// by somebody who has not seen it.

#if Console
    import Capture
    import Console
    import Metering

    extension CalibrationDesk {
        /// Tries the proposal on fresh pictures, and puts it into force if it holds.
        func confirm(_ meter: String, number: Int?, over: Int?, by: String) async -> CalibrationSource.Refusal? {
            let place: Place
            switch ready(meter) {
            case .success(let found): place = found
            case .failure(let refusal): return refusal
            }
            let key = CalibrationSession.Key(meter: meter, by: by)
            guard var session = sessions[key], !session.isBusy, let proposal = session.proposal,
                proposal.question == nil, let face = proposal.face
            else { return Self.noProposal }
            guard number == nil || number == session.number else {
                return Self.refusal(.init(topic: "other-proposal", text: "the proposal has changed"))
            }
            if let refusal = settle(&session, place, over: over) {
                keep(session, key)
                return refusal
            }
            guard case .proposed = session.phase else {
                keep(session, key)
                return nil
            }
            session.go(to: .checking, at: now)
            keep(session, key)
            Task { await self.check(proposal, face, place, key, by: by) }
            return nil
        }

        /// Sees to it that the card which the technician began with is still the one in force, or one that they have seen.
        private func settle(
            _ session: inout CalibrationSession, _ place: Place, over: Int?
        ) -> CalibrationSource.Refusal? {
            do throws(AgentError) {
                let present = try place.shelf?.text()
                if present != session.base {
                    guard let over, over == present.flatMap(CardStamp.of)?.card ?? 0 else {
                        session.go(
                            to: .conflict, at: now,
                            .init(topic: "conflict", text: "somebody else has made another card"))
                        return nil
                    }
                    session.base = present
                }
                session.go(to: .proposed, at: now)
                return nil
            } catch {
                return Self.refusal(Self.question(error))
            }
        }

        private func check(
            _ proposal: CardProposal, _ face: MeterFace, _ place: Place, _ key: CalibrationSession.Key, by: String
        ) async {
            let outcome: Result<[CardProposal.Check], CaptureError>
            do throws(CaptureError) {
                outcome = .success(
                    try await CardCheck.run(proposal, face: face, source: place.source, clock: clock))
            } catch {
                outcome = .failure(error)
            }
            guard var session = sessions[key] else { return }
            switch outcome {
            case .failure(let error):
                session.go(
                    to: .proposed, at: now,
                    .init(topic: "no-picture", details: [error.description], text: error.description))
            case .success(let checks):
                session.proposal?.checks = checks
                session.number += 1
                if checks.count == Limits.checkFrames, checks.allSatisfy(\.isGood) {
                    // From here to the card in force nothing comes between.
                    putInForce(proposal, place, &session, key, by: by)
                } else {
                    session.go(
                        to: .proposed, at: now,
                        .init(topic: "checks-failed", text: "fresh pictures contradict the card"))
                }
            }
            keep(session, key)
        }

        private func putInForce(
            _ proposal: CardProposal, _ place: Place, _ session: inout CalibrationSession,
            _ key: CalibrationSession.Key, by: String
        ) {
            // Somebody else may have been faster while the pictures were taken.
            guard settle(&session, place, over: nil) == nil, case .proposed = session.phase, let shelf = place.shelf
            else { return }
            change(&session, key, shelf) { (former) throws(AgentError) in
                try shelf.put(
                    proposal.card, reference: proposal.held.jpeg, by: by, at: clock.now().wall,
                    moved: proposal.movedDials)
            }
        }

        /// Puts a card into force that was so before.
        func restore(_ meter: String, _ card: Int, by: String) -> CalibrationSource.Refusal? {
            let place: Place
            switch ready(meter) {
            case .success(let found): place = found
            case .failure(let refusal): return refusal
            }
            guard let shelf = place.shelf, shelf.stamps().contains(where: { $0.card == card }) else {
                return .init(
                    .init(topic: "no-card", details: [String(card)], text: "there is no such card"), isMissing: true)
            }
            let key = CalibrationSession.Key(meter: meter, by: by)
            var session = session(key, place)
            guard !session.isBusy else { return Self.refusal(.init(topic: "busy", details: [meter], text: "busy")) }
            change(&session, key, shelf) { (former) throws(AgentError) in
                try shelf.restore(card, by: by, at: clock.now().wall)
            }
            keep(session, key)
            return nil
        }

        /// Changes the card on the disk, and has the agent take it up. What cannot be used is taken back.
        private func change(
            _ session: inout CalibrationSession, _ key: CalibrationSession.Key, _ shelf: CardShelf,
            _ body: (_ former: String?) throws(AgentError) -> CardStamp
        ) {
            let stamp: CardStamp
            let former: String?
            do throws(AgentError) {
                former = try shelf.text()
                stamp = try body(former)
            } catch {
                session.go(
                    to: session.proposal == nil ? .typing : .proposed, at: now,
                    .init(topic: "not-written", details: [error.message], text: error.message))
                return
            }
            if let failure = check() {
                try? shelf.takeBack(stamp, former: former)
                session.go(
                    to: session.proposal == nil ? .typing : .proposed, at: now,
                    .init(topic: "not-applied", details: [failure], text: failure))
                return
            }
            session.go(to: .applying, at: now)
            renewals.ask(
                Renewals.Request(
                    what: stamp.text(of: key.meter),
                    undo: { () throws(AgentError) in try shelf.takeBack(stamp, former: former) },
                    tell: { failure in await self.changed(key, stamp, failure) },
                    refusal: { time, failure in stamp.entry(of: key.meter, at: time, failure: failure) }))
        }

        private func changed(_ key: CalibrationSession.Key, _ stamp: CardStamp, _ failure: String?) {
            guard var session = sessions[key] else { return }
            if let failure {
                session.go(
                    to: session.proposal == nil ? .typing : .proposed, at: now,
                    .init(topic: "not-applied", details: [failure], text: failure))
            } else {
                session.proposal = nil
                session.fields.reading = ""
                session.go(to: .done(stamp), at: now)
            }
            keep(session, key)
        }
    }
#endif
