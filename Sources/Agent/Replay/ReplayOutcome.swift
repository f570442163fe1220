// What became of one recorded frame.

import Metering

/// A frame's reading held against what was expected.
struct ReplayOutcome: Sendable {
    /// Right, withheld or wrong.
    enum Judgement: String, Sendable {
        /// Published within the tolerance, or withheld as it must be.
        case right
        /// Not published, although it has an index.
        case withheld
        /// Published outside the tolerance, or although it must be withheld.
        case wrong
    }

    var expected: ExpectedReading
    var reading: Reading

    var judgement: Judgement {
        guard let index = reading.index else { return expected.index == nil ? .right : .withheld }
        return expected.accepts(index) ? .right : .wrong
    }

    /// The JSON line of the frame.
    var line: String {
        var object = JSONObject()
        object.set("file", expected.file)
        object.set("judgement", judgement.rawValue)
        object.set("expected", expected.index?.text)
        reading.writeResult(to: &object)
        return object.text
    }
}
