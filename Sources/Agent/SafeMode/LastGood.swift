// The text of the last configuration that an agent has run well with, kept in its folder, so that one that cannot be used stops no reading.
// It is written only when it is another one. Nobody but the agent may read it: a configuration names the files of secrets.

import Glibc
import Metering

/// The kept configuration.
struct LastGood: Sendable {
    /// Where it is.
    let path: String
    /// The configuration that it is a copy of; relative paths start from that one's folder.
    let original: String

    /// The one in `folder` of the configuration at `original`.
    init(folder: String, original: String) {
        (path, self.original) = (folder + "/last-good.toml", original)
    }

    /// What is kept, and since when; nil: nothing that can be used.
    func read() -> (configuration: AgentConfiguration, text: String, since: Timestamp)? {
        var state = stat()
        guard let text = try? TextFile.read(path), stat(path, &state) == 0,
            let configuration = try? AgentConfiguration.read(original, text: text)
        else { return nil }
        let since = Int64(state.st_mtim.tv_sec) * 1_000 + Int64(state.st_mtim.tv_nsec) / 1_000_000
        return (configuration, text, Timestamp(milliseconds: since))
    }

    /// Keeps a text, if another one is kept or none.
    func keep(_ text: String) throws(AgentError) {
        guard (try? TextFile.read(path)) != text else { return }
        try TextFile.replaceBytes(path, with: Array(text.utf8), mode: 0o600)
    }
}
