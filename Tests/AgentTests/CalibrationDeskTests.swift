// The desk where technicians make cards: what it finds is handed in, since a debug build's networks would take minutes to look for dials;
// everything after that is the product's own.

#if Console
    import Capture
    import Console
    import Logging
    import Metering
    import Recognition
    import Synchronization
    import TestSupport
    import Testing

    @testable import Agent

    @Suite(.serialized, .timeLimit(.minutes(10))) struct CalibrationDeskTests {
        private let folder = TemporaryFolder()
        private static let face = SimulatedMeter(
            face: .water, seed: 1, start: Index(units: 1_234_567, decimals: 4), acceleration: 0)

        private var shelf: CardShelf { CardShelf(path: folder.path + "/cellar.toml") }

        /// Whoever finds dials: those that the simulated meter has, or a question.
        private static func find(
            _ order: CalibrationOrder, _ held: HeldPicture, _ former: MeterCard?
        ) async throws(AgentError) -> MeterCard {
            guard order.typed.index == Index(units: 1_234_567, decimals: 4) else {
                throw .question(.notFound, ["digits"], "no row of dials in the picture shows these digits")
            }
            let card = face.card(named: order.name, reference: "", start: nil)
            return CalibratedCard.card(order, dials: card.registers[0].dials, reference: "", former: former)
        }

        /// A camera before the meter, whose clock goes on by a second from picture to picture.
        private static func camera(_ scene: SimulatedScene = .clean) -> SimulatedCamera {
            SimulatedCamera(meter: face, scenes: [scene]) { (Double($0), 1_795_000_000_000 + Int64($0) * 1_000) }
        }

        private static var night: SimulatedScene {
            var scene = SimulatedScene.clean
            scene.light = 0.02
            return scene
        }

        private let renewals = Renewals()

        private func desk(
            source: any FrameSource = camera(), card: MeterCard? = nil,
            check: @escaping @Sendable () -> String? = { nil }
        ) async -> CalibrationDesk {
            var clock = AgentClock.system
            clock.isSynchronised = { true }
            let desk = CalibrationDesk(
                clock: clock, logger: Logger(label: "test"), renewals: renewals, find: Self.find, check: check)
            await desk.take([.init(name: "cellar", source: source, shelf: shelf, card: card)])
            return desk
        }

        private static let anna = "console, anna"
        private static let theo = "console, theo"

        private func fields(_ reading: String = "123.4567") -> CalibrationView.Fields {
            .init(reading: reading, medium: "water", hourlyMax: "2,5")
        }

        private func phase(_ desk: CalibrationDesk, _ by: String) async -> CalibrationView.Phase? {
            await desk.view("cellar", by: by)?.phase
        }

        /// Waits until something that was begun has come to its end.
        private func settled(_ desk: CalibrationDesk, _ by: String) async throws -> CalibrationView {
            while true {
                let view = try #require(await desk.view("cellar", by: by))
                if view.phase != .searching, view.phase != .checking { return view }
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        private func proposed(_ desk: CalibrationDesk, _ by: String) async throws -> CalibrationView {
            #expect(await desk.propose("cellar", fields(), by: by) == nil)
            return try await settled(desk, by)
        }

        private func confirmed(
            _ desk: CalibrationDesk, _ by: String, over: Int? = nil
        ) async throws -> CalibrationView {
            #expect(await desk.confirm("cellar", number: nil, over: over, by: by) == nil)
            return try await settled(desk, by)
        }

        /// What the agent does when it takes a card up.
        private func takeUp(_ failure: String? = nil) async throws {
            for request in renewals.take() {
                if failure != nil { try request.undo() }
                await request.tell(failure)
            }
        }

        @Test func fromBlankToACardInForceThatFreshPicturesHaveBorneOut() async throws {
            let desk = await desk()
            #expect(await desk.view("cellar", by: Self.anna)?.isBlank == true)
            let proposal = try #require(try await proposed(desk, Self.anna).proposal)
            #expect(
                proposal.question == nil && proposal.index == "123.4567", "\(String(describing: proposal.question))")
            #expect(proposal.dials.count == Self.face.dials.count && shelf.stamp == nil)
            let applied = try await confirmed(desk, Self.anna)
            #expect(
                applied.phase == .applying, "\(String(describing: applied.question)) \(applied.proposal?.checks ?? [])")
            #expect(applied.proposal?.checks.filter(\.isGood).count == 3)
            let face = try MeterFace(cardAt: shelf.path)
            #expect(face.card.meter == "cellar" && face.card.registers[0].hourlyMax == 2.5)
            #expect(face.card.registers[0].start?.index == Index(units: 1_234_567, decimals: 4))
            try await takeUp()
            let done = try #require(await desk.view("cellar", by: Self.anna))
            #expect(done.phase == .done && done.card?.by == Self.anna && done.card?.number == 1)
        }

        @Test func whatWasTypedWrongIsAQuestionAndStaysTyped() async throws {
            let desk = await desk()
            for (typed, topic) in [
                ("12O.4567", "not-a-digit"), ("12345678901234567", "too-many-digits"), ("12", "too-few-digits"),
                ("999.9999", "not-found"),
            ] {
                #expect(await desk.propose("cellar", fields(typed), by: Self.anna) == nil)
                let view = try await settled(desk, Self.anna)
                #expect(view.phase == .typing && view.question?.topic == topic && view.fields.reading == typed)
            }
            var odd = fields()
            odd.hourlyMax = "much"
            #expect(await desk.propose("cellar", odd, by: Self.anna) == nil)
            #expect(await desk.view("cellar", by: Self.anna)?.question?.topic == "hourly-max")
            #expect(shelf.stamp == nil && !renewals.isAsked)
        }

        @Test func aProposalWhoseDialWasDraggedAwayCannotBeConfirmed() async throws {
            let desk = await desk()
            let proposal = try #require(try await proposed(desk, Self.anna).proposal)
            var corners = proposal.dials.map(\.mark.corners)
            #expect(await desk.move("cellar", corners.dropLast().map { $0 }, by: Self.anna) != nil)
            corners[0] = corners[0].map { ($0.x, $0.y + 90) }
            #expect(await desk.move("cellar", corners, by: Self.anna) == nil)
            let moved = try #require(await desk.view("cellar", by: Self.anna)?.proposal)
            #expect(moved.question != nil && moved.dials.map(\.isMoved).first == true && moved.number > proposal.number)
            #expect(await desk.confirm("cellar", number: nil, over: nil, by: Self.anna) != nil)
            corners[0] = corners[0].map { ($0.x + 5_000, $0.y) }
            #expect(await desk.move("cellar", corners, by: Self.anna) == nil)
            #expect(await desk.view("cellar", by: Self.anna)?.proposal?.question?.topic == "outside")
        }

        @Test func dialsThatWereMovedALittleAreNamedInTheCard() async throws {
            let desk = await desk()
            let proposal = try #require(try await proposed(desk, Self.anna).proposal)
            var corners = proposal.dials.map(\.mark.corners)
            corners[1] = corners[1].map { ($0.x + 0.5, $0.y) }
            #expect(await desk.move("cellar", corners, by: Self.anna) == nil)
            #expect(try await confirmed(desk, Self.anna).phase == .applying)
            #expect(shelf.stamp?.moved == [2])
        }

        @Test func freshPicturesThatCannotBeReadLeaveEverythingAsItWas() async throws {
            let clean = Self.camera()
            let dark = TurningCamera(clean, then: Self.camera(Self.night), after: 1)
            let desk = await desk(source: dark)
            _ = try await proposed(desk, Self.anna)
            let view = try await confirmed(desk, Self.anna)
            #expect(view.phase == .proposed && view.question?.topic == "checks-failed")
            #expect(view.proposal?.checks.contains { !$0.isGood } == true)
            #expect(shelf.stamp == nil && !renewals.isAsked)
        }

        @Test func theSecondOfTwoTechniciansHasToSeeTheFirstsCardBeforeReplacingIt() async throws {
            let desk = await desk()
            _ = try await proposed(desk, Self.theo)
            _ = try await proposed(desk, Self.anna)
            #expect(try await confirmed(desk, Self.anna).phase == .applying)
            try await takeUp()
            let conflict = try await confirmed(desk, Self.theo)
            #expect(conflict.phase == .conflict && conflict.card?.by == Self.anna && conflict.proposal != nil)
            #expect(shelf.stamp?.by == Self.anna)
            // Saying so of another card is not enough.
            #expect(try await confirmed(desk, Self.theo, over: 7).phase == .conflict)
            #expect(try await confirmed(desk, Self.theo, over: 1).phase == .applying)
            #expect(shelf.stamp?.by == Self.theo && shelf.stamp?.former == 1)
        }

        @Test func aPageThatShowsAnOlderProposalConfirmsNothing() async throws {
            let desk = await desk()
            let view = try await proposed(desk, Self.anna)
            let refusal = await desk.confirm(
                "cellar", number: (view.proposal?.number ?? 0) - 1, over: nil, by: Self.anna)
            #expect(refusal?.question.topic == "other-proposal" && shelf.stamp == nil)
        }

        @Test func anEarlierCardIsTakenAgainByOneOrder() async throws {
            let desk = await desk()
            for _ in 0..<2 {
                _ = try await proposed(desk, Self.anna)
                #expect(try await confirmed(desk, Self.anna).phase == .applying)
                try await takeUp()
            }
            #expect(await desk.restore("cellar", 9, by: Self.theo)?.isMissing == true)
            #expect(await desk.restore("cellar", 1, by: Self.theo) == nil)
            #expect(await phase(desk, Self.theo) == .applying && renewals.isAsked)
            #expect(shelf.stamp?.restored == 1 && shelf.stamp?.by == Self.theo)
            #expect(await desk.cards("cellar")?.map(\.isInForce) == [true, false, false])
        }

        @Test func aCardThatTheAgentCannotUseIsTakenBackAndTheProposalIsStillThere() async throws {
            let desk = await desk()
            _ = try await proposed(desk, Self.anna)
            _ = try await confirmed(desk, Self.anna)
            try await takeUp("the journal is full")
            let view = try #require(await desk.view("cellar", by: Self.anna))
            #expect(view.phase == .proposed && view.question?.details == ["the journal is full"])
            #expect(try shelf.text() == nil && view.proposal != nil)
        }

        @Test func aCardThatKeepsTheAgentFromStartingIsNotTakenUpAtAll() async throws {
            let desk = await desk { "another card is broken" }
            _ = try await proposed(desk, Self.anna)
            let view = try await confirmed(desk, Self.anna)
            #expect(view.question?.topic == "not-applied" && !renewals.isAsked)
            #expect(try shelf.text() == nil)
        }

        @Test func aMeterThatBringsItsCardOrHasMoreThanIsFoundHereIsRefused() async throws {
            let desk = await desk()
            await desk.take([.init(name: "own", source: Self.camera(), shelf: nil, card: nil)])
            #expect(await desk.view("own", by: Self.anna)?.refusal?.topic == "own-card")
            #expect(await desk.propose("own", fields(), by: Self.anna)?.question.topic == "own-card")
            #expect(await desk.propose("other", fields(), by: Self.anna)?.isMissing == true)
            var card = Self.face.card(named: "two", reference: "", start: nil)
            card.registers.append(card.registers[0])
            await desk.take([.init(name: "two", source: Self.camera(), shelf: shelf, card: card)])
            #expect(await desk.view("two", by: Self.anna)?.refusal?.topic == "several-registers")
        }

        @Test func whatTheFormerCardSaysOfOtherThingsThanDialsStays() async throws {
            var former = Self.face.card(named: "cellar", reference: "", start: nil)
            former.controls = ["exposure": 4]
            (former.registers[0].exchanges, former.registers[0].hourlyMax) = (2, 1.5)
            let desk = await desk(card: former)
            var typed = fields()
            typed.hourlyMax = ""
            #expect(await desk.propose("cellar", typed, by: Self.anna) == nil)
            _ = try await settled(desk, Self.anna)
            #expect(try await confirmed(desk, Self.anna).phase == .applying)
            let card = try MeterFace(cardAt: shelf.path).card
            #expect(card.controls == ["exposure": 4] && card.registers[0].exchanges == 2)
            #expect(card.registers[0].hourlyMax == 1.5)
        }

        @Test(arguments: [("9.97", "0"), ("0.98", "1"), ("3.02", "3"), ("3.50", "3.5"), ("9.60", "9.6"), ("x", "x")])
        func aWheelAtRestIsShownAsItsDigit(position: String, digit: String) {
            #expect(CalibrationDesk.digit(position) == digit)
        }

        @Test func everyQuestionOfTheCalibrationHasWordsInTheConsole() {
            for topic in CalibrationQuestion.Topic.allCases where topic != .failed {
                #expect(CalibrationView.Question.hasWords(topic.rawValue), "\(topic)")
            }
        }

        @Test func aCameraIsAskedOnceHoweverManyLook() async throws {
            let camera = TurningCamera(Self.camera(), then: Self.camera(), after: 100)
            let desk = await desk(source: camera)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = await desk.look("cellar") } }
            }
            #expect(await camera.count == 1)
            guard case .success(let look) = await desk.look("cellar") else {
                throw NeverHappened(description: "no look")
            }
            let view = LiveView(look)
            #expect(view.lightIs == .good && view.sharpnessIs != .blurred, "\(view)")
        }
    }

    /// One camera, then another.
    private actor TurningCamera: FrameSource {
        private let (first, second): (any FrameSource, any FrameSource)
        private let after: Int
        private(set) var count = 0

        init(_ first: any FrameSource, then second: any FrameSource, after: Int) {
            (self.first, self.second, self.after) = (first, second, after)
        }

        func next() async throws(CaptureError) -> Frame? {
            count += 1
            return try await (count > after ? second : first).next()
        }
    }
#endif
