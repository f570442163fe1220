// `meterclip decode`, line by line.

import Foundation
import TestSupport
import Testing

@testable import Agent

@Suite struct DecodeRequestTests {
    private let register =
        #""register":{"dials":[{"kind":"wheel","place":2},{"kind":"wheel","place":1},{"kind":"wheel","place":0},"#
        + #"{"kind":"needle","place":-1,"direction":"cw"},{"kind":"needle","place":-2,"direction":"ccw"}],"decimals":2}"#

    private func answer(_ rest: String) throws -> [String: Any] {
        let line = Array("{\(register),\(rest)}".utf8)
        let text = try DecodeRequest.answer(line).get()
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func refusal(_ line: String) -> String? {
        switch DecodeRequest.answer(Array(line.utf8)) {
        case .success: return nil
        case .failure(let error): return error.message
        }
    }

    @Test func positionsAndHistoryGiveAnIndex() throws {
        let result = try answer(#""positions":[5,3,0,7.7,7.1],"previous":"530.60","elapsed":900,"qmax":4"#)
        #expect(result["index"] as? String == "530.77")
        #expect(result["quality"] as? Int == 4)
        #expect((result["reasons"] as? [String]) == [])
    }

    @Test func aFirstReadingIsSuspicious() throws {
        let result = try answer(#""positions":[1.0,0.0,5.0,4.9,9.4]"#)
        #expect(result["index"] as? String == "105.49")
        #expect(result["quality"] as? Int == 3)
        #expect((result["reasons"] as? [String]) == ["no-anchor"])
    }

    @Test func aFirstReadingThatFitsTwoMechanismsIsWithheld() throws {
        // Wheels that turn early show 99.99, wheels that turn late 109.99.
        let result = try answer(#""positions":[1.0,0.0,9.8,9.9,9.4]"#)
        #expect(result["index"] as? String == nil)
        #expect(result["candidate"] as? String == "99.99")
        let anchored = try answer(#""positions":[1.0,0.0,9.8,9.9,9.4],"previous":"99.95","elapsed":900,"qmax":4"#)
        #expect(anchored["index"] as? String == "99.99")
    }

    @Test func aSmallAdvanceIsLikelierThanAWholeUnitOfAWheel() throws {
        let lagging = try answer(#""positions":[5,0.0,8.3,2.0,1.0],"previous":"509.18","elapsed":900,"qmax":4"#)
        #expect(lagging["index"] as? String == "509.21")
        let early = try answer(#""positions":[0,1.0,2.2,5.1,1.0],"previous":"12.49","elapsed":900,"qmax":4"#)
        #expect(early["index"] as? String == "12.51")
    }

    @Test func withoutALimitAClearAdvanceIsStillRead() throws {
        let result = try answer(#""positions":[5,4,3.0,2.7,7.1],"previous":"530.60""#)
        #expect(result["index"] as? String == "543.27")
        #expect((result["reasons"] as? [String]) == ["no-limit"])
    }

    @Test func aPositionOfTenIsZero() throws {
        let result = try answer(#""positions":[5,1,2,10.0,3.1],"previous":"511.95","elapsed":900,"qmax":4"#)
        #expect(result["candidate"] as? String == "512.03")
    }

    @Test func aPositionMayCarryItsSpreadOrBeMissing() throws {
        let result = try answer(
            #""positions":[null,{"position":3,"spread":0.1},{"position":0.1,"spread":0.2},7.7,7.1],"#
                + #""previous":"530.60","elapsed":900,"qmax":4"#)
        #expect((result["reasons"] as? [String])?.first == "dial-unreadable")
        #expect((result["candidate"] as? String)?.hasPrefix("530.7") == true)
    }

    @Test(arguments: [
        (#""positions":[5,3,0,7,11]"#, "position 4"), (#""positions":[5,3]"#, "2 positions for 5 dials"),
        (#""positions":[5,3,0,7,7],"previous":"1530.1""#, "longer than the register"),
        (#""positions":[5,3,0,7,7],"previous":"abc""#, "not a decimal"),
        (#""positions":[5,3,0,7,7],"previous":"1","elapsed":-5"#, "elapsed"),
        (#""positions":[5,3,0,7,7],"previous":"1","elapsed":1577880000"#, "elapsed"),
        (#""positions":[5,3,0,7,7],"previous":"1","qmax":0"#, "qmax"),
        (#""positions":"5""#, "positions"),
    ])
    func aBadLineIsToldWhatIsWrong(rest: String, words: String) {
        let message = refusal("{\(register),\(rest)}")
        #expect(message?.contains(words) == true, "\(message ?? "taken")")
    }

    @Test func twentyDialsAndNoJSONAreRefused() {
        let dials = (0..<20).map { #"{"kind":"wheel","place":\#(15 - $0)}"# }.joined(separator: ",")
        let positions = [String](repeating: "0", count: 20).joined(separator: ",")
        let message = refusal(#"{"register":{"dials":[\#(dials)]},"positions":[\#(positions)]}"#)
        #expect(message?.contains("20 dials") == true, "\(message ?? "taken")")
        #expect(refusal("not json") == "not a JSON object")
        #expect(refusal(#"{"positions":[]}"#) == "\"register\" is missing")
        #expect(
            refusal(#"{"register":{"dials":[{"kind":"weel","place":0}]},"positions":[1]}"#)?.contains("weel") == true)
    }

    @Test func theLineAfterAnOverlongOneIsAnswered() throws {
        let folder = TemporaryFolder()
        var input = [UInt8](repeating: 0x78, count: 3 << 20)
        input += Array("\n{\(register),\"positions\":[1,0,9.8,9.9,9.4]}\n".utf8)
        var lines: [String] = []
        #expect(try !DecodeCommand.run(path: folder.write("in.jsonl", input)) { lines.append($0) })
        #expect(lines.count == 2)
        #expect(lines.first == #"{"error":"the line is longer than 1048576 bytes"}"#)
        #expect(lines.last?.contains("99.99") == true)
    }

    @Test func theLineAfterABadOneIsAnswered() throws {
        let folder = TemporaryFolder()
        let path = folder.write("in.jsonl", "nonsense\n\n{\(register),\"positions\":[1,0,9.8,9.9,9.4]}\n")
        var lines: [String] = []
        let allGood = try DecodeCommand.run(path: path) { lines.append($0) }
        #expect(!allGood)
        #expect(lines.count == 2)
        #expect(lines[0].contains("error") && lines[1].contains("99.99"))
    }
}
