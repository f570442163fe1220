// One reading: the picture that it was read from, what was read, how far it may be trusted and why.

import Metering

/// A reading with its evidence.
struct ReadingPage {
    let layout: Layout
    let meter: String
    let reading: ReadingView

    /// The page.
    func html() -> HTML {
        let path = "/meters/\(Form.encoded(path: meter))"
        let name = reading.register == "main" ? meter : "\(meter) · \(reading.register)"
        let picture: HTML =
            reading.hasPicture
            ? """
            <img class="evidence" src="\(path)/readings/\(String(reading.seq))/picture" alt="\(layout.word(.evidence))">
            """ : "<p class=\"small\">\(layout.word(.noEvidence))</p>"
        let index: HTML =
            reading.index.map { "\($0.text) <span class=\"unit\">\(reading.unit)</span>" } ?? "—"
        let unsure: HTML = reading.isTimeSure ? "" : " <span class=\"small\">\(layout.word(.timeUnsure))</span>"
        let back =
            "\(path)/history?register=\(Form.encoded(path: reading.register))&by=hour&at=\(reading.at.text)"
            + "&bar=\(reading.at.text)#readings"
        return layout.page(
            .reading, path: "/history",
            """
            <article id="reading" class="card"><h1>\(name)</h1>\(picture)
            <p class="index">\(index)</p>
            <p class="\(reading.mark)"><span class="mark">\(layout.word(reading.word))</span></p>
            <p>\(layout.word(.quality)): \(reading.quality.words[layout.language])</p>\(reasons)
            <p><time datetime="\(reading.at.text)">\(layout.local(reading.at))</time>\(unsure)</p>
            <p class="small">\(layout.word(.number)) \(String(reading.seq))</p></article>
            <p><a class="go" href="\(back)">\(layout.word(.history))</a></p>
            """)
    }

    private var reasons: HTML {
        guard !reading.reasons.isEmpty else { return "" }
        let rows = reading.reasons.map { reason -> HTML in
            let advice: HTML? = reason.advice.map { " <span class=\"small\">\($0[layout.language])</span>" }
            return "<li>\(reason.words[layout.language])\(advice)</li>"
        }
        return "<div class=\"remark\"><p>\(layout.word(.reasons))</p><ul>\(rows)</ul></div>"
    }
}

extension ReadingView {
    /// What it counts as, in a word.
    var word: Word {
        switch state {
        case .published: .published
        case .withdrawn: .withdrawn
        case .withheld: .withheld
        }
    }

    /// How it is marked in lists.
    var mark: String {
        switch state {
        case .published: quality == .accepted ? "good" : "warning"
        case .withdrawn: "problem"
        case .withheld: "warning"
        }
    }
}
