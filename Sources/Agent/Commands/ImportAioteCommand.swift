// `meterclip import-aiote`: meter cards from a configuration of AI-on-the-edge-device. Nothing is written before everything is known
// to be right, and no card that exists is replaced. Then it says what became of every line, and what the reference picture shows.

import Capture
import Glibc
import Metering
import Recognition

/// The import-aiote command.
public struct ImportAioteCommand: Sendable {
    /// How the reference picture lies.
    public enum Lies: String, Sendable, CaseIterable {
        /// As the device keeps it: turned by InitialRotate.
        case stored
        /// As the camera took it.
        case taken
    }

    /// The device's `config.ini`.
    public var configuration: String
    /// The reference picture.
    public var reference: String
    /// The folder for cards and reference.
    public var folder: String
    /// How the reference picture lies; nil: as it can be read.
    public var lies: Lies?
    var choices: EdgeImport.Choices

    /// Takes over `configuration`.
    public init(
        configuration: String, reference: String, folder: String, lies: Lies? = nil, medium: String? = nil,
        unit: String? = nil, isDisplay: Bool = false
    ) throws(AgentError) {
        self.configuration = configuration
        self.reference = reference
        self.folder = folder
        self.lies = lies
        let known = medium.flatMap { Medium(rawValue: $0) }
        if let medium, known == nil {
            throw .badData("--medium \(medium): use " + Medium.allCases.map(\.rawValue).joined(separator: ", "))
        }
        choices = EdgeImport.Choices(medium: known, unit: unit, isDisplay: isDisplay)
    }

    private static let referenceName = "reference.jpg"

    /// Writes the cards and says what became of what.
    public func run(write: (String) -> Void) throws(AgentError) {
        let edge = EdgeImport(try TextFile.read(configuration), choices: choices)
        // What is wrong with the file is told whether there is a picture or not.
        if !edge.mistakes.isEmpty { try edge.check(path: configuration, width: .max, height: .max) }
        let jpeg = try TextFile.readBytes(reference, limit: Capture.Limits.jpegBytesMax)
        let picture: GrayImage
        do {
            picture = try JPEGDecoder.gray(jpeg).image
        } catch {
            throw .unreadable(path: reference, reason: error.description)
        }
        let found = try choose(edge, picture)
        let stored = found.lies == .taken ? JPEGEncoder.gray(found.image, quality: Limits.referenceQuality) : jpeg
        let drafts = edge.drafts(reference: ImportAioteCommand.referenceName)
        try store(drafts, stored)
        for line in ImportAioteCommand.table(edge) { write(line) }
        write("")
        for text in found.words + edge.assumed {
            for line in Column.wrapped(words: text, first: "", indent: 2) { write(line) }
        }
        for (draft, shown) in zip(drafts, found.shown) {
            write("\(folder)/\(draft.card.meter).toml: the reference shows \(shown ?? "nothing that can be read")")
        }
    }

    // MARK: - The reference picture

    private struct Found {
        var lies: Lies
        var image: GrayImage
        /// What each card reads in it.
        var shown: [String?]
        /// What is to be said of it.
        var words: [String] = []

        /// True when every card reads something in it.
        var isRead: Bool { shown.allSatisfy { $0 != nil } }
    }

    /// The reference as the regions are drawn on it: whichever of both ways can be read, unless somebody has said it.
    private func choose(_ edge: EdgeImport, _ picture: GrayImage) throws(AgentError) -> Found {
        if lies == .stored || edge.turn == 0 { return try look(edge, picture, .stored) }
        if lies == .taken { return try look(edge, picture, .taken) }
        var stored: Result<Found, AgentError>
        do throws(AgentError) { stored = .success(try look(edge, picture, .stored)) } catch { stored = .failure(error) }
        var taken: Result<Found, AgentError>
        do throws(AgentError) { taken = .success(try look(edge, picture, .taken)) } catch { taken = .failure(error) }
        let turn = EdgeValue.text(edge.turn)
        switch (try? stored.get(), try? taken.get()) {
        case (let first?, let second) where first.isRead || second?.isRead != true:
            var found = first
            let doubt = first.isRead ? "" : "; it cannot be read either way: check it"
            found.words = [
                "The reference is taken as the device keeps it, turned by InitialRotate \(turn) already\(doubt); "
                    + "--reference-lies taken if it is as the camera took it."
            ]
            return found
        case (_, var found?):
            found.words = [
                "The reference is taken as the camera took it, and was turned by InitialRotate \(turn); "
                    + "--reference-lies stored if that was done already."
            ]
            return found
        default: return try stored.get()
        }
    }

    private func look(_ edge: EdgeImport, _ picture: GrayImage, _ lies: Lies) throws(AgentError) -> Found {
        var image = picture
        if lies == .taken {
            let size = edge.isSizeFlipped ? (picture.height, picture.width) : (picture.width, picture.height)
            image = TurnedPicture.make(picture, rotation: -edge.turn, width: size.0, height: size.1)
        }
        try edge.check(path: configuration, width: image.width, height: image.height)
        var shown: [String?] = []
        for draft in edge.drafts(reference: "") {
            // The reference itself hangs as it should.
            var card = draft.card
            card.rotation = 0
            let face = try MeterFace(card: card, reference: image, name: configuration)
            var reader = MeterReader(face: face, standsAlone: true)
            let reading = reader.read([.gray(image)], at: Timestamp(milliseconds: 0), time: .given).first
            shown.append(reading?.index.map { "\($0.text) \(card.unit)" })
        }
        return Found(lies: lies, image: image, shown: shown)
    }

    // MARK: - What is written and said

    private func store(_ drafts: [EdgeImport.Draft], _ jpeg: [UInt8]) throws(AgentError) {
        let cards = drafts.map { ("\(folder)/\($0.card.meter).toml", CardText.write($0.card)) }
        for (path, _) in cards where access(path, F_OK) == 0 {
            throw .badData("\(path) is there already: move it away, or give another --out")
        }
        let picture = "\(folder)/\(ImportAioteCommand.referenceName)"
        let isThere = access(picture, F_OK) == 0
        if isThere, try TextFile.readBytes(picture, limit: Capture.Limits.jpegBytesMax) != jpeg {
            throw .badData("\(picture) is another picture: move it away, or give another --out")
        }
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw .inputOutput("\(folder): cannot be made: \(String(cString: strerror(errno)))")
        }
        if !isThere { try TextFile.writeBytes(jpeg, to: picture) }
        for (path, text) in cards { try TextFile.write(text, to: path) }
    }

    private static func table(_ edge: EdgeImport) -> [String] {
        var lines = [Column.right("line", 4) + "  " + Column.left("setting", 34) + "what became of it"]
        for row in edge.rows.sorted(by: { $0.line < $1.line }) {
            let number = row.line > 0 ? "\(row.line)" : ""
            let head = Column.right(number, 4) + "  " + Column.left(row.setting, 33) + " "
            if row.setting.count > 33 {
                lines.append(head)
                lines += Column.wrapped(words: row.became, first: Column.left("", 40), indent: 40)
            } else {
                lines += Column.wrapped(words: row.became, first: head, indent: 40)
            }
        }
        return lines
    }
}
