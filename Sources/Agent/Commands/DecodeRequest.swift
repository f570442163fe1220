// One line of `meterclip decode`: a register's mechanics, the positions of its dials and what was known before.

import FoundationEssentials
import Metering
import Recognition

/// A decode request and its answer.
struct DecodeRequest: Decodable {
    struct Register: Decodable {
        var dials: [Dial]
        var decimals: Int?
        var rollStart: Double?
    }

    struct Dial: Decodable {
        var kind: String
        var place: Int
        var direction: String?
        var zero: Double?
        var rollStart: Double?
    }

    /// How far a roll start is believed that comes with a request: most are a default that nobody has looked at.
    private static let rollBelief: Float = 0.75

    var register: Register
    var positions: [DecodePosition]
    var previous: String?
    var elapsed: Double?
    var qmax: Double?

    /// The answer to one line of input as one line of JSON, or an error that says what is wrong with it.
    static func answer(_ line: [UInt8]) -> Result<String, AgentError> {
        do {
            return .success(try JSONDecoder().decode(DecodeRequest.self, from: Data(line)).answer())
        } catch let error as AgentError {
            return .failure(error)
        } catch let error as DecodingError {
            return .failure(.badData(describe(error)))
        } catch {
            return .failure(.badData("not a JSON object"))
        }
    }

    private func answer() throws(AgentError) -> String {
        let mechanism = try mechanism()
        let seen = try positionsOfDials(count: mechanism.dials.count)
        let anchor = try anchor(mechanism)
        let decision = IndexDecoder(mechanism: mechanism).decode(seen, anchor: anchor)
        let verdict = Verdict(decision)
        var object = JSONObject()
        object.set("index", verdict.index?.text)
        object.set("confidence", decision.confidence)
        object.set("quality", verdict.quality.rawValue)
        object.set("reasons", verdict.reasons.map(\.rawValue))
        object.set("candidate", decision.index?.text)
        object.set("runnerUp", decision.runnerUp?.text)
        return object.text
    }

    private func mechanism() throws(AgentError) -> RegisterMechanism {
        var dials: [DialMechanism] = []
        for (i, dial) in register.dials.enumerated() {
            guard let word = DialWord(rawValue: dial.kind) else {
                throw .badData("dial \(i): unknown kind \"\(dial.kind)\": use wheel, needle or segment")
            }
            if let direction = dial.direction, Direction(rawValue: direction) == nil {
                throw .badData("dial \(i): unknown direction \"\(direction)\": use cw or ccw")
            }
            guard (-9...15).contains(dial.place) else {
                throw .badData("dial \(i): place \(dial.place) is not from -9 to 15")
            }
            if let zero = dial.zero, !(abs(zero) <= Double(Recognition.Limits.zeroMax)) {
                throw .badData("dial \(i): zero \(zero) is not from -5 to 5")
            }
            let isLowestWheel =
                word == .wheel && (i == register.dials.count - 1 || register.dials[i + 1].kind != "wheel")
            let start = dial.rollStart ?? (isLowestWheel ? register.rollStart : nil)
            if let start, !(0..<10).contains(start) { throw .badData("rollStart \(start) is not from 0 to below 10") }
            var mechanism = DialMechanism(
                kind: word.kind, place: dial.place, zero: Float(dial.zero ?? 0), rollStart: start.map { Float($0) })
            mechanism.rollBelief = DecodeRequest.rollBelief
            dials.append(mechanism)
        }
        let lowest = dials.last?.place ?? 0
        if let decimals = register.decimals, !(0...min(9, max(0, 1 - lowest))).contains(decimals) {
            throw .badData("decimals \(decimals): the dials give 0 to \(min(9, max(0, 1 - lowest)))")
        }
        do {
            return try RegisterMechanism(dials: dials, decimals: register.decimals)
        } catch .dialCount(let count) {
            throw .badData("\(count) dials: give 1 to \(Recognition.Limits.dialsMax)")
        } catch {
            throw .badData("the places must fall by one from dial to dial")
        }
    }

    private func positionsOfDials(count: Int) throws(AgentError) -> [Position] {
        guard positions.count == count else {
            throw .badData("\(positions.count) positions for \(count) dials")
        }
        var result: [Position] = []
        for (i, position) in positions.enumerated() {
            guard let value = position.value else {
                result.append(.unreadable)
                continue
            }
            guard value.isFinite, (0...10).contains(value), position.spread.isFinite, position.spread >= 0 else {
                throw .badData("position \(i) is \(value): positions are from 0 to 10, or null")
            }
            result.append(Position(around: Float(value), spread: Float(min(position.spread, 10))))
        }
        return result
    }

    private func anchor(_ mechanism: RegisterMechanism) throws(AgentError) -> Anchor? {
        if let elapsed, !(0...Double(Limits.elapsedSecondsMax)).contains(elapsed) {
            throw .badData("elapsed \(elapsed): give the seconds since the previous index, at most ten years")
        }
        if let qmax, !(qmax > 0 && qmax < 1e12) { throw .badData("qmax \(qmax): give a positive flow per hour") }
        guard let previous else { return nil }
        guard let index = Index(previous) else { throw .badData("previous \"\(previous)\" is not a decimal") }
        let places = mechanism.dials[0].place + 1
        let whole = previous.split(separator: ".", omittingEmptySubsequences: false)[0].drop { $0 == "0" }
        guard whole.count <= max(places, 0) else {
            throw .badData("previous \"\(previous)\" is longer than the register")
        }
        let card = RegisterCard(
            name: "main",
            dials: mechanism.dials.map { DialCard(mechanism: $0, area: Quad(x: 0, y: 0, width: 1, height: 1)) },
            decimals: mechanism.decimals, hourlyMax: elapsed == nil ? nil : qmax, start: nil)
        return card.anchor(
            last: RegisterCard.Start(index: index, at: Timestamp(milliseconds: 0)),
            now: Timestamp(milliseconds: Int64((elapsed ?? 0) * 1000)))
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): return "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong form"
        default: return "not a JSON object"
        }
    }
}

/// A position as a number, null, or an object with its spread, as `read` prints it.
struct DecodePosition: Decodable {
    /// The spread of a bare number: readers that give no spread round to a tenth and err about as much again.
    private static let usualSpread = 0.12

    var value: Double?
    var spread: Double

    private enum Keys: String, CodingKey {
        case position, spread
    }

    init(from decoder: any Decoder) throws {
        if let single = try? decoder.singleValueContainer() {
            if single.decodeNil() {
                value = nil
                spread = 0
                return
            }
            if let number = try? single.decode(Double.self) {
                value = number
                spread = DecodePosition.usualSpread
                return
            }
        }
        let object = try decoder.container(keyedBy: Keys.self)
        value = try object.decodeIfPresent(Double.self, forKey: .position)
        spread = try object.decodeIfPresent(Double.self, forKey: .spread) ?? DecodePosition.usualSpread
    }
}
