import Recognition
import Testing

@Suite struct RegistrationTests {
    private func result(score: Float, unevenness: Float = 0, uncertainty: Float) -> Registration {
        Registration(
            placement: .identity, score: score, unevenness: unevenness, uncertainty: uncertainty, searched: false)
    }

    @Test func scoreAndUncertaintyMustBothBeWithinTheirLimits() {
        let (score, uncertainty) = (RegistrationLimits.score, RegistrationLimits.uncertainty)
        #expect(result(score: score, uncertainty: uncertainty).acceptable)
        #expect(!result(score: score - 0.01, uncertainty: 0).acceptable)
        #expect(!result(score: 1, uncertainty: uncertainty + 0.01).acceptable)
        #expect(!result(score: .nan, uncertainty: .nan).acceptable)
    }

    @Test func aLowScoreMustComeFromAllPatchesAlike() {
        let (low, high) = (RegistrationLimits.score, RegistrationLimits.sureScore)
        let uneven = RegistrationLimits.unevenness + 0.01
        #expect(result(score: low, unevenness: RegistrationLimits.unevenness, uncertainty: 0).acceptable)
        #expect(!result(score: low, unevenness: uneven, uncertainty: 0).acceptable)
        #expect(!result(score: high - 0.01, unevenness: uneven, uncertainty: 0).acceptable)
        #expect(result(score: high, unevenness: uneven, uncertainty: 0).acceptable)
        #expect(!result(score: low, unevenness: .nan, uncertainty: 0).acceptable)
    }
}
