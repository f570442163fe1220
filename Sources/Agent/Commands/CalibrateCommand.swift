// `meterclip calibrate`: from a picture and the reading that the technician typed to a meter card. The card is written only if the
// product, reading the same picture with it, gives exactly that reading.

import Capture
import Glibc
import Metering
import Recognition

/// The calibrate command.
public struct CalibrateCommand: Sendable {
    /// The reference frame, then further pictures of the same meter.
    var images: [String]
    var typed: TypedReading
    /// Where to write the card; nil: it is printed.
    var out: String?
    var kind: DialKind?
    var medium: Medium
    var name: String
    var standsAlone: Bool
    /// When the first picture was taken; nil: when its file was written.
    var instant: Timestamp?

    /// A calibration as it was asked for in words.
    public init(
        images: [String], reading: String, at: String? = nil, out: String?, kind: String?, medium: String, name: String,
        standsAlone: Bool
    ) throws(AgentError) {
        typed = try TypedReading(reading)
        guard let medium = Medium(rawValue: medium) else {
            let words = Medium.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badData("--medium \(medium): use \(words)")
        }
        switch kind {
        case nil: self.kind = nil
        case "wheel": self.kind = .wheel
        case "segment": self.kind = .segment
        case "needle": self.kind = .needle
        case let word?: throw .badData("--kind \(word): use wheel, segment or needle")
        }
        if let at {
            guard let instant = Timestamp(at) else {
                throw .badData("--at \(at): write it like 2026-11-21T07:30:00Z")
            }
            self.instant = instant
        }
        guard !images.isEmpty else { throw .badData("give a picture of the meter") }
        (self.images, self.out, self.medium) = (images, out, medium)
        (self.name, self.standsAlone) = (name, standsAlone)
    }

    /// Finds the dials in the first picture and writes the card; `say` is told of the progress.
    public func run(write: (String) -> Void, say: (String) -> Void) async throws(AgentError) {
        if let out, access(out, F_OK) == 0 {
            throw .badData("\(out) is there already: move it away, or give another --out")
        }
        let paths = images.flatMap(ImagePaths.expand)
        let jpeg = try read(paths[0])
        let picture = try gray(jpeg, paths[0])
        let order = CalibrationOrder(
            typed: typed, kind: kind, medium: medium, name: name, standsAlone: standsAlone)
        let reference = out.map(referencePath) ?? paths[0]
        let made = try await CalibratedCard(
            order, jpeg: jpeg, picture: picture, at: instant ?? taken(paths[0]),
            reference: out == nil ? reference : fileName(reference), say: say)
        let trial = made.trial
        var others: [String] = []
        for path in paths.dropFirst() { others.append(try trial.check(path, read(path))) }
        if let out {
            try TextFile.writeBytes(jpeg, to: reference)
            try TextFile.write(CardText.write(trial.card), to: out)
            if let drawing = ReadingOverlay.draw(trial.readings, trial.reader, over: jpeg) {
                try TextFile.writeBytes(drawing.png, to: stem(out) + "-overlay.png")
            }
        }
        let tell = out == nil ? say : write
        report(made.found, made.kind, tell)
        others.forEach(tell)
        if out == nil { write(CardText.write(trial.card)) }
    }

    private func report(_ found: CalibratedRegister, _ kind: DialKind, _ write: (String) -> Void) {
        write("dial  place  typed  shows  sure")
        var number = 0
        func line(place: Int, digit: Int?, _ position: Position, _ certainty: Float) {
            number += 1
            let columns = [
                (String(number), 4), (String(place), 7), (digit.map(String.init) ?? "?", 7), (position.text, 7),
                ("\(Int(certainty * 100)) %", 6),
            ]
            write(columns.map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }.joined())
        }
        if let row = found.row {
            for dial in row.areas.indices {
                line(
                    place: found.place(ofRow: dial, decimals: typed.decimals), digit: row.sought.digits[dial],
                    row.positions[dial], row.certainty(dial))
            }
        }
        for needle in found.needles {
            line(
                place: typed.whole - 1 - needle.number, digit: typed.digits[needle.number], needle.position,
                needle.certainty)
        }
        let row = found.row == nil ? nil : kind == .segment ? "a display" : "wheels"
        let what = [row, found.needles.isEmpty ? nil : "needles"].compactMap { $0 }.joined(separator: " and ")
        write("taken for \(what), \(medium.rawValue), \(medium.unit)" + (out.map { ": \($0)" } ?? ""))
    }

    /// When the picture was taken, as far as its file knows.
    private func taken(_ path: String) -> Timestamp {
        var information = stat()
        guard stat(path, &information) == 0 else { return Timestamp(milliseconds: 0) }
        return Timestamp(milliseconds: Int64(information.st_mtim.tv_sec) * 1000)
    }

    private func read(_ path: String) throws(AgentError) -> [UInt8] {
        do {
            return try FrameFiles.readPicture(path)
        } catch {
            throw .unreadable(path: path, reason: error.description)
        }
    }

    private func gray(_ jpeg: [UInt8], _ path: String) throws(AgentError) -> GrayImage {
        do {
            return try JPEGDecoder.gray(jpeg).image
        } catch {
            throw .unreadable(path: path, reason: error.description)
        }
    }

    private func referencePath(_ card: String) -> String { stem(card) + "-reference.jpg" }

    private func stem(_ path: String) -> String { path.hasSuffix(".toml") ? String(path.dropLast(5)) : path }

    private func fileName(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
