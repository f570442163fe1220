// What one reading is made from: the frames of one moment, and what the light did in them.

/// The frames of one moment.
public struct Shot: Sendable, Equatable {
    /// The frames; none where a source has run out.
    public var frames: [Frame]
    /// Whether the light was seen.
    public var light: LightEffect

    /// A shot of these frames.
    public init(frames: [Frame], light: LightEffect = .notUsed) {
        self.frames = frames
        self.light = light
    }
}

/// What switching the light on changed in the picture.
public enum LightEffect: Sendable, Equatable {
    /// There is no light.
    case notUsed
    /// The picture became brighter.
    case works
    /// It was bright already, so that nothing can be said.
    case unknown
    /// It did not become brighter, or the light could not be switched; the payload says what was seen.
    case failed(String)
}
