import Recognition
import Testing

@Suite struct RegistrationTests {
    private func result(score: Float, uncertainty: Float) -> Registration {
        Registration(placement: .identity, score: score, uncertainty: uncertainty, searched: false)
    }

    @Test func scoreAndUncertaintyMustBothBeWithinTheirLimits() {
        let (score, uncertainty) = (RegistrationLimits.score, RegistrationLimits.uncertainty)
        #expect(result(score: score, uncertainty: uncertainty).acceptable)
        #expect(!result(score: score - 0.01, uncertainty: 0).acceptable)
        #expect(!result(score: 1, uncertainty: uncertainty + 0.01).acceptable)
        #expect(!result(score: .nan, uncertainty: .nan).acceptable)
    }
}
