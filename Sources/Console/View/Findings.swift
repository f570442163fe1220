// All that the page of health tells: what the doctor says of the board, and how meters and destinations are.

import Metering

/// What was found.
enum Findings {
    /// Everything, in `language` as far as it is said here.
    static func all(_ source: ConsoleSource, _ language: Language) async -> [FindingView] {
        var findings = [source.safeMode()?.finding(language)].compactMap { $0 } + (await source.findings())
        if let fingerprint = source.fingerprint {
            findings.append(
                FindingView(
                    area: "console", subject: "TLS", state: .good,
                    text: "\(Word.fingerprint.words[language]): \(fingerprint)", advice: ""))
        }
        for meter in await source.meters() {
            if meter.isBlank { findings.append(blank(meter, language)) }
            findings += meter.registers.map { finding($0, of: meter, language) }
            for register in meter.registers { findings += meanings(of: register, of: meter, language) }
        }
        let groups = (source.balances?() ?? []).map { ($0.name, $0.open) }
        for (name, open) in groups + (source.systems?() ?? []).map({ ($0.name, $0.open) }) {
            if let open { findings.append(finding(open, of: name, language)) }
        }
        return findings + (await source.sinks()).map { finding($0, language) }
    }

    /// How the worst of them is.
    static func worst(_ findings: [FindingView]) -> FindingView.State {
        for state in [FindingView.State.problem, .warning] where findings.contains(where: { $0.state == state }) {
            return state
        }
        return .good
    }

    private static func blank(_ meter: MeterView, _ language: Language) -> FindingView {
        FindingView(
            area: "meter", subject: meter.name, state: .warning, text: CalibrateWord.notSetUp.words[language],
            advice: CalibrateWord.byTechnician.words[language])
    }

    /// Warnings that are open, and a cost that cannot be worked out.
    private static func meanings(
        of register: MeterView.Register, of meter: MeterView, _ language: Language
    ) -> [FindingView] {
        let name = register.name == "main" ? meter.name : "\(meter.name).\(register.name)"
        let trouble = register.meaning.trouble.map {
            FindingView(area: "tariff", subject: name, state: .warning, text: $0, advice: "")
        }
        return register.meaning.open.map { finding($0, of: name, language) } + [trouble].compactMap { $0 }
    }

    private static func finding(_ warning: Warning, of name: String, _ language: Language) -> FindingView {
        FindingView(
            area: "use", subject: name, state: warning.severity.state,
            text: "\(warning.kind.words[language]): \(warning.words[language])", advice: "")
    }

    private static func finding(
        _ register: MeterView.Register, of meter: MeterView, _ language: Language
    ) -> FindingView {
        let name = register.name == "main" ? meter.name : "\(meter.name).\(register.name)"
        var finding = FindingView(area: "meter", subject: name, state: .good, text: "", advice: "")
        guard let last = register.last else {
            (finding.state, finding.text) = (.skipped, Word.notYet.words[language])
            return finding
        }
        let reasons = last.reasons.map { $0.words[language] }
        if let index = last.index {
            finding.text = (["\(index.text) \(meter.unit)"] + reasons).joined(separator: " · ")
            return finding
        }
        finding.state = last.quality == .rejectedWithCertainty ? .problem : .warning
        finding.text = ([Word.newestWithheld.words[language] + (language == .english ? ":" : "：")] + reasons)
            .joined(separator: " ")
        finding.advice = last.reasons.lazy.compactMap(\.advice).first?[language] ?? ""
        return finding
    }

    private static func finding(_ sink: SinkView, _ language: Language) -> FindingView {
        FindingView(
            area: "sink", subject: sink.name, state: sink.isFailing ? .warning : .good,
            text: "\(sink.state) · \(sink.waiting) \(Word.waiting.words[language])",
            advice: sink.isFailing ? Word.keptMeanwhile.words[language] : "")
    }
}
