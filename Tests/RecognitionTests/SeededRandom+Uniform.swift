// Random numbers as tests of pictures want them.

import TestSupport

extension SeededRandom {
    mutating func uniform(_ range: ClosedRange<Float>) -> Float { Float.random(in: range, using: &self) }
}
