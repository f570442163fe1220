// A short replay case of a simulated water meter, for tests of the commands that take one.

import Capture
import Recognition
import TestSupport

@testable import Agent

enum WaterCase {
    /// Renders the case and returns its folder.
    static func render(in folder: TemporaryFolder, frames: Int) throws -> String {
        let path = folder.path + "/case"
        try RenderCommand(
            face: .water, seed: 5, start: Index(units: 1_234_500, decimals: 4), step: 0.01, interval: .seconds(300),
            frames: frames, severity: 0, quality: 70, folder: path
        ).run { _ in }
        return path
    }
}
