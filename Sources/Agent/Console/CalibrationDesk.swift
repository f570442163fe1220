// Makes cards for technicians while the agent runs: looks through cameras, has dials looked for, tries what was found on fresh pictures and
// puts it into force. It outlasts the agent's parts, which go by the cards that it makes.

#if Console
    import Capture
    import Console
    import Journal
    import Logging
    import Metering
    import Recognition

    /// The calibrations of one agent.
    actor CalibrationDesk {
        /// A meter as it is known here.
        struct Place: Sendable {
            var name: String
            var source: any FrameSource
            /// Its cards; nil for a meter that brings its own.
            var shelf: CardShelf?
            /// The card in force; nil while there is none.
            var card: MeterCard?
        }

        /// From what was typed and a picture to a card; it says how far it is.
        typealias Finder =
            @Sendable (
                _ order: CalibrationOrder, _ held: HeldPicture, _ former: MeterCard?
            ) async throws(AgentError) -> MeterCard

        let clock: AgentClock
        let logger: Logger
        let renewals: Renewals
        let find: Finder
        /// Whether the agent could be started with the cards as they are on the disk; why not.
        let check: @Sendable () -> String?
        var places: [String: Place] = [:]
        var sessions: [CalibrationSession.Key: CalibrationSession] = [:]
        var looks: [String: Look] = [:]
        var looking: [String: Task<Result<Look, CaptureError>, Never>] = [:]
        var looksTaken = 0
        /// The meter whose dials are being looked for: one at a time, for that takes all that the board can do.
        var searching: String?

        init(
            clock: AgentClock, logger: Logger, renewals: Renewals, find: @escaping Finder = CalibrationDesk.finder,
            check: @escaping @Sendable () -> String? = { nil }
        ) {
            (self.clock, self.logger, self.renewals) = (clock, logger, renewals)
            (self.find, self.check) = (find, check)
        }

        /// The product's own way.
        static let finder: Finder = { (order, held, former) async throws(AgentError) in
            let made = try await CalibratedCard(
                order, jpeg: held.jpeg, picture: held.picture, at: held.at, reference: "", former: former, say: { _ in }
            )
            return made.trial.card
        }

        /// Goes by the agent's new parts from now on.
        func take(_ places: [Place]) {
            self.places = Dictionary(places.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
            looks = looks.filter { self.places[$0.key] != nil }
        }

        var now: Int64 { clock.sinceBoot() }

        /// Has the dials looked for that show what was typed.
        func propose(_ meter: String, _ fields: CalibrationView.Fields, by: String) async -> CalibrationSource.Refusal?
        {
            let place: Place
            switch ready(meter) {
            case .success(let found): place = found
            case .failure(let refusal): return refusal
            }
            let key = CalibrationSession.Key(meter: meter, by: by)
            var session = session(key, place)
            guard !session.isBusy else { return Self.refusal(.init(topic: "busy", details: [meter], text: "busy")) }
            session.fields = fields
            session.go(to: .typing, at: now)
            do throws(AgentError) {
                let order = try order(fields, place)
                guard searching == nil else {
                    let question = CalibrationQuestion(
                        topic: .busy, details: [searching ?? ""],
                        text: "the dials of another meter are being looked for")
                    throw .question(question)
                }
                session.base = try place.shelf?.text()
                session.proposal = nil
                session.number += 1
                session.go(to: .searching, at: now)
                keep(session, key)
                searching = meter
                Task(priority: .utility) { await self.search(order, place, key) }
            } catch {
                session.go(to: .typing, at: now, Self.question(error))
                keep(session, key)
            }
            return nil
        }

        private func search(_ order: CalibrationOrder, _ place: Place, _ key: CalibrationSession.Key) async {
            let outcome: Result<CardProposal, AgentError>
            do throws(AgentError) {
                let held = try await picture(of: place)
                let card = try await find(order, held, place.card)
                let areas = card.registers[0].dials.map(\.area)
                // Reading takes a moment, in which others ask.
                let proposal = await Task.detached(priority: .utility) {
                    CardProposal(card, typed: order.typed, held: held, found: areas)
                }.value
                outcome = .success(proposal)
            } catch {
                outcome = .failure(error)
            }
            searching = nil
            guard var session = sessions[key] else { return }
            switch outcome {
            case .success(let proposal):
                session.proposal = proposal
                session.number += 1
                session.go(to: .proposed, at: now)
            case .failure(let error): session.go(to: .typing, at: now, Self.question(error))
            }
            keep(session, key)
        }

        /// Has the dials of a proposal elsewhere.
        func move(_ meter: String, _ dials: [[(x: Double, y: Double)]], by: String) async -> CalibrationSource.Refusal?
        {
            let key = CalibrationSession.Key(meter: meter, by: by)
            if let refusal = missing(meter) { return refusal }
            guard let session = sessions[key], !session.isBusy, let proposal = session.proposal,
                dials.count == proposal.found.count, dials.allSatisfy({ $0.count == 4 })
            else { return Self.noProposal }
            let areas = dials.map { corners in
                let points = corners.map { Point(Float($0.x), Float($0.y)) }
                return Quad(points[0], points[1], points[2], points[3])
            }
            let moved = await Task.detached { proposal.moved(to: areas) }.value
            guard var now = sessions[key], now.number == session.number, !now.isBusy else { return Self.noProposal }
            now.proposal = moved
            now.number += 1
            now.go(to: .proposed, at: self.now)
            keep(now, key)
            return nil
        }

        /// Drops the proposal.
        func discard(_ meter: String, by: String) -> CalibrationSource.Refusal? {
            if let refusal = missing(meter) { return refusal }
            let key = CalibrationSession.Key(meter: meter, by: by)
            guard var session = sessions[key] else { return nil }
            guard !session.isBusy else { return Self.refusal(.init(topic: "busy", details: [meter], text: "busy")) }
            session.proposal = nil
            if case .done = session.phase {
                sessions[key] = nil
            } else {
                session.go(to: .typing, at: now)
                keep(session, key)
            }
            return nil
        }

        // MARK: - What is remembered

        /// The calibration of a technician, or a new one.
        func session(_ key: CalibrationSession.Key, _ place: Place) -> CalibrationSession {
            sessions = sessions.filter { $0.value.isBusy || now - $0.value.touched < Limits.calibrationHeld }
            if let session = sessions[key] {
                guard case .done = session.phase, now - session.since > Limits.calibrationDone else { return session }
                sessions[key] = nil
            }
            var fields = CalibrationView.Fields(medium: (place.card?.medium ?? .water).rawValue)
            if let most = place.card?.registers.first?.hourlyMax { fields.hourlyMax = "\(most)" }
            return CalibrationSession(fields: fields, since: now, touched: now)
        }

        func keep(_ session: CalibrationSession, _ key: CalibrationSession.Key) {
            sessions[key] = session
            let idle = sessions.filter { !$0.value.isBusy && $0.key != key }
            guard sessions.count > Limits.calibrationsHeld,
                let oldest = idle.min(by: { $0.value.touched < $1.value.touched })
            else { return }
            sessions[oldest.key] = nil
        }
    }
#endif
