// What is no GPIO chip is told by name. Real lines are tested in the guest of Scripts/hil.

import Glibc
import Testing

@testable import Capture

@Suite struct GPIOChipsTests {
    @Test func whatIsNoChipIsToldByName() {
        #expect(throws: LineFault.chipMissing(offered: GPIOChips.paths())) {
            try GPIOLine(LineSetting(chip: "/dev/gpiochip99", place: .number(0)), isOutput: false)
        }
        do throws(LineFault) {
            _ = try GPIOChips.chip(at: "/dev/null")
            Issue.record("/dev/null is a chip")
        } catch {
            #expect("\(error)".contains("not a GPIO chip"), "\(error)")
        }
    }
}
