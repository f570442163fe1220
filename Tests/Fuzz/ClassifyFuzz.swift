// Reads random pictures through the path of `meterclip classify`, and writes damaged ones for it.
//
//   ClassifyFuzz COUNT SEED         reads COUNT pictures; ends with 1 at the first wrong answer, which it prints
//   ClassifyFuzz COUNT SEED DIR     writes COUNT damaged JPEGs into DIR, which is there

import Agent
import Capture
import Glibc
import Recognition
import TestSupport

@main struct ClassifyFuzz {
    static func main() {
        let words = CommandLine.arguments
        guard words.count == 3 || words.count == 4, let count = Int(words[1]), let seed = UInt64(words[2]) else {
            fail("usage: ClassifyFuzz COUNT SEED [DIR]", 64)
        }
        if words.count == 4 {
            writeDamaged(count, seed: seed, folder: words[3])
        } else if let mistake = firstMistake(count, seed: seed) {
            fail(mistake, 1)
        }
    }

    /// Reads `count` random pictures with random options; the first wrong answer in words.
    static func firstMistake(_ count: Int, seed: UInt64) -> String? {
        for number in 0..<count {
            // A generator for each picture, so that one can be made again without those before it.
            var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(number))
            let image = RandomPicture.gray(&random)
            if let mistake = mistake(image, &random) { return "seed \(seed), picture \(number): \(mistake)" }
        }
        return nil
    }

    /// Reads `image` as a dial of random kind; what is wrong with the answer.
    private static func mistake(_ image: GrayImage, _ random: inout SplitMix64) -> String? {
        mistake(
            image, kind: ["wheel", "segment", "needle"][random.choice(3)], zeroAngle: random.uniform(-360, 360),
            clockwise: random.choice(2) == 0)
    }

    /// Reads `image` as `meterclip classify` with these options does; what is wrong with the answer.
    static func mistake(_ image: GrayImage, kind: String, zeroAngle: Double, clockwise: Bool) -> String? {
        let what = "\(kind) of \(image.width) × \(image.height), zero at \(zeroAngle), clockwise \(clockwise)"
        do throws(AgentError) {
            let command = try ClassifyCommand(kind: kind, images: [], zeroAngle: zeroAngle, clockwise: clockwise)
            let position = command.read(image)
            return AnswerCheck.mistake(in: position, line: command.line("picture", position, error: nil))
                .map { "\(what): \($0)" }
        } catch {
            return "\(what): \(error)"
        }
    }

    private static func writeDamaged(_ count: Int, seed: UInt64, folder: String) {
        for number in 0..<count {
            var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(number))
            let picture = RandomPicture.jpeg(&random)
            // One in ten is left whole: the good ones between the bad must still be read.
            let bytes = number % 10 == 0 ? picture : Damage.apply(to: picture, &random)
            guard let file = fopen("\(folder)/\(number).jpg", "wb") else {
                fail("\(folder)/\(number).jpg cannot be written", 74)
            }
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
        }
    }

    private static func fail(_ message: String, _ code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        write(STDERR_FILENO, line, line.count)
        exit(code)
    }
}
