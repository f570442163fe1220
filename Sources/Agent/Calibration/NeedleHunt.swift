// Drives the search for the needles of a typed reading: all sizes of dials side by side, then the choice of those that together show the
// digits. A choice is handed on only if nothing else explains them nearly as well; everything else is a question.

import Recognition

/// The hunt for the needles that show the last digits of a typed reading.
struct NeedleHunt: Sendable {
    /// What a choice may cost for each needle, as a whole and at most for one, where all needles are red, and where colours say nothing.
    private static let (redMean, redMost): (Float, Float) = (2.2, 2.7)
    private static let (plainMean, plainMost): (Float, Float) = (0.95, 1.3)
    /// A needle that is not paler is red.
    private static let redBelow: Float = 0.5
    /// The next best choice must cost so much more.
    private static let marginMin: Float = 1
    /// From here on hardly anything of a dial's printed circle is to be seen.
    private static let bare: Float = 0.5
    /// What it costs to assume what few meters do.
    private static let unusual: Float = 1
    /// The ways up that are tried where nothing says it, in hundredths of a turn, and how near to them edges say it better.
    private static let (anyTurns, apart) = ((0..<15).map { ($0 * 100 + 7) / 15 }, 4)
    /// Choices that are looked at closely, one after the other.
    private static let closely = 4
    /// What numerals that are not where they should be count, and what it costs to assume what no meter does.
    private static let (numeral, unheard): (Float, Float) = (2, 2)
    /// By how much circles of one size may differ.
    private static let alike: Float = 0.06
    /// How near to upright a camera is taken to hang upright.
    private static let upright = 12

    let picture: GrayImage
    let finder: NeedleFinder
    let typed: TypedReading
    /// The first digit that a needle shows.
    let first: Int
    /// Whether the field says which way is up.
    let knowsUp: Bool
    /// Whether each dial must have a printed circle.
    var needRings = false

    private var reader: DialReader { Models.reader }
    private var numerals: DialNumerals { DialNumerals(picture, network: reader.network) }
    private var numbers: Range<Int> { first..<typed.digits.count }

    /// Needles that look for another than that of their digit.
    private enum Kind { case exact, loose, any }

    /// Where so many ways up are tried, nothing but the digits themselves finds a needle.
    private var kinds: [Kind] { knowsUp && finder.knowsRed ? [.exact, .loose, .any] : [.exact] }

    /// The needles, from the highest power to the lowest.
    func run(say: (String) -> Void) async throws(AgentError) -> [CalibratedNeedle] {
        say("looking for \(numbers.count) needle\(numbers.count == 1 ? "" : "s")")
        let made = try await made(of: await places())
        say("looking closely at the needles")
        for (number, choice) in made.choices.prefix(NeedleHunt.closely).enumerated() {
            let (needles, haveRings) = await fitted(choice)
            let dials = needles.map(\.guess)
            // What numerals contradict shows the digits by chance: then it is another one, if numerals speak for that.
            if !knowsUp, numerals.contradict(dials) { continue }
            let doubts = needles.filter { !$0.isSure }
            if number > 0 || needRings && !haveRings, !numerals.areSeen(numerals.doubt(dials)) || !doubts.isEmpty {
                if number > 0 { continue }
                throw .question(nothingFound)
            }
            guard doubts.isEmpty else { throw .question(doubtQuestion(doubts)) }
            return needles
        }
        throw .question(.needlesAmbiguous, ambiguity(nil))
    }

    /// The choice that shows the digits, and what else nearly does. Where it is not plain at first sight, the circles printed around the
    /// dials are looked at, and then the numerals.
    private func made(of found: [Wanted: [NeedleGuess]]) async throws(AgentError) -> NeedleAssignment {
        let exact = [Kind](repeating: .exact, count: numbers.count)
        var (places, made) = (found, choice(found, kinds: exact))
        let isPlain = made.map { $0.margin >= NeedleHunt.marginMin && isPlausible($0.best) } ?? knowsUp
        if !isPlain {
            places = await lookedAt(found)
            // Most of what only looks like a needle goes here, and with it the work of choosing among it.
            if needRings { places = places.mapValues { $0.filter { $0.bareness < NeedleHunt.bare } } }
            made = choice(places, kinds: exact)
            if !knowsUp, !(made.map { isPlausible($0.best) } ?? false), let radius = NeedleHunt.commonRadius(places) {
                let sized = await lookedAt(found.mapValues { $0.map { $0.resized(to: radius) } })
                made = choice(sized.mapValues { $0.filter { $0.bareness < NeedleHunt.bare } }, kinds: exact)
            }
        }
        guard let made, isPlausible(made.best) else { throw .question(wrongDigit(places) ?? nothingFound) }
        if made.margin >= NeedleHunt.marginMin { return made }
        let judged = knowsUp ? made : await judged(made)
        guard judged.margin >= NeedleHunt.marginMin else { throw .question(.needlesAmbiguous, ambiguity(judged)) }
        return judged
    }

    /// The same choices as the numerals around the dials speak for them: they say which way is up, and dials are read from the left.
    private func judged(_ made: NeedleAssignment) async -> NeedleAssignment {
        let (numerals, choices) = (numerals, made.choices)
        let costs = await withTaskGroup(of: (Int, Float).self) { group in
            for (at, choice) in choices.enumerated() { group.addTask { (at, numerals.doubt(choice.dials)) } }
            return await group.reduce(into: [Int: Float]()) { $0[$1.0] = $1.1 }
        }
        return made.doubted { choice in
            let doubt = choices.firstIndex(of: choice).flatMap { costs[$0] } ?? 0
            let runsLeft = numerals.areSeen(doubt) && NeedleHunt.runsLeft(choice.dials)
            return NeedleHunt.numeral * doubt + (runsLeft ? NeedleHunt.unheard : 0)
        }
    }

    /// Whether the dials of falling powers follow one another to the left.
    private static func runsLeft(_ dials: [NeedleGuess]) -> Bool {
        guard let first = dials.first, let last = dials.last else { return false }
        let (way, across) = (last.centre - first.centre, first.area.topRight - first.area.topLeft)
        return way.x * across.x + way.y * across.y < 0
    }

    /// The radius that most of the circles for certain have.
    private static func commonRadius(_ places: [Wanted: [NeedleGuess]]) -> Float? {
        let rings = Dictionary(
            places.values.joined().filter { $0.bareness == 0 }.map { (Spot($0), $0) },
            uniquingKeysWith: { first, _ in first })
        var (most, common): (Int, Float?) = (0, nil)
        for ring in rings.values {
            let alike = rings.values.filter { abs($0.radius / ring.radius - 1) < NeedleHunt.alike }
            let count = alike.count { one in !alike.contains { $0.centre.x < one.centre.x && $0.isSame(as: one) } }
            if (count, ring.radius) > (most, common ?? 0) { (most, common) = (count, ring.radius) }
        }
        return common
    }

    /// The ways up that the dials may have, in hundredths of a turn, and how unusual each is: a meter stands along the picture's edges.
    private var turns: [(turn: Int, cost: Float)] {
        if knowsUp { return [(0, 0)] }
        let alongEdges = finder.ways.flatMap { way in
            let turn = Int((Point(1, 0).turn(to: way) / (2 * .pi) * 100).rounded())
            return [turn, turn + 25, turn + 50, turn + 75].map { $0 % 100 }
        }
        let others = NeedleHunt.anyTurns.filter { turn in
            !alongEdges.contains { NeedleHunt.between($0, turn) <= NeedleHunt.apart }
        }
        let ways = alongEdges.map { ($0, NeedleHunt.unusual / 2) } + others.map { ($0, NeedleHunt.unusual) }
        return ways.map { turn, cost in (turn, NeedleHunt.between(turn, 0) <= NeedleHunt.upright ? 0 : cost) }
    }

    /// How far two ways up are apart, in hundredths of a turn.
    private static func between(_ a: Int, _ b: Int) -> Int { min(abs(a - b), 100 - abs(a - b)) }

    /// The senses that the dials may have, and how unusual each is.
    private var patterns: [(senses: [NeedleSense], cost: Float)] {
        let last = numbers.count - 1
        return turns.flatMap { turn, turned in
            let senses = { (clockwise: (Int) -> Bool) in
                numbers.map { NeedleSense(turn: turn, clockwise: clockwise($0 - first)) }
            }
            var patterns = [(senses { _ in true }, turned)]
            // Beside wheels all needles turn clockwise: where they might not, many a wrong digit would be the right one mirrored.
            if last > 0, !knowsUp {
                patterns.append((senses { (last - $0) % 2 == 0 }, turned))
                patterns.append((senses { (last - $0) % 2 == 1 }, turned + NeedleHunt.unusual))
            }
            return patterns
        }
    }

    /// A needle as one of the kinds.
    private func sought(_ number: Int, _ kind: Kind) -> SoughtNeedle {
        switch kind {
        case .exact: SoughtNeedle(number, of: typed.digits)
        case .loose: SoughtNeedle(0, of: [typed.digits[number]])
        case .any: SoughtNeedle(0, of: [nil])
        }
    }

    /// What is looked for: each needle of each kind in each sense.
    private struct Wanted: Hashable {
        let number: Int
        let kind: Kind
        let sense: NeedleSense
    }

    private func places() async -> [Wanted: [NeedleGuess]] {
        let senses = Set(patterns.flatMap(\.senses))
        let wanted = senses.flatMap { sense in
            numbers.flatMap { number in kinds.map { Wanted(number: number, kind: $0, sense: sense) } }
        }
        let needles = wanted.map { (sought($0.number, $0.kind), $0.sense) }
        let finder = finder
        let looks = await withTaskGroup(of: (Int, NeedleFinder.Look).self) { group in
            for (size, radius) in finder.field.radii.enumerated() {
                group.addTask { (size, finder.look(radius: radius, needles: needles)) }
            }
            return await group.reduce(into: [(Int, NeedleFinder.Look)]()) { $0.append($1) }
        }
        let guesses = finder.guesses(looks.sorted { $0.0 < $1.0 }.map(\.1), needles: needles)
        return Dictionary(uniqueKeysWithValues: zip(wanted, guesses))
    }

    /// A place that several needles may be at.
    private struct Spot: Hashable {
        let (x, y, radius): (Float, Float, Float)

        init(_ guess: NeedleGuess) { (x, y, radius) = (guess.centre.x, guess.centre.y, guess.radius) }
    }

    /// The same places, moved to the circles printed around them.
    private func lookedAt(_ places: [Wanted: [NeedleGuess]]) async -> [Wanted: [NeedleGuess]] {
        let finder = finder
        let spots = Dictionary(places.values.joined().map { (Spot($0), $0) }, uniquingKeysWith: { first, _ in first })
        let looked = await withTaskGroup(of: (Spot, NeedleGuess).self) { group in
            for (spot, guess) in spots { group.addTask { (spot, finder.looked(at: guess)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return places.mapValues { guesses in
            guesses.map { guess in
                guard let own = looked[Spot(guess)] else { return guess }
                var guess = guess
                (guess.centre, guess.radius, guess.bareness) = (own.centre, own.radius, own.bareness)
                return guess
            }
        }
    }

    private func choice(_ places: [Wanted: [NeedleGuess]], kinds: [Kind]) -> NeedleAssignment? {
        var best: NeedleAssignment?
        for (senses, cost) in patterns {
            let lists = numbers.map { number in
                places[Wanted(number: number, kind: kinds[number - first], sense: senses[number - first])] ?? []
            }
            guard let own = NeedleAssignment(lists)?.doubted(by: { _ in cost }) else { continue }
            best = best?.or(own) ?? own
        }
        return best
    }

    /// Whether the dials of a choice may be what was looked for.
    private func isPlausible(_ choice: NeedleAssignment.Choice) -> Bool {
        let count = Float(choice.dials.count)
        let seen = choice.cost - choice.dials.reduce(0) { $0 + NeedleAssignment.bareCost($1) }
        let isRed = finder.knowsRed && choice.dials.allSatisfy { $0.paleness < NeedleHunt.redBelow }
        if isRed {
            return seen <= NeedleHunt.redMean * count
                && choice.dials.allSatisfy { NeedleAssignment.seenCost($0) <= NeedleHunt.redMost }
        }
        let paleness = choice.dials.reduce(0) { $0 + NeedleAssignment.seenCost($1) - $1.cost }
        return seen - paleness <= NeedleHunt.plainMean * count
            && choice.dials.allSatisfy { $0.cost <= NeedleHunt.plainMost }
    }

    /// The chosen dials moved to the circles printed around them; where there are none, to where they are read best. All are of one size.
    private func fitted(
        _ choice: NeedleAssignment.Choice
    ) async -> (needles: [CalibratedNeedle], haveRings: Bool) {
        var rings = DialRing.alike(choice.dials.map(finder.rings))
        var settled = choice.dials
        if rings.allSatisfy({ $0 == nil }) { settled = await fitted(settled) }
        let radii = (rings.contains { $0 != nil } ? rings.compactMap { $0?.radius } : settled.map(\.radius)).sorted()
        for at in settled.indices { settled[at].radius = radii[radii.count / 2] }
        // Once their size is known, circles are found that were not where it was only guessed.
        rings = DialRing.alike(settled.map(finder.rings))
        settled = await fitted(settled, sizesAreKnown: true)
        for (at, ring) in rings.enumerated() {
            if let ring { (settled[at].centre, settled[at].radius) = (ring.centre, ring.radius) }
        }
        let (needles, haveRings) = (look(settled), !rings.contains { $0 == nil })
        guard !knowsUp else { return (needles, haveRings) }
        // What all needles stand askew by is the picture's tilt.
        let askew = needles.map { $0.guess.sense.clockwise ? $0.beyond : -$0.beyond }.sorted()[needles.count / 2]
        return (look(settled.map { $0.turned(by: askew) }), haveRings)
    }

    private func look(_ guesses: [NeedleGuess]) -> [CalibratedNeedle] {
        zip(numbers, guesses).map { number, guess in
            CalibratedNeedle(guess, sought(number, .exact), number: number, in: picture, reader)
        }
    }

    private func fitted(_ guesses: [NeedleGuess], sizesAreKnown: Bool = false) async -> [NeedleGuess] {
        let (finder, numbers) = (finder, numbers)
        let needles = numbers.map { sought($0, .exact) }
        return await withTaskGroup(of: (Int, NeedleGuess).self) { group in
            for (at, guess) in guesses.enumerated() {
                group.addTask { (at, finder.fitted(guess, to: needles[at], sizeIsKnown: sizesAreKnown)) }
            }
            return await group.reduce(into: guesses) { $0[$1.0] = $1.1 }
        }
    }

    /// The one digit without which the needles are found; nil where that does not say it.
    private func wrongDigit(_ places: [Wanted: [NeedleGuess]]) -> CalibrationQuestion? {
        guard kinds.contains(.any) else { return nil }
        var found: (number: Int, choice: NeedleAssignment.Choice)?
        for number in numbers {
            var kinds = [Kind](repeating: .exact, count: numbers.count)
            kinds[number - first] = .any
            if number > first { kinds[number - first - 1] = .loose }
            guard let own = choice(places, kinds: kinds)?.best, isPlausible(own),
                own.dials.allSatisfy({ $0.paleness < NeedleHunt.redBelow }),
                found.map({ own.cost < $0.choice.cost }) ?? true
            else { continue }
            found = (number, own)
        }
        guard let found else { return nil }
        let needle = CalibratedNeedle(
            found.choice.dials[found.number - first], sought(found.number, .exact), number: found.number, in: picture,
            reader)
        return doubtQuestion([needle])
    }

    private func doubtQuestion(_ needles: [CalibratedNeedle]) -> CalibrationQuestion {
        var figures: [String] = []
        let details = needles.map { needle in
            let own = typed.digits[needle.number].map(String.init) ?? "?"
            let digit = "digit \(needle.number + 1) of \(typed.digits.count)"
            figures += [String(needle.number + 1), own, needle.standsRight ? "?" : needle.position.text]
            guard !needle.standsRight else {
                return "the needle of \(digit) at \(text(needle.guess)) cannot be read surely"
            }
            return "\(digit) is typed \(own), and its needle at \(text(needle.guess)) shows \(needle.position.text)"
        }
        let question =
            "the needles are found, but \(details.joined(separator: "; ")): type the reading as the picture "
            + "shows it, or take a sharper picture, straight from the front"
        return CalibrationQuestion(topic: .doubtful, details: figures, text: question)
    }

    /// What is to be asked; nil for a choice whose numerals say otherwise.
    private func ambiguity(_ choice: NeedleAssignment?) -> String {
        let advice = "take a picture when the meter shows another number, or a nearer one straight from the front"
        guard let choice else {
            return "the needles stand as \(typed.text(numbers)) says only if the dials lie otherwise than their "
                + "numerals say: check the digits, or \(advice)"
        }
        guard let second = choice.second, let at = choice.best.difference(from: second) else {
            return "the needles are found, but whether their numbers grow clockwise cannot be told by "
                + "\(typed.text(numbers)): \(advice)"
        }
        return "the needle of digit \(first + at + 1) of \(typed.digits.count) may be the one at "
            + "\(text(choice.best.dials[at])) or the one at \(text(second.dials[at])): "
            + advice
    }

    private var nothingFound: CalibrationQuestion {
        let digits = typed.text(numbers)
        let row = first > 0 ? "\(typed.text(0..<first)) is found, but what shows \(digits) is not: " : ""
        let text =
            row + "no needles in the picture stand as \(digits) says: check these digits; each needle stands "
            + "between its digit and the next; their dials must be sharp, 20 pixels wide or more, and inside the picture"
        return CalibrationQuestion(topic: .needlesNotFound, details: [digits], text: text)
    }

    private func text(_ guess: NeedleGuess) -> String { "(\(Int(guess.centre.x)), \(Int(guess.centre.y)))" }
}
