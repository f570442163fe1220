// The cards that a meter has and had: when each was made and by whom, and one click to take an earlier one again.

/// The cards of one meter.
struct CardsList {
    let layout: Layout
    let path: String
    let cards: [CalibrationView.Card]

    /// The list.
    func html() -> HTML {
        let rows = cards.map(row)
        let empty: HTML? = cards.isEmpty ? "<li>\(layout.word(.noCards))</li>" : nil
        return "<h2>\(layout.word(.cards))</h2><ul class=\"card list\" id=\"cards\">\(empty)\(rows)</ul>"
    }

    /// When a card was made, to the minute.
    static func time(_ card: CalibrationView.Card) -> HTML {
        "<time datetime=\"\(card.at)\">\(card.at.prefix(16).replacing("T", with: " ") + " UTC")</time>"
    }

    private func row(_ card: CalibrationView.Card) -> HTML {
        let by: HTML? = card.by.isEmpty ? nil : " \(layout.word(.by)) \(card.by)"
        let kind: HTML = card.isInForce ? " class=\"good\"" : ""
        let end: HTML =
            card.isInForce
            ? "<strong>\(layout.word(.inForce))</strong>"
            : """
            <form method="post" action="\(path)/cards/\(card.number)/restore">\(layout.code)\
            <button class="quiet" id="restore-\(card.number)">\(layout.word(.restore))</button></form>
            """
        return """
            <li\(kind)><strong>\(card.number)</strong> \(Self.time(card)) \
            \(layout.word(card.change.word))\(by)<p class="small">\(card.new)</p>\(end)</li>
            """
    }
}
