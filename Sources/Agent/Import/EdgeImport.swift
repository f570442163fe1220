// Makes meter cards from a configuration of AI-on-the-edge-device: one for each number sequence. Every line of it is accounted for:
// it is in the card, or a row says where else or why not, or it is a mistake with its line.

import Metering
import Recognition

/// A configuration that is being taken over.
struct EdgeImport {
    /// What the configuration does not say.
    struct Choices: Sendable, Equatable {
        /// What the meters measure, where the configuration does not say it.
        var medium: Medium?
        /// The unit, where it is another than the configuration says.
        var unit: String?
        /// Whether the digits are those of a display.
        var isDisplay = false
    }

    /// What became of a line.
    struct Row: Equatable {
        var line: Int
        var setting: String
        var became: String
    }

    /// A card, with the lines of its dials.
    struct Draft {
        var card: MeterCard
        var dialLines: [Int]
    }

    private let file: EdgeFile
    private let choices: Choices
    private(set) var mistakes: [AgentError.PlacedMistake] = []
    private(set) var rows: [Row] = []
    private(set) var regions: [EdgeRegion] = []
    private(set) var marks: [EdgeRegion.Mark] = []
    /// Degrees clockwise by which the device turned its camera's pictures.
    private(set) var turn = 0.0
    /// Whether its pictures were as high as they had been wide then.
    private(set) var isSizeFlipped = false
    private var minutes = 5.0
    private var type = EdgeMeterType.unknown
    private var settings: [String: EdgeSequence] = [:]

    /// Takes over `text`.
    init(_ text: String, choices: Choices) {
        var mistakes: [AgentError.PlacedMistake] = []
        file = EdgeFile(text, mistakes: &mistakes)
        self.choices = choices
        guard !file.sections.isEmpty else {
            self.mistakes = [
                EdgeMistake(
                    "this is no configuration of AI-on-the-edge-device: it has no section",
                    "give the config.ini of the device, which has [Digits], [Analog] and others"
                ).placed(1)
            ]
            return
        }
        self.mistakes = mistakes
        takeSections()
        // What belongs to a sequence needs its regions.
        for entry in file.entries { takeRegion(entry) }
        for name in sequences { settings[name] = EdgeSequence() }
        for entry in file.entries where !isRegion(entry) { take(entry) }
        if file.switchedOff > 0 {
            rows.append(
                Row(
                    line: 0, setting: DoctorFinding.count(file.switchedOff, "line") + " with ;",
                    became: "switched off there, and passed over"))
        }
    }

    /// The number sequences, in the order of their first region.
    var sequences: [String] {
        regions.reduce(into: []) { if !$0.contains($1.sequence) { $0.append($1.sequence) } }
    }

    /// What every interval of the device was, in minutes.
    var interval: Duration { .milliseconds(Int64(minutes * 60_000)) }

    /// The cards; `reference` is the name of their picture.
    func drafts(reference: String) -> [Draft] { sequences.map { draft($0, reference: reference) } }

    // MARK: - What stands in the file

    private mutating func takeSections() {
        for (name, line) in file.sections where EdgeNotes.names(name.lowercased()).isEmpty {
            let advice =
                NearWord.nearest(name, EdgeNotes.sections).map { "did you mean [\($0)]?" }
                ?? "known are " + EdgeNotes.sections.joined(separator: ", ")
            mistakes.append(EdgeMistake("unknown section [\(name)]", advice).placed(line))
        }
        for name in ["Alignment", "PostProcessing", "AutoTimer"] where file.line(of: name) == nil {
            rows.append(Row(line: 0, setting: "[\(name)]", became: "missing, or switched off: its defaults hold"))
        }
    }

    private func isRegion(_ entry: EdgeFile.Entry) -> Bool {
        !entry.isSetting && ["digits", "analog"].contains(entry.section.lowercased())
    }

    private mutating func takeRegion(_ entry: EdgeFile.Entry) {
        guard isRegion(entry) else { return }
        do throws(EdgeMistake) {
            let region = try EdgeRegion(entry, isNeedle: entry.section.lowercased() == "analog")
            if let other = regions.first(where: { $0.entry.key == entry.key && $0.isNeedle == region.isNeedle }) {
                throw EdgeMistake(
                    "the region \(entry.key) stands on line \(other.entry.line) already", "give it another name")
            }
            regions.append(region)
            let turn = region.isCounterClockwise && region.isNeedle ? ", direction = \"ccw\"" : ""
            let kind = region.isNeedle ? "needle" : choices.isDisplay ? "segment" : "wheel"
            rows.append(Row(line: entry.line, setting: entry.text, became: "a dial, kind = \"\(kind)\"\(turn)"))
        } catch {
            mistakes.append(error.placed(entry.line))
        }
    }

    private mutating func take(_ entry: EdgeFile.Entry) {
        let (section, name) = (entry.section.lowercased(), entry.name.lowercased())
        // Told already.
        guard !EdgeNotes.names(section).isEmpty else { return }
        do throws(EdgeMistake) {
            let became: String
            if !entry.isSetting {
                guard section == "alignment" else {
                    throw EdgeMistake("\"\(entry.text)\" is no setting", "write name = value")
                }
                marks.append(try EdgeRegion.Mark(entry))
                became = "not needed: the whole face is found again, not two marks in it"
            } else if let own = try takeOwn(entry, section, name) {
                became = own
            } else if let note = EdgeNotes.note(section, name, value: entry.value) {
                became = note
            } else {
                let known = EdgeNotes.names(section) + EdgeImport.ownNames(section)
                throw EdgeMistake(
                    "unknown key \"\(entry.key)\" in [\(entry.section)]",
                    (NearWord.nearest(entry.name, known).map { "did you mean \($0)? " } ?? "")
                        + "put a ; in front of it if the import is to pass it over")
            }
            let text = EdgeNotes.isSecret(name) ? "\(entry.key) = …" : entry.text
            rows.append(Row(line: entry.line, setting: text, became: became))
        } catch {
            mistakes.append(error.placed(entry.line))
        }
    }

    /// The settings that go into the card, by section.
    private static func ownNames(_ section: String) -> [String] {
        switch section {
        case "alignment": ["initialrotate", "initialmirror", "flipimagesize"]
        case "digits", "analog": ["extendedresolution"]
        case "postprocessing": EdgeSequence.names
        case "mqtt": ["metertype"]
        case "autotimer": ["interval", "intervall"]
        default: []
        }
    }

    /// Takes a setting that goes into the card; what it became, or nil if it is no such setting.
    private mutating func takeOwn(
        _ entry: EdgeFile.Entry, _ section: String, _ name: String
    ) throws(EdgeMistake) -> String? {
        guard EdgeImport.ownNames(section).contains(name) else { return nil }
        switch name {
        case "initialrotate":
            turn = try EdgeValue.number(entry.value, in: -360...360)
            if turn > 180 { turn -= 360 }
            return turn == 0
                ? "no rotation"
                : "rotation = \(EdgeValue.text(-turn)): so the camera's pictures hang against the reference"
        case "initialmirror":
            guard try !EdgeValue.flag(entry.value) else {
                throw EdgeMistake(
                    "the device mirrors its pictures, which nothing here does",
                    "mirror them in the camera (CamHmirror), make a new reference, and set this to false")
            }
            return "nothing is mirrored"
        case "flipimagesize":
            isSizeFlipped = try EdgeValue.flag(entry.value)
            return isSizeFlipped
                ? "the reference is as high as the camera's pictures are wide"
                : "the reference is as large as the pictures"
        case "metertype":
            type = try EdgeMeterType(entry.value)
            return type.text
        case "interval", "intervall":
            minutes = try EdgeValue.number(entry.value, in: 0.1...44_640)
            return "in the agent's configuration: interval = \"\(DurationText.text(interval))\" of the [[meter]]"
        default: return try takeOfSequence(entry, name)
        }
    }

    private mutating func takeOfSequence(_ entry: EdgeFile.Entry, _ name: String) throws(EdgeMistake) -> String {
        var named = sequences
        if let one = entry.sequence {
            guard sequences.contains(one) || sequences.isEmpty else {
                throw EdgeMistake(
                    "there is no number sequence \"\(one)\"",
                    "the regions name " + sequences.joined(separator: ", ") + ": correct it, or put a ; in front")
            }
            named = [one]
        }
        var became = ""
        for sequence in named {
            var setting = settings[sequence] ?? EdgeSequence()
            became = try setting.take(name, entry)
            settings[sequence] = setting
        }
        return became
    }
}

// MARK: - The cards

extension EdgeImport {
    /// What stands between the file and its cards.
    ///
    /// - Throws: all mistakes, those of the cards as well.
    func check(path: String, width: Int, height: Int) throws(AgentError) {
        var found = mistakes
        if regions.isEmpty, found.isEmpty {
            found.append(
                EdgeMistake(
                    "there is no region of a digit or a needle: [Digits] and [Analog] are missing, empty or switched off",
                    "draw the regions on the device's own pages first, then take its config.ini"
                ).placed(1))
        }
        for mark in marks where mark.x < 0 || mark.y < 0 || mark.x >= width || mark.y >= height {
            found.append(
                EdgeMistake(
                    "the mark lies outside the picture of \(width) × \(height) pixels",
                    "give the reference picture of this configuration, or correct the mark"
                ).placed(mark.line))
        }
        if !regions.isEmpty {
            for draft in drafts(reference: "") { found += places(draft) + placed(draft, width, height) }
        }
        guard found.isEmpty else { throw .mistakes(path: path, found.sorted { $0.line < $1.line }) }
    }

    /// A point that DecimalShift moved further than a card can say.
    private func places(_ draft: Draft) -> [AgentError.PlacedMistake] {
        let places = draft.card.registers[0].dials.map(\.mechanism.place)
        guard let highest = places.first, let lowest = places.last, highest > 15 || lowest < -9 else { return [] }
        return [
            EdgeMistake(
                "with DecimalShift the dials count from 10^\(lowest) to 10^\(highest)",
                "correct it: a dial counts from 10^-9 to 10^15"
            ).placed(draft.dialLines[0])
        ]
    }

    private func placed(_ draft: Draft, _ width: Int, _ height: Int) -> [AgentError.PlacedMistake] {
        draft.card.mistakes(width: width, height: height).map { mistake in
            let number = mistake.key.split(separator: "dial[").dropFirst().first?.prefix { $0.isNumber }
            let dial = number.flatMap { Int($0) } ?? 0
            let line = draft.dialLines.indices.contains(dial) ? draft.dialLines[dial] : 1
            return .init(line: line, mistake: mistake)
        }
    }

    private func draft(_ sequence: String, reference: String) -> Draft {
        let digits = regions.filter { $0.sequence == sequence && !$0.isNeedle }
        let needles = regions.filter { $0.sequence == sequence && $0.isNeedle }
        let own = settings[sequence] ?? EdgeSequence()
        // Needles are decimals where there are digits, and all there is where there are none.
        let highest = (digits.isEmpty ? needles.count : digits.count) - 1 + own.shift
        let dials = (digits + needles).enumerated().map { number, region in
            DialCard(
                mechanism: DialMechanism(
                    kind: region.isNeedle ? .needle : choices.isDisplay ? .segment : .wheel, place: highest - number),
                area: region.area, clockwise: !region.isCounterClockwise)
        }
        let lowest = highest - dials.count + 1
        let isFiner = own.isExtended && !(needles.isEmpty && choices.isDisplay)
        let hourlyMax = own.hourlyMax(minutes: minutes)
        var register = RegisterCard(
            name: "main", dials: dials, decimals: min(9, max(0, isFiner ? 1 - lowest : -lowest)), hourlyMax: hourlyMax,
            start: nil)
        if own.isBackward, let hourlyMax { register.backflow = hourlyMax }
        let medium = type.medium ?? choices.medium ?? .water
        let card = MeterCard(
            meter: EdgeImport.meterName(sequence), medium: medium, unit: choices.unit ?? type.unit ?? medium.unit,
            reference: reference, area: nil, rotation: turn == 0 ? 0 : -turn, registers: [register])
        return Draft(card: card, dialLines: (digits + needles).map(\.entry.line))
    }

    /// What could not be known, and was assumed.
    var assumed: [String] {
        var texts: [String] = []
        if type.medium == nil, choices.medium == nil {
            texts.append("medium: water is assumed, since MeterType does not say; --medium gas, heat, electricity, air")
        }
        if type.unit == nil, choices.unit == nil {
            let shifted = settings.values.contains { $0.shift != 0 } ? ", and DecimalShift moves the point" : ""
            texts.append("unit: that of the medium is assumed, since MeterType does not say\(shifted); --unit L")
        }
        if !choices.isDisplay, regions.contains(where: { !$0.isNeedle }) {
            texts.append("digits: wheels are assumed; --display for an LCD or LED")
        }
        for name in sequences where settings[name]?.rate == nil {
            texts.append("\(name): no MaxRateValue, so no qmax: add the most that can flow in an hour to the card")
        }
        return texts
    }

    /// The name of the meter: that of the sequence, so that topics stay the same.
    static func meterName(_ sequence: String) -> String {
        String(
            sequence.prefix(Metering.Limits.nameLengthMax).map {
                "-_.".contains($0) || $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
            })
    }
}
