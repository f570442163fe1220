// The page on which a technician makes a meter's card: see what the camera sees, type what the meter shows, look at the proposal, confirm.
// What it shows follows from where the calibration stands, so that it is the same for whoever comes back to it.

import Metering

/// The page of one meter.
struct CalibratePage {
    let layout: Layout
    let view: CalibrationView
    let cards: [CalibrationView.Card]

    var path: String { "/meters/" + Form.encoded(path: view.meter) }

    /// The page.
    func html() -> HTML {
        layout.page(
            .calibrate, path: path + "/calibrate", script: "/calibrate.js",
            """
            <h1>\(layout.word(.calibrate)): \(view.meter)</h1>
            <div id="work" class="calibrate" data-phase="\(view.phase.rawValue)" \
            data-api="/api/v1/meters/\(Form.encoded(path: view.meter))/calibration">\(work)</div>
            \(CardsList(layout: layout, path: path, cards: cards).html())
            """)
    }

    /// What is to be done now.
    private var work: HTML {
        if let refusal = view.refusal { return "<section class=\"card\">\(alert(refusal))\(toMeters)</section>" }
        switch view.phase {
        case .typing: return "\(live)\(form)"
        case .searching: return wait(.searching, .searchingHint)
        case .proposed: return ProposalCard(page: self).html()
        case .checking: return wait(.checking, .confirmHint)
        case .conflict: return "\(conflict)\(ProposalCard(page: self).html())"
        case .applying: return wait(.applying, .applyingHint)
        case .done: return done
        }
    }

    /// A question, where there is one.
    func alert(_ question: CalibrationView.Question?) -> HTML {
        guard let question else { return "" }
        return "<p class=\"withheld\" role=\"alert\" id=\"question\">\(question.words[layout.language])</p>"
    }

    private var live: HTML {
        """
        <section class="card live" id="live"><h2>\(layout.word(.live))</h2>
        <img id="view" class="picture" alt="\(layout.word(.live))" src="\(path)/calibrate/picture/live">
        <p id="noview" class="small" hidden>\(layout.word(.noView))</p>
        <p><label>\(layout.word(.light)) <meter id="light" min="0" max="100" low="16" high="92" optimum="50" value="0"></meter></label>
        <span id="lightwords" class="small"></span></p>
        <p><label>\(layout.word(.sharpness)) <meter id="sharpness" min="0" max="100" low="18" high="40" optimum="100" \
        value="0"></meter></label> <span id="sharpnesswords" class="small"></span></p></section>
        """
    }

    private var form: HTML {
        let fields = view.fields
        let isOpen = !fields.kind.isEmpty || fields.alone || view.question != nil
        let more: HTML = isOpen ? " open" : ""
        return """
            <form class="card typing" id="typing" method="post" action="\(path)/calibrate">\
            \(alert(view.question))\(layout.code)
            <label for="reading">\(layout.word(.meterShows))</label>
            <input id="reading" name="reading" class="digits" inputmode="decimal" autocomplete="off" required maxlength="40" \
            value="\(fields.reading)" aria-describedby="readinghint">
            <p class="small" id="readinghint">\(layout.word(.readingHint))</p>
            <label for="medium">\(layout.word(.medium))</label>
            <select id="medium" name="medium">\(Medium.allCases.map { medium in
                option(medium.rawValue, medium.words[layout.language], isChosen: fields.medium == medium.rawValue)
            })</select>
            <details\(more)><summary>\(layout.word(.furtherChoices))</summary>
            <label for="kind">\(layout.word(.kind))</label><select id="kind" name="kind">\(kinds)</select>
            <label class="check"><input type="checkbox" id="alone" name="alone" value="1"\(checked(fields.alone))>
            \(layout.word(.alone))</label>
            <label for="hourly">\(layout.word(.hourlyMax))</label>
            <input id="hourly" name="hourly_max" inputmode="decimal" autocomplete="off" maxlength="16" value="\(fields.hourlyMax)">
            </details>
            <button id="find">\(layout.word(.find))</button></form>
            """
    }

    private var kinds: HTML {
        let kinds: [(String, CalibrateWord)] = [
            ("", .kindAuto), ("wheel", .wheels), ("segment", .display), ("needle", .needleDials),
        ]
        let options = kinds.map { value, word in
            option(value, layout.word(word), isChosen: view.fields.kind == value)
        }
        return "\(options)"
    }

    private func option(_ value: String, _ text: String, isChosen: Bool) -> HTML {
        let chosen: HTML = isChosen ? " selected" : ""
        return "<option value=\"\(value)\"\(chosen)>\(text)</option>"
    }

    private func checked(_ isChecked: Bool) -> HTML { isChecked ? " checked" : "" }

    /// Something is under way. Without its script the page can be loaded again by its own link.
    private func wait(_ word: CalibrateWord, _ hint: CalibrateWord) -> HTML {
        """
        <section class="card" id="waiting"><h2>\(layout.word(word))</h2><p role="status"><progress></progress>
        <a href="\(path)/calibrate"><span id="seconds">\(view.seconds)</span> s</a></p>
        <p class="small">\(layout.word(hint))</p></section>
        """
    }

    private var conflict: HTML {
        guard let card = view.card else { return "" }
        return """
            <section class="card" id="conflict" role="alert"><h2>\(layout.word(.conflict))</h2>
            <p><strong>\(card.by)</strong> · \(CardsList.time(card)) · \(layout.word(card.change.word))</p>
            <dl><dt>\(layout.word(.before))</dt><dd>\(card.old ?? "–")</dd>
            <dt>\(layout.word(.after))</dt><dd>\(card.new)</dd></dl><p>\(layout.word(.conflictHint))</p></section>
            """
    }

    private var done: HTML {
        """
        <section class="card" id="done" role="status"><h2>\(layout.word(.done))</h2>
        <p>\(view.card?.new ?? "")</p><p>\(layout.word(.doneHint))</p>\(toMeters)
        <form method="post" action="\(path)/calibrate/discard">\(layout.code)\
        <button id="anew" class="quiet">\(layout.word(.anew))</button></form></section>
        """
    }

    private var toMeters: HTML { "<p><a class=\"button\" href=\"/\">\(layout.word(.toMeters))</a></p>" }
}
