// What stands in the way of a calibration, and what was typed for it.

#if Console
    import Console
    import Metering
    import Recognition

    extension CalibrationDesk {
        /// What was typed, as an order.
        func order(_ fields: CalibrationView.Fields, _ place: Place) throws(AgentError) -> CalibrationOrder {
            func none(_ word: String) -> AgentError {
                .question(.unknownChoice, [word], "\"\(word)\" is none of the choices")
            }
            let typed = try TypedReading(fields.reading.filter { $0 != " " })
            let usual = place.card?.medium ?? .water
            guard let medium = fields.medium.isEmpty ? usual : Medium(rawValue: fields.medium) else {
                throw none(fields.medium)
            }
            guard fields.kind.isEmpty || DialWord(rawValue: fields.kind) != nil else { throw none(fields.kind) }
            var order = CalibrationOrder(
                typed: typed, kind: DialWord(rawValue: fields.kind)?.kind, medium: medium, name: place.name,
                standsAlone: fields.alone)
            let most = fields.hourlyMax.replacing(",", with: ".").filter { $0 != " " }
            guard !most.isEmpty else { return order }
            guard let number = Double(most), number >= Limits.hourlyMin, number <= Limits.hourlyMax else {
                throw .question(.hourlyMax, "\"\(most)\" cannot flow in an hour")
            }
            order.hourlyMax = number
            return order
        }

        /// A meter for which a card can be made.
        func ready(_ meter: String) -> Result<Place, CalibrationSource.Refusal> {
            guard let place = places[meter] else { return .failure(Self.noMeter) }
            if let question = Self.refusal(of: place) { return .failure(Self.refusal(question)) }
            return .success(place)
        }

        /// Why there is nothing to be done; nil if there is.
        func missing(_ meter: String) -> CalibrationSource.Refusal? {
            if case .failure(let refusal) = ready(meter) { return refusal }
            return nil
        }

        /// Why no card can be made for a meter; nil where one can.
        static func refusal(of place: Place) -> CalibrationView.Question? {
            if place.shelf == nil { return .init(topic: "own-card", text: "it brings its own card") }
            guard let card = place.card else { return nil }
            if card.registers.count > 1 {
                return .init(
                    topic: "several-registers", details: [String(card.registers.count)],
                    text: "it has several registers")
            }
            return card.page == nil ? nil : .init(topic: "page-mark", text: "its card has the mark of a page")
        }

        static func question(_ error: AgentError) -> CalibrationView.Question {
            let question = error.asQuestion
            return .init(topic: question.topic.rawValue, details: question.details, text: question.text)
        }

        static func refusal(_ question: CalibrationView.Question) -> CalibrationSource.Refusal { .init(question) }

        static let noMeter = CalibrationSource.Refusal(
            .init(topic: "no-meter", text: "there is no such meter"), isMissing: true)
        static let noProposal = CalibrationSource.Refusal(.init(topic: "no-proposal", text: "there is no proposal"))
    }
#endif
