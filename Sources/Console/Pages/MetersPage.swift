// The page of the meters: the index of each, how old it is, what is withheld and why, the last picture, and where readings go.

import Metering

/// The meters and the destinations.
struct MetersPage {
    let layout: Layout

    /// The page.
    func html() async -> HTML {
        let (meters, sinks) = (await layout.source.meters(), await layout.source.sinks())
        let cards = meters.map(card)
        let empty: HTML = meters.isEmpty ? "<p class=\"card\">\(layout.word(.noMeters))</p>" : ""
        return layout.page(
            .meters, path: "/", isLive: true,
            "<h1>\(layout.word(.meters))</h1>\(empty)<div class=\"cards\">\(cards)</div>\(deliveries(sinks))")
    }

    private func card(_ meter: MeterView) -> HTML {
        if meter.isBlank { return blank(meter) }
        return """
            <article class="card"><h2>\(meter.name)</h2>
            \(meter.registers.map { register($0, meter) })
            \(picture(meter))
            <p class="small">\(layout.word(.schedule)): \(meter.schedule)</p>
            <p><a class="go" href="/meters/\(Form.encoded(path: meter.name))/history">\(layout.word(.history))</a></p>\(button(meter))</article>
            """
    }

    /// A meter that waits for its card.
    private func blank(_ meter: MeterView) -> HTML {
        """
        <article class="card"><h2>\(meter.name)</h2><p class="remark">\(layout.word(.notSetUp))</p>
        \(calibrate(meter) ?? "<p class=\"small\">\(layout.word(.byTechnician))</p>")</article>
        """
    }

    /// The way to the meter's card, for who may change it.
    private func calibrate(_ meter: MeterView) -> HTML? {
        guard layout.visitor.may(.technician) else { return nil }
        let kind = meter.isBlank ? "button" : "quiet"
        return """
            <a class="\(kind)" href="/meters/\(Form.encoded(path: meter.name))/calibrate">\(layout.word(.setUp))</a>
            """
    }

    private func register(_ register: MeterView.Register, _ meter: MeterView) -> HTML {
        let name: HTML? = register.name == "main" ? nil : "<h3>\(register.name)</h3>"
        guard let published = register.published else {
            return "\(name)<p class=\"index none\">\(layout.word(.notYet))</p>\(remarks(register))"
        }
        return """
            \(name)<p class="index">\(Self.split(published.index.text)) <span class="unit">\(meter.unit)</span></p>
            <p class="small">\(layout.word(.asOf)) \(age(published.at))\(quality(register))</p>\(flow(register, meter))\(remarks(register))\(MeaningPart(layout: layout, meaning: register.meaning, unit: meter.unit).html())
            """
    }

    private func quality(_ register: MeterView.Register) -> HTML? {
        register.last.map { " · \(layout.word(.quality)): \($0.quality.words[layout.language])" }
    }

    private func flow(_ register: MeterView.Register, _ meter: MeterView) -> HTML? {
        register.flow.map { flow in
            let less: HTML = flow.isLess ? "\(layout.word(.lessThan)) " : ""
            return """
                <p>\(layout.word(.flow)): <span class="flow">\(less)\(flow.hourly.text) \(Flow.unit(of: meter.unit))</span></p>
                """
        }
    }

    /// What is to be known about the newest reading, where it is not simply good.
    private func remarks(_ register: MeterView.Register) -> HTML {
        guard let last = register.last, last.quality != .accepted else { return "" }
        let isWithheld = last.index == nil
        let head: HTML = isWithheld ? "<strong>\(layout.word(.newestWithheld))</strong> " : ""
        let kind = isWithheld ? "withheld" : "remark"
        return """
            <div class="\(kind)"><p>\(head)<span class="small">\(age(last.capturedAt))</span></p>
            <ul>\(last.reasons.map(reason))</ul></div>
            """
    }

    private func reason(_ reason: Reason) -> HTML {
        let advice: HTML? = reason.advice.map { " <span class=\"small\">\($0[layout.language])</span>" }
        return "<li>\(reason.words[layout.language])\(advice)</li>"
    }

    private func picture(_ meter: MeterView) -> HTML {
        guard let picture = meter.picture else { return "<p class=\"small\">\(layout.word(.noPicture))</p>" }
        let path = "/meters/\(Form.encoded(path: meter.name))/picture?n=\(picture.number)"
        let size = Double(picture.width) / 30
        return """
            <svg class="picture" viewBox="0 0 \(picture.width) \(picture.height)" role="img" \
            aria-label="\(layout.word(.picture)): \(meter.name)">
            <image href="\(path)" width="\(picture.width)" height="\(picture.height)"/>\(picture.marks.map { mark($0, size) })</svg>
            """
    }

    private func mark(_ mark: MeterView.Picture.Mark, _ size: Double) -> HTML {
        let points = mark.corners.map { "\(Tenths.text($0.x)),\(Tenths.text($0.y))" }.joined(separator: " ")
        let left = mark.corners.map(\.x).min() ?? 0
        let top = mark.corners.map(\.y).min() ?? 0
        // What stands above a narrow dial must not run into what stands above the next one.
        let letters = min(size, ((mark.corners.map(\.x).max() ?? 0) - left) / 2)
        return """
            <g class="\(mark.certainty.rawValue)"><polygon points="\(points)"/>\
            <text x="\(Tenths.text(left))" y="\(Tenths.text(max(letters, top - letters / 4)))" \
            font-size="\(Tenths.text(letters))">\
            \(mark.position ?? "?")</text></g>
            """
    }

    private func button(_ meter: MeterView) -> HTML {
        guard layout.visitor.may(.technician) else { return "" }
        return """
            <form method="post" action="/meters/\(Form.encoded(path: meter.name))/read">\(layout.code)\
            <button>\(layout.word(.readNow))</button> \(calibrate(meter))</form>
            """
    }

    private func deliveries(_ sinks: [SinkView]) -> HTML {
        guard !sinks.isEmpty else { return "" }
        let rows = sinks.map { sink -> HTML in
            let kind = sink.isFailing ? "warning" : "good"
            return """
                <li class="\(kind)"><strong>\(sink.name)</strong> \(sink.state)
                <span class="small">\(sink.waiting) \(layout.word(.waiting))</span></li>
                """
        }
        return "<h2>\(layout.word(.deliveries))</h2><ul class=\"card list\">\(rows)</ul>"
    }

    private func age(_ at: Timestamp) -> HTML {
        let words = Ages.words(seconds: layout.source.now().seconds(since: at))[layout.language]
        return "<time datetime=\"\(at.text)\">\(words)</time>"
    }

    /// The digits before and behind the point: those behind it are red, as on the meter.
    private static func split(_ index: String) -> HTML {
        let parts = index.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return "\(index)" }
        return "\(parts[0])<span class=\"decimals\">.\(parts[1])</span>"
    }
}
