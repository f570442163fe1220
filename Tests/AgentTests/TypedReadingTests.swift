// What may be typed as a reading, and what is said of what may not.

import Recognition
import Testing

@testable import Agent

@Suite struct TypedReadingTests {
    @Test func digitsPointCommaAndQuestionMarksAreTaken() throws {
        let reading = try TypedReading("00?62,9328")
        #expect(reading.digits == [0, 0, nil, 6, 2, 9, 3, 2, 8])
        #expect(reading.decimals == 4)
        #expect(reading.whole == 5)
        #expect(try TypedReading("17300734").decimals == 0)
    }

    @Test func aLetterIsRefusedWithItsPlace() {
        #expect { try TypedReading("006O2") } throws: { message($0).contains("'O' at place 4 is no digit") }
        #expect { try TypedReading("12.3.4") } throws: { message($0).contains("'.' at place 4 is no digit") }
    }

    @Test func moreDigitsThanARegisterHasAreRefused() {
        #expect { try TypedReading("12345678901234567") } throws: { message($0).contains("17 digits") }
        #expect { try TypedReading("1.1234567890") } throws: { message($0).contains("more than 9 digits") }
        #expect { try TypedReading("123.") } throws: { message($0).contains("no digit behind the point") }
    }

    @Test func fewerThanFourKnownDigitsAreTooFew() throws {
        #expect { try TypedReading("1??23") } throws: { message($0).contains("3 known digits are too few") }
        #expect { try TypedReading("") } throws: { message($0).contains("0 known digits") }
        _ = try TypedReading("1?324")
    }

    @Test func itAgreesOnlyWithAnIndexOfItsDigitsAndPlaces() throws {
        let reading = try TypedReading("0?62.93")
        #expect(reading.agrees(with: Index(units: 56293, decimals: 2)))
        #expect(reading.agrees(with: Index(units: 6293, decimals: 2)))
        #expect(!reading.agrees(with: Index(units: 56294, decimals: 2)))
        #expect(!reading.agrees(with: Index(units: 156293, decimals: 2)))
        #expect(!reading.agrees(with: Index(units: 562930, decimals: 3)))
    }

    @Test func itsIndexIsKnownOnlyIfAllDigitsAre() throws {
        #expect(try TypedReading("00662.93").index == Index(units: 66_293, decimals: 2))
        #expect(try TypedReading("0066?.93").index == nil)
    }

    private func message(_ error: any Error) -> String { (error as? AgentError)?.message ?? "" }
}
