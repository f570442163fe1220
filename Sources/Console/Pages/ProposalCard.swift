// A proposal for a card: the picture with each dial, what it shows and how sure, what is read back, and what can be done with it.

import Metering

/// The proposal of a page.
struct ProposalCard {
    let page: CalibratePage

    private var layout: Layout { page.layout }

    /// The card.
    func html() -> HTML {
        guard let proposal = page.view.proposal else { return "" }
        let question = proposal.question ?? page.view.question
        return """
            <section class="card" id="proposal" data-number="\(proposal.number)"><h2>\(layout.word(.proposal))</h2>
            \(page.alert(question))
            <p>\(layout.word(.readsAs)) <strong id="index" class="index">\(proposal.index ?? layout.word(.nothingRead))</strong></p>
            \(picture(proposal))
            <p class="small">\(layout.word(.dragHint))</p>
            \(checks(proposal))\(buttons(proposal))
            <details><summary>\(layout.word(.dial)) 1–\(proposal.dials.count)</summary>\(table(proposal))</details></section>
            """
    }

    private func picture(_ proposal: CalibrationView.Proposal) -> HTML {
        let size = Double(proposal.width) / 30
        return """
            <svg class="picture proposal" id="dials" viewBox="0 0 \(proposal.width) \(proposal.height)" role="group" \
            aria-label="\(layout.word(.proposal))">
            <image href="\(page.path)/calibrate/picture/held?n=\(proposal.number)" width="\(proposal.width)" \
            height="\(proposal.height)"/>\(proposal.dials.enumerated().map { dial($1, number: $0, size) })</svg>
            """
    }

    /// A dial; the script moves it by its middle and by its corners.
    private func dial(_ dial: CalibrationView.Dial, number: Int, _ size: Double) -> HTML {
        let corners = dial.mark.corners.map { "\(Tenths.text($0.x)),\(Tenths.text($0.y))" }.joined(separator: " ")
        let (xs, ys) = (dial.mark.corners.map(\.x), dial.mark.corners.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        let letters = min(size, ((xs.max() ?? 0) - left) / 2)
        let handles = dial.mark.corners.enumerated().map { at, corner -> HTML in
            """
            <circle class="handle" data-corner="\(at)" cx="\(Tenths.text(corner.x))" cy="\(Tenths.text(corner.y))" \
            r="\(Tenths.text(size))"/>
            """
        }
        return """
            <g class="dial \(dial.mark.certainty.rawValue)" data-dial="\(number)" tabindex="0" role="button" \
            aria-label="\(layout.word(.dial)) \(number + 1)"><polygon points="\(corners)"/>\
            <text x="\(Tenths.text(left))" y="\(Tenths.text(max(letters, top - letters / 4)))" \
            font-size="\(Tenths.text(letters))">\(dial.mark.position ?? "?")</text>\(handles)</g>
            """
    }

    private func checks(_ proposal: CalibrationView.Proposal) -> HTML {
        guard !proposal.checks.isEmpty else { return "" }
        let rows = proposal.checks.enumerated().map { number, check -> HTML in
            let reasons = check.reasons.map { $0.words[layout.language] }.joined(separator: " ")
            let kind = check.isGood ? "good" : "problem"
            return """
                <li class="\(kind)"><img class="check" alt="" loading="lazy" \
                src="\(page.path)/calibrate/picture/check-\(number + 1)?n=\(proposal.number)">
                <strong>\(check.index ?? layout.word(.nothingRead))</strong> \
                \(layout.word(check.isGood ? .good : .notGood)) <span class="small">\(reasons)</span></li>
                """
        }
        return "<h3>\(layout.word(.freshPictures))</h3><ul class=\"list\" id=\"checks\">\(rows)</ul>"
    }

    private func buttons(_ proposal: CalibrationView.Proposal) -> HTML {
        let isConflict = page.view.phase == .conflict
        let over: HTML? =
            isConflict ? "<input type=\"hidden\" name=\"over\" value=\"\(page.view.card?.number ?? 0)\">" : nil
        let off: HTML = proposal.question == nil ? "" : " disabled"
        return """
            <form class="row" method="post" action="\(page.path)/calibrate/confirm">\(layout.code)\(over)
            <input type="hidden" name="number" value="\(proposal.number)">
            <button id="confirm"\(off)>\(layout.word(isConflict ? .confirmOver : .confirm))</button></form>
            <form class="row" method="post" action="\(page.path)/calibrate/discard">\(layout.code)
            <button id="another" class="quiet">\(layout.word(.another))</button></form>
            <p class="small">\(layout.word(.confirmHint))</p>
            """
    }

    private func table(_ proposal: CalibrationView.Proposal) -> HTML {
        let rows = proposal.dials.enumerated().map { number, dial -> HTML in
            let moved: HTML? = dial.isMoved ? "<td>\(layout.word(.moved))</td>" : "<td></td>"
            return """
                <tr class="\(dial.mark.certainty.rawValue)"><th scope="row">\(number + 1)</th><td>\(dial.typed ?? "?")</td>
                <td>\(dial.mark.position ?? "?")</td><td>\(layout.word(dial.mark.certainty.word))</td>\(moved)</tr>
                """
        }
        return """
            <table class="dials"><thead><tr><th>\(layout.word(.dial))</th><th>\(layout.word(.typed))</th>
            <th>\(layout.word(.shows))</th><th></th><th></th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }
}
