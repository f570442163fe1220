// Pictures of any size and content give answers with finite numbers within their bounds. `Scripts/fuzz` does the same with many
// more of them in the release build.

import Agent
import Recognition
import Testing

@testable import ClassifyFuzz

@Suite struct ClassifyFuzzTests {
    @Test func randomPicturesHaveAnswersWithinBounds() {
        let seed = UInt64.random(in: 1...UInt64(UInt32.max))
        #expect(ClassifyFuzz.firstMistake(80, seed: seed) == nil, "seed \(seed)")
    }

    @Test(arguments: [(1, 1), (1, 4000), (4000, 1), (2, 3), (4000, 4000)], ["wheel", "segment", "needle"])
    func theSmallestTheNarrowestAndTheLargestHaveAnswersWithinBounds(size: (Int, Int), kind: String) throws {
        for luma: UInt8 in [0, 255] {
            let image = GrayImage(width: size.0, height: size.1, filledWith: luma)
            #expect(ClassifyFuzz.mistake(image, kind: kind, zeroAngle: -360, clockwise: false) == nil)
        }
    }

    @Test func aWrongAnswerIsNoticed() throws {
        let command = try ClassifyCommand(kind: "wheel", images: [], zeroAngle: 0, clockwise: true)
        let certain = Position(around: 4, spread: 0.1)
        let good = command.line("picture", certain, error: nil)
        #expect(AnswerCheck.mistake(in: certain, line: good) == nil)
        for (step, probability) in [(7, Float.nan), (7, .infinity), (7, -0.1), (7, 0.5)] {
            var bad = certain
            bad.probabilities[step] = probability
            #expect(AnswerCheck.mistake(in: bad, line: good) != nil)
        }
        for (right, wrong) in [
            ("\"position\":4", "\"position\":10"), ("\"digit\":4", "\"digit\":null"), ("none", "nine"),
        ] {
            let bad = good.replacing(right, with: wrong)
            #expect(bad != good && AnswerCheck.mistake(in: certain, line: bad) != nil)
        }
    }
}
