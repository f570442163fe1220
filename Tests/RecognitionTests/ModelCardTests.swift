// The model cards speak of the weights that are in this binary, and the weights stay as small as was promised.

import RecognitionModel
import TestSupport
import Testing

@testable import Recognition

@Suite struct ModelCardTests {
    private let dial = [UInt8](
        UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size))
    private let needle = NeedleModel.bytes()

    /// The row of figures under the table heading that has `column`, by heading.
    private func figures(_ card: String, with column: String) throws -> [String: String] {
        let root = "\(#filePath)".split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let bytes = try #require(readFile("\(root)/Sources/RecognitionModel/\(card)"))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let headings = lines.indices.filter { cells(lines[$0]).contains(column) }
        try #require(headings.count == 1 && headings[0] + 2 < lines.count, "\(card) has no table with \(column)")
        let pairs = zip(cells(lines[headings[0]]), cells(lines[headings[0] + 2]))
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// What stands between the bars of a table's row, without its spaces and without back quotes around all of it.
    private func cells(_ line: Substring) -> [String] {
        line.split(separator: "|").map { cell in
            let words = cell.split(separator: " ")
            guard words.count == 1, let word = words.first else { return words.joined(separator: " ") }
            return word.filter { $0 != "`" }
        }
    }

    @Test func theDialNetworksCardHasTheHashOfTheWeightsInTheBinary() throws {
        let figures = try figures("MODEL.md", with: "SHA-256 of `weights.bin`")
        #expect(figures["SHA-256 of `weights.bin`"] == SHA256.hexadecimal(dial))
        #expect(figures["bytes of both"] == String(dial.count))
        let network = try dial.withUnsafeBytes { bytes throws(RecognitionError) in try DialNetwork(weights: bytes) }
        #expect(figures["multiply-adds of a look"] == String(network.multiplyAdds))
    }

    @Test func theNeedleNetworksCardHasTheHashOfTheWeightsInTheBinary() throws {
        let figures = try figures("NEEDLE.md", with: "SHA-256 of `needle.bin`")
        #expect(figures["SHA-256 of `needle.bin`"] == SHA256.hexadecimal(needle))
        #expect(figures["bytes"] == String(needle.count))
    }

    @Test func theWeightsOfBothNetworksStaySmall() {
        #expect(dial.count + needle.count <= 150_000)
    }
}
