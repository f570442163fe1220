// A line of JSON that a command answered, taken apart.

import Foundation
import Testing

/// One line of a command's output.
struct Answer {
    let members: [String: Any]

    init(_ line: String) throws {
        members = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }

    var keys: Set<String> { Set(members.keys) }
    func string(_ key: String) -> String? { members[key] as? String }
    func number(_ key: String) -> Double? { members[key] as? Double }
    func isNull(_ key: String) -> Bool { members[key] is NSNull }
}
