// meterclip classify

import Agent
import ArgumentParser
import Recognition

struct Classify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read pictures of single dials.",
        discussion: "Prints one JSON line per picture: file, position, digit, confidence, none.")

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case wheel, segment, needle

        var dialKind: DialKind {
            switch self {
            case .wheel: return .wheel
            case .segment: return .segment
            case .needle: return .needle
            }
        }
    }

    @Option(help: "What the pictures show.")
    var kind: Kind

    @Option(help: "Needles: degrees clockwise from upright at which the scale's zero points.")
    var zeroAngle = 0.0

    @Flag(help: "Needles: the numbers grow counter-clockwise.")
    var counterClockwise = false

    @Argument(help: "JPEG files, or folders of them.")
    var images: [String]

    func run() async throws {
        let command = ClassifyCommand(
            kind: kind.dialKind, images: images, zeroAngle: zeroAngle, clockwise: !counterClockwise)
        guard command.run(write: printLine) else { throw ExitCode(65) }
    }
}
