// What a single field lets through.

import Capture
import Testing

@testable import Capture

@Suite("A field of a cron expression")
struct CronFieldTests {
    private func values(_ text: String, _ kind: CronField.Kind) throws -> [Int] {
        let field = try CronField(Array(text.utf8), kind, start: 1, of: text)
        return (0...63).filter(field.contains)
    }

    @Test("is a set of numbers")
    func sets() throws {
        #expect(try values("*", .minute) == Array(0...59))
        #expect(try values("0-10/5,7,59", .minute) == [0, 5, 7, 10, 59])
        #expect(try values("feb-apr,12", .month) == [2, 3, 4, 12])
        #expect(try values("*/31", .dayOfMonth) == [1])
        #expect(try values("7", .dayOfWeek) == [0])
        #expect(try values("*", .dayOfWeek) == Array(0...6))
        #expect(try values("*/2", .dayOfWeek) == [0, 2, 4, 6])
        #expect(try values("sat-sun", .dayOfWeek) == [0, 6])
        #expect(try values("0-7", .dayOfWeek) == Array(0...6))
    }

    @Test("finds the next value, or that there is none")
    func first() throws {
        let field = try CronField(Array("3,40".utf8), .minute, start: 1, of: "")
        #expect(field.first(from: 0) == 3 && field.first(from: 3) == 3 && field.first(from: 4) == 40)
        #expect(field.first(from: 41) == nil && field.first(from: 64) == nil)
    }

    @Test("gives mistakes the character in the whole expression")
    func place() throws {
        let mistake = #expect(throws: ScheduleMistake.self) {
            try CronField(Array("1,2-x".utf8), .hour, start: 6, of: "whole")
        }
        #expect(try #require(mistake).character == 10)
    }
}
