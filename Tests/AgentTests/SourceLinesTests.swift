// Where the keys of a TOML file stand.

import Testing

@testable import Agent

@Suite struct SourceLinesTests {
    private let lines = SourceLines(
        """
        # meter = "no key"
        meter = "a # b [[c]]"

        [[register]]   # the first
        name = "x"

        [[register.dial]]
        quad = [
          [1, 2], [3, 4], # place = 9
          [5, 6], [7, 8],
        ]
        place = 0

        [[register.dial]]
        place = -1

        [[register]]
        start = { index = "1", at = "2" }
        [[register.dial]]
        "kind" = "wheel"
        """)

    @Test(arguments: [
        ("meter", 2), ("register[0]", 4), ("register[0].name", 5), ("register[0].dial[0]", 7),
        ("register[0].dial[0].quad", 8), ("register[0].dial[0].place", 12), ("register[0].dial[1].place", 15),
        ("register[1]", 17), ("register[1].start", 18), ("register[1].dial[0].kind", 20),
    ])
    func aKeyIsOnTheLineOnWhichItBegins(key: String, line: Int) {
        #expect(lines.line(of: key) == line)
    }

    @Test(arguments: [
        ("register[1].start.index", 18), ("register[0].dial[1].kind", 14), ("register[1].dial[0].zero", 19),
        ("register[7].name", 1), ("unit", 1),
    ])
    func whatIsNotThereIsWhereItWouldBelong(key: String, line: Int) {
        #expect(lines.line(of: key) == line)
    }
}
