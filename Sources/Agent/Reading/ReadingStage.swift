// The stages that a frame goes through, for whoever measures how long each takes.

/// A stage of the reading path.
enum ReadingStage: Sendable {
    /// JPEG to gray.
    case decode
    /// Where the meter lies.
    case register
    /// Whether the picture is fit to be read.
    case gate
    /// What every dial shows.
    case dials
    /// What the registers show.
    case index
}
