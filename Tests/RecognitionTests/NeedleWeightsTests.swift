// What the needle weights file must be before it is used.

import RecognitionModel
import Testing

@testable import Recognition

@Suite struct NeedleWeightsTests {
    private let good: [UInt8] = NeedleModel.bytes()

    private func refusal(_ bytes: [UInt8]) -> RecognitionError? {
        do throws(RecognitionError) {
            _ = try unsafeRead(bytes)
            return nil
        } catch {
            return error
        }
    }

    private func unsafeRead(_ bytes: [UInt8]) throws(RecognitionError) -> NeedleWeights {
        let result = bytes.withUnsafeBytes { memory in
            Result { () throws(RecognitionError) in try NeedleWeights(memory) }
        }
        return try result.get()
    }

    @Test func theWeightsInTheBinaryAreAccepted() {
        #expect(refusal(good) == nil)
    }

    @Test func anotherKindOfFileIsRefused() {
        #expect(refusal([]) == .notWeights)
        #expect(refusal([UInt8]("MCNX".utf8) + good.dropFirst(4)) == .notWeights)
    }

    @Test func aFileCutShortOrTooLongIsRefused() {
        guard case .wrongSize = refusal(good.dropLast(2)) else { Issue.record("cut file accepted"); return }
        guard case .wrongSize = refusal(good + [0, 0]) else { Issue.record("long file accepted"); return }
    }

    @Test func oneChangedBitIsNoticed() {
        var bytes = good
        bytes[bytes.count / 2] ^= 4
        #expect(refusal(bytes) == .damagedWeights)
    }
}
