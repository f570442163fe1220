// How a machine-readable output tells an error.

import Metering

/// One JSON line with the key `error`.
enum ErrorLine {
    static func text(_ message: String) -> String {
        var object = JSONObject()
        object.set("error", message)
        return object.text
    }
}
