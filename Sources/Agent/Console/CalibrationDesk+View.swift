// A calibration as the console shows it.

#if Console
    import Capture
    import Console
    import Metering
    import Recognition

    extension CalibrationDesk {
        /// How far somebody's calibration of a meter is; nil: there is no such meter.
        func view(_ meter: String, by: String) -> CalibrationView? {
            guard let place = places[meter] else { return nil }
            let session = session(CalibrationSession.Key(meter: meter, by: by), place)
            let present = place.shelf?.stamp
            let (phase, card): (CalibrationView.Phase, CalibrationView.Card?) =
                switch session.phase {
                case .typing: (.typing, nil)
                case .searching: (.searching, nil)
                case .proposed: (.proposed, nil)
                case .checking: (.checking, nil)
                case .applying: (.applying, nil)
                case .conflict: (.conflict, present.map { Self.card($0, isInForce: true) } ?? Self.unknownCard)
                case .done(let stamp): (.done, Self.card(stamp, isInForce: true))
                }
            return CalibrationView(
                meter: meter, isBlank: place.card == nil && place.shelf != nil, refusal: Self.refusal(of: place),
                phase: phase, seconds: Int(max(0, now - session.since) / 1_000), fields: session.fields,
                question: session.question, proposal: session.proposal.map { Self.view($0, session.number) },
                card: card)
        }

        /// A picture of somebody's calibration.
        func picture(_ meter: String, _ picture: CalibrationSource.Picture, by: String) async -> [UInt8]? {
            let session = sessions[CalibrationSession.Key(meter: meter, by: by)]
            switch picture {
            case .held: return session?.proposal?.held.jpeg
            case .check(let number):
                guard let checks = session?.proposal?.checks, checks.indices.contains(number - 1) else { return nil }
                return checks[number - 1].held.jpeg
            case .live:
                if let look = looks[meter] { return look.held.jpeg }
                guard case .success(let look) = await look(meter) else { return nil }
                return look.held.jpeg
            }
        }

        /// All cards that are kept of a meter; nil: there is no such meter.
        func cards(_ meter: String) -> [CalibrationView.Card]? {
            guard let place = places[meter] else { return nil }
            guard let shelf = place.shelf else { return [] }
            let present = shelf.stamp?.card
            return shelf.stamps().map { Self.card($0, isInForce: $0.card == present) }
        }

        private static func card(_ stamp: CardStamp, isInForce: Bool) -> CalibrationView.Card {
            .init(
                number: stamp.card, change: .init(rawValue: stamp.change.rawValue) ?? .found, by: stamp.by,
                at: stamp.at,
                old: stamp.old, new: stamp.new, isInForce: isInForce)
        }

        /// A card that somebody has put there by hand.
        private static let unknownCard = CalibrationView.Card(
            number: 0, change: .found, by: "", at: "", old: nil, new: "", isInForce: true)

        private static func view(_ proposal: CardProposal, _ number: Int) -> CalibrationView.Proposal {
            let dials = proposal.card.registers[0].dials
            // Noughts that stand before what was typed are not typed.
            let ahead = dials.count - proposal.typed.digits.count
            let moved = proposal.movedDials
            return CalibrationView.Proposal(
                number: number, width: proposal.held.picture.width, height: proposal.held.picture.height,
                dials: zip(dials, proposal.marks).enumerated().map { at, pair in
                    let digit = at >= ahead ? proposal.typed.digits[at - ahead] : nil
                    let kind = DialWord.allCases.first { $0.kind == pair.0.mechanism.kind }?.rawValue ?? ""
                    var mark = MeterView.Picture.Mark(pair.1.area, pair.1.mark, pair.1.position)
                    if pair.0.mechanism.kind != .needle { mark.position = pair.1.position.map(Self.digit) }
                    return CalibrationView.Dial(
                        kind: kind,
                        mark: mark, typed: digit.map(String.init), isMoved: moved.contains(at + 1))
                }, index: proposal.index,
                question: proposal.question.map { question in
                    .init(topic: question.topic.rawValue, details: question.details, text: question.text)
                },
                checks: proposal.checks.map { check in
                    .init(index: check.reading.index?.text, reasons: check.reading.reasons, isGood: check.isGood)
                })
        }

        /// What a wheel or a display shows as people read it: a digit, or where between two it stands.
        static func digit(_ position: String) -> String {
            guard let value = Double(position) else { return position }
            let nearest = value.rounded()
            return abs(value - nearest) <= 0.25 ? String(Int(nearest) % 10) : String(position.dropLast())
        }

        /// What the console asks and hands over.
        nonisolated var source: CalibrationSource {
            CalibrationSource(
                state: { await self.view($0, by: $1) },
                live: { await self.look($0).map { LiveView($0) } },
                picture: { await self.picture($0, $1, by: $2) },
                propose: { await self.propose($0, $1, by: $2) },
                move: { await self.move($0, $1, by: $2) },
                confirm: { await self.confirm($0, number: $1, over: $2, by: $3) },
                discard: { await self.discard($0, by: $1) },
                cards: { await self.cards($0) },
                restore: { await self.restore($0, $1, by: $2) })
        }
    }
#endif
