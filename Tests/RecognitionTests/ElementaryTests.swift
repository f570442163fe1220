// exp and log against the maths library.

import Glibc
import Testing

@testable import Recognition

@Suite struct ElementaryTests {
    @Test func expIsTrueToTwoTenMillionths() {
        for step in -8600...8700 {
            let x = Float(step) / 100
            let truth = Glibc.exp(Double(x))
            #expect(abs(Double(Elementary.exp(x)) - truth) <= 3e-7 * truth, "exp(\(x))")
        }
        #expect(Elementary.exp(-100) == 0)
    }

    @Test func logIsTrueToAMillionth() {
        var x: Float = 1e-37
        while x < 1e37 {
            #expect(abs(Double(Elementary.log(x)) - Glibc.log(Double(x))) <= 1e-5, "log(\(x))")
            x *= 1.07
        }
        #expect(Elementary.log(0) == -88)
    }
}
