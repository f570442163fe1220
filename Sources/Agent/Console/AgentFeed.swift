// What the console shows of a running agent, and the orders that it takes for it.

#if Console
    import Capture
    import Console
    import Journal
    import Metering
    import Recognition
    import Uplink

    /// The agent as the console sees it.
    struct AgentFeed: Sendable {
        let meters: [PreparedMeter]
        /// The names of meters that nobody has set up yet.
        let blanks: [String]
        let gates: [String: SinkGate]
        let status: AgentStatus
        let desk: RemoteDesk
        let journal: Journal
        let clock: AgentClock
        let evidence: Evidence?
        let reports: ReportDesk
        let board: InsightBoard

        /// Takes up what was published before this process began.
        func resume() async throws(JournalError) {
            for meter in meters {
                for register in meter.face.card.registers {
                    let known = try await AcceptedReadings.load(
                        meter: meter.face.card.meter, register: register, from: journal)
                    let series = Reading.series(meter: meter.face.card.meter, register: register.name)
                    if let last = known.last { status.resume(series, last) }
                }
            }
        }

        /// The meters, in the order of the configuration, and those that nobody has set up yet.
        func meterViews() async -> [MeterView] {
            var views: [MeterView] = []
            for meter in meters {
                let card = meter.face.card
                var registers: [MeterView.Register] = []
                for register in card.registers {
                    let found = status.reading(of: Reading.series(meter: card.meter, register: register.name))
                    var view = MeterView.Register(
                        name: register.name, published: found.published, last: found.last,
                        flow: await flow(of: register, card.meter))
                    view.meaning = MeaningView(board.register(RegisterName(card.meter, register.name)))
                    registers.append(view)
                }
                views.append(
                    MeterView(
                        name: card.meter, medium: card.medium, unit: card.unit,
                        schedule: PlanText.text(meter.triggers.plan),
                        registers: registers, picture: status.picture(of: card.meter).flatMap(Self.view)))
            }
            return views
                + blanks.map { name in
                    var view = MeterView(
                        name: name, medium: .water, unit: "", schedule: "", registers: [], picture: nil)
                    view.isBlank = true
                    return view
                }
        }

        /// How much flows through a register, by its last readings.
        private func flow(of register: RegisterCard, _ meter: String) async -> Flow? {
            let known = try? await AcceptedReadings.load(
                meter: meter, register: register, from: journal, limit: Limits.flowReadings)
            return known.flatMap { Flow($0, now: clock.now().wall) }
        }

        /// The destinations, by name.
        func sinkViews() async -> [SinkView] {
            var views: [SinkView] = []
            for name in gates.keys.sorted() {
                let state = status.courier(of: name)
                let isFailing = if case .waiting? = state { true } else { false }
                let waiting = (try? await journal.pendingCount(for: name)) ?? 0
                views.append(
                    SinkView(
                        name: name, state: state.map { "\($0)" } ?? "starting", isFailing: isFailing, waiting: waiting))
            }
            return views
        }

        /// What the doctor says of the board, which it can look at without taking anything away from the agent.
        func findings() -> [FindingView] {
            let frozen = status.pulses.frozen().map { service in
                DoctorFinding(
                    area: "service", subject: service.name, state: .problem, text: "frozen: \(service.description)",
                    advice: "the service manager starts the agent anew if it stays so")
            }
            return (frozen + [BoardChecks.clock(clock), BoardChecks.disk(of: journal.path)]).map { FindingView($0) }
        }

        /// Has a meter read now, as somebody at the gateway may; why not, or nil.
        func read(_ meter: String, by: String) async -> String? {
            var order = JSONObject()
            order.set("command", RemoteOrder.Word.read.rawValue)
            order.set("meter", meter)
            do throws(RemoteRefusal) {
                let (record, _) = try await desk.carryOut(local: Array(order.text.utf8), by: by)
                return record.isDone ? nil : record.text
            } catch {
                return error.description
            }
        }

        /// The last picture of a meter as a JPEG.
        func picture(of meter: String) -> [UInt8]? {
            status.picture(of: meter)?.picture.file(quality: Limits.pictureQuality)
        }

        private static func view(_ seen: SeenPicture) -> MeterView.Picture? {
            guard let (width, height) = seen.size else { return nil }
            let marks = ReadingOverlay.marks(
                seen.readings, seen.face, at: seen.placement, frameWidth: width, frameHeight: height)
            return MeterView.Picture(
                number: seen.number, width: width, height: height,
                marks: marks.map { MeterView.Picture.Mark($0, $1, $2) })
        }
    }

    extension MeaningView {
        /// What is known of a register.
        init(_ known: InsightBoard.Register) {
            self.init()
            (open, forecasts, trouble) = (known.open, known.forecasts, known.trouble)
            money = known.account.map { account in
                Money(
                    soFar: account.soFar, expected: account.expected, balance: account.prepaid?.balance,
                    daysLeft: account.prepaid?.daysLeft)
            }
        }
    }

    extension BalanceView {
        /// What is known of a group.
        init(_ group: InsightBoard.Group) {
            self.init(
                name: group.name, unit: group.unit, limit: group.limit, days: group.days, trend: group.trend,
                hours: group.hours, hint: group.hint, open: group.open)
        }
    }

    extension MeterView.Picture.Mark {
        /// A dial as it is drawn over a frame.
        init(_ area: Quad, _ mark: FrameOverlay.Mark, _ position: String?) {
            let certainty: Certainty =
                switch mark {
                case .sure: .sure
                case .unsure: .unsure
                case .bad: .bad
                }
            // A tenth is enough to look at; cut, since 9.97 is not yet 0.
            self.init(
                corners: area.corners.map { (Double($0.x), Double($0.y)) },
                position: position.map { String($0.dropLast()) }, certainty: certainty)
        }
    }
#endif
