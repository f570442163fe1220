// A picture's reductions as a search for dials needs them.

extension Pyramid {
    /// The reductions of a picture down to one that a single digit would fill.
    init(searched picture: GrayImage) {
        var count = 1
        while min(picture.width, picture.height) >> count > DialPatch.height { count += 1 }
        self.init(picture, count: count)
    }

    /// The level to be sampled every `step` pixels of the picture: hardly finer than that, so that nothing falls between.
    func level(step: Float) -> Int {
        var level = 0
        while level + 1 < levels.count, Float(2 << level) <= step * 1.4 { level += 1 }
        return level
    }
}
