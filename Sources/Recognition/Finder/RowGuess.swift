// A row of dials that a search thinks it has found: the same window again and again, in equal steps.

/// A row's place in a picture.
public struct RowGuess: Sendable, Equatable {
    /// The middle of the first dial's window.
    public var first: Point
    /// From dial to dial.
    public var step: Point
    /// Half a window along the row.
    public var across: Point
    /// Half a window down.
    public var down: Point
    /// Minus the logarithm of the probability of a digit, the mean of all, hopeless ones limited.
    public var cost: Float
    /// Digits for which nothing speaks.
    public var misses: Int

    /// The window of a dial; −1 is the place before the first.
    public func window(_ number: Int) -> Quad {
        let centre = first + step * Float(number)
        return Quad(
            centre - across - down, centre + across - down, centre + across + down, centre - across + down)
    }

    /// Whether the other row is the same place, seen a little differently.
    public func isSame(as other: RowGuess, count: Int) -> Bool {
        let middle = first + step * (Float(count - 1) / 2)
        let apart = other.first + other.step * (Float(count - 1) / 2) - middle
        let reach = max(down.length, other.down.length)
        return apart.length < reach && (step.x * other.step.x + step.y * other.step.y) > 0
    }

    /// The same row with windows so much wider and higher, moved by shares of half a window along the row and down.
    public func changed(by change: (width: Float, height: Float, along: Float, down: Float)) -> RowGuess {
        var other = self
        other.first = first + across * change.along + down * change.down
        (other.across, other.down) = (across * change.width, down * change.height)
        return other
    }

    /// Changes the step and turns the windows with it; the middle of the row of `count` dials stays where it is.
    mutating func setStep(_ step: Point, count: Int) {
        let half = Float(count - 1) / 2
        first = first + self.step * half - step * half
        let direction = step * (1 / step.length)
        across = direction * across.length
        down = Point(-direction.y, direction.x) * down.length
        self.step = step
    }
}
