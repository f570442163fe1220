// The card of a meter and those it had before. A card comes into force at one moment, when its file takes the place of the former one; its
// reference frame has a name of its own and is on disk by then, so that no power cut leaves half a card. Former ones stay beside it.

import Capture
import Glibc
import Metering

/// The cards of one meter.
struct CardShelf: Sendable {
    /// The file of the card in force.
    let path: String

    /// The card in force, as its file has it; nil where there is none.
    func text() throws(AgentError) -> String? {
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        return try TextFile.read(path)
    }

    /// Where the card in force comes from; nil where there is none, or nobody knows.
    var stamp: CardStamp? { (try? text()).flatMap { $0 }.flatMap(CardStamp.of) }

    /// All cards that are kept, the newest first; the one in force is among them.
    func stamps() -> [CardStamp] {
        var stamps = numbers().compactMap { number in (try? TextFile.read(file(number))).flatMap(CardStamp.of) }
        if let stamp, !stamps.contains(where: { $0.card == stamp.card }) { stamps.append(stamp) }
        return stamps.sorted { $0.card > $1.card }
    }

    /// The reference frame of a card that is kept.
    func reference(of number: Int) -> [UInt8]? {
        try? TextFile.readBytes(picture(number), limit: Capture.Limits.jpegBytesMax)
    }

    /// Puts a new card into force; the one before is kept.
    @discardableResult
    func put(
        _ card: MeterCard, reference: [UInt8], by: String, at: Timestamp, moved: [Int] = []
    ) throws(AgentError) -> CardStamp {
        let former = try keepPresent(at: at)
        var card = card
        let number = next()
        card.reference = folderName + "/" + Self.name(number, "jpg")
        let stamp = CardStamp(
            card: number, change: .calibrated, by: by, at: at.text, former: former?.card, moved: moved,
            old: former?.new, new: card.summary)
        try putInForce(stamp, CardText.write(card), reference: reference)
        return stamp
    }

    /// Puts a card that was in force before into force again, as a new one.
    @discardableResult
    func restore(_ number: Int, by: String, at: Timestamp) throws(AgentError) -> CardStamp {
        guard numbers().contains(number), let stamp = CardStamp.of(try TextFile.read(file(number))) else {
            throw .badData("there is no card \(number) any more")
        }
        let bytes = try TextFile.readBytes(picture(number), limit: Capture.Limits.jpegBytesMax)
        let old = CardStamp.removed(from: try TextFile.read(file(number)))
        let former = try keepPresent(at: at)
        let next = next()
        guard let text = Self.text(old, reference: folderName + "/" + Self.name(next, "jpg")) else {
            throw .badData("card \(number) names no reference frame")
        }
        let new = CardStamp(
            card: next, change: .restored, by: by, at: at.text, former: former?.card, restored: number,
            old: former?.new, new: stamp.new)
        try putInForce(new, text, reference: bytes)
        return new
    }

    /// Takes a card back that could not be used: `former`, the text of before, is in force again, or no card if there was none.
    func takeBack(_ stamp: CardStamp, former: String?) throws(AgentError) {
        if let former {
            try TextFile.replace(path, with: former)
        } else {
            guard unlink(path) == 0 || errno == ENOENT else {
                throw .inputOutput("\(path): cannot be removed: \(String(cString: strerror(errno)))")
            }
            TextFile.flushFolder(of: path)
        }
        remove(stamp.card)
    }

    private func putInForce(_ stamp: CardStamp, _ text: String, reference: [UInt8]) throws(AgentError) {
        try makeFolder()
        let whole = stamp.line + text
        try TextFile.replaceBytes(picture(stamp.card), with: reference)
        // From here on it is the meter's card.
        try TextFile.replace(path, with: whole)
        // What fails now is made up for by the next change.
        try? TextFile.replace(file(stamp.card), with: whole)
        prune(keeping: [stamp.card, stamp.former].compactMap(\.self))
    }

    /// Keeps the card in force, if it is not kept already; where it comes from.
    private func keepPresent(at: Timestamp) throws(AgentError) -> CardStamp? {
        guard let text = try text() else { return nil }
        if let stamp = CardStamp.of(text), access(picture(stamp.card), F_OK) == 0 {
            let kept = try? TextFile.read(file(stamp.card))
            if kept == text { return stamp }
            if kept == nil {
                try TextFile.replace(file(stamp.card), with: text)
                return stamp
            }
        }
        // Made or changed by hand: as it is, with its own copy of the frame.
        let present = try CardFile.read(path) { _ in (Capture.Limits.jpegSideMax, Capture.Limits.jpegSideMax) }
        let bytes = try TextFile.readBytes(present.referencePath, limit: Capture.Limits.jpegBytesMax)
        let number = next()
        let stamp = CardStamp(
            card: number, change: .found, by: "", at: at.text, former: CardStamp.of(text)?.card, old: nil,
            new: present.card.summary)
        guard
            let copy = Self.text(
                CardStamp.removed(from: text), reference: folderName + "/" + Self.name(number, "jpg"))
        else { throw .badData("\(path): names no reference frame in a line of its own") }
        try makeFolder()
        try TextFile.replaceBytes(picture(number), with: bytes)
        try TextFile.replace(file(number), with: stamp.line + copy)
        return stamp
    }

    /// A card's text with another reference frame; nil where it names none in a line of its own.
    private static func text(_ text: String, reference: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let own = lines.prefix { !$0.drop { $0 == " " }.hasPrefix("[") }.firstIndex { line in
            let rest = line.drop { $0 == " " || $0 == "\t" }
            guard rest.hasPrefix("reference") else { return false }
            return rest.dropFirst("reference".count).drop { $0 == " " || $0 == "\t" }.first == "="
        }
        guard let own else { return nil }
        lines[own] = "reference = " + JSONObject.quoted(reference)
        return lines.joined(separator: "\n")
    }

    // MARK: - The folder of former cards

    private var stem: String { path.hasSuffix(".toml") ? String(path.dropLast(5)) : path }
    private var folder: String { stem + "-history" }
    private var folderName: String { folder.split(separator: "/").last.map(String.init) ?? folder }

    private static func name(_ number: Int, _ suffix: String) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "." + suffix
    }

    private func file(_ number: Int) -> String { folder + "/" + Self.name(number, "toml") }
    private func picture(_ number: Int) -> String { folder + "/" + Self.name(number, "jpg") }

    /// The numbers of the cards that are kept, in order.
    private func numbers() -> [Int] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var numbers: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".toml"), let number = Int(name.dropLast(5)), number > 0 else { continue }
            numbers.append(number)
        }
        return numbers.sorted()
    }

    private func next() -> Int { max(numbers().last ?? 0, stamp?.card ?? 0) + 1 }

    private func makeFolder() throws(AgentError) {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw .inputOutput(
                "\(folder): cannot be made: \(String(cString: strerror(errno))): let the agent's user write there")
        }
        TextFile.flushFolder(of: folder)
    }

    private func remove(_ number: Int) {
        unlink(file(number))
        unlink(picture(number))
    }

    private func prune(keeping kept: [Int]) {
        let numbers = numbers()
        for number in numbers.dropLast(Limits.cardsKept) where !kept.contains(number) { remove(number) }
    }
}
