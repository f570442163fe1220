// How much of a position speaks for a digit that is known: at rest, or, where all lower digits stand at nine, on its way.

extension Position {
    /// The probability of `digit`: at rest the tenths within half a position, on its way those up to the next digit.
    public func mass(of digit: Int, rolling: Bool) -> Float {
        var mass: Float = 0
        for offset in rolling ? -3...11 : -4...5 { mass += probabilities[(digit * 10 + offset + 100) % 100] }
        return min(mass, 1)
    }

    /// The same where a dial at rest counts the more, the nearer to its digit it stands: what brings a window to the right height.
    func nearness(to digit: Int, rolling: Bool) -> Float {
        if rolling { return mass(of: digit, rolling: true) }
        var mass: Float = 0
        for offset in -5...5 {
            let weight = Elementary.exp(-Float(offset * offset) / 8)
            mass += probabilities[(digit * 10 + offset + 100) % 100] * weight
        }
        return min(mass, 1)
    }
}
