// Moves pictures of meters by known amounts, looks for the meter with the product's own registration, and counts how often it
// lies where it must, how often the frame is refused, and how often it is taken at a wrong place. `Scripts/registration` runs it.
//
//   RegistrationCheck COUNT SEED [REFERENCES OTHERS] [--all] [--only TEXT]
//
// COUNT frames for each row of the table. REFERENCES lists real frames, one a line: name, path of a JPEG, then eight numbers for
// each dial; lines of the same name are frames of the same meter, the first one being the reference. OTHERS lists JPEGs of other
// things: name, path. With --all every miss is printed; with --only, only the rows whose
// names hold TEXT. Ends with 1 when the table is below the line.

import Capture
import Glibc
import Recognition

@main struct RegistrationCheck {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        let everything = words.contains("--all")
        words.removeAll { $0 == "--all" }
        var only = ""
        if words.count > 2, words[words.count - 2] == "--only" { (only, words) = (words.last!, words.dropLast(2)) }
        guard words.count == 2 || words.count == 4, let count = Int(words[0]), let seed = UInt64(words[1]) else {
            fail("usage: RegistrationCheck COUNT SEED [REFERENCES OTHERS] [--all] [--only TEXT]", 64)
        }
        var table = Table(everything: everything, only: only)
        let photographed = words.count == 4 ? PictureList.meters(words[2]) : []
        let others = words.count == 4 ? PictureList.pictures(words[3]) : []
        Rendered(count: count, seed: seed).run(&table)
        for meter in photographed { Photographed(meter: meter, count: count, seed: seed).run(&table) }
        Unrelated(seed: seed, photographed: photographed, others: others).run(&table)
        table.finish()
        exit(table.passed ? 0 : 1)
    }

    static func fail(_ message: String, _ code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        write(2, line, line.count)
        exit(code)
    }
}
