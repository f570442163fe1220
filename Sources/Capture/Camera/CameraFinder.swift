// Where a camera is at present. A number in /dev may change when a camera is plugged in again; its place on the bus does not.

import CVideo

/// Finds cameras.
enum CameraFinder {
    /// The paths of all video devices, by number.
    static func paths(in folder: String = "/dev") -> [String] {
        let names = (try? FrameFiles.names(in: folder)) ?? []
        return names.compactMap { $0.hasPrefix("video") ? Int($0.dropFirst(5)) : nil }.sorted()
            .map { "\(folder)/video\($0)" }
    }

    /// The path of the camera that is meant.
    ///
    /// - Throws: `missing` when no camera is plugged in there.
    static func path(
        of place: CameraSetting.Place, among paths: [String], calls: VideoCalls
    ) throws(CameraFault) -> String {
        switch place {
        case .path(let path): return path
        case .bus(let bus):
            for path in paths {
                // A camera has several devices; only one of them delivers pictures.
                guard let device = try? VideoDevice(path, calls: calls) else { continue }
                if device.bus == bus { return path }
            }
            throw .missing("bus \(bus)")
        }
    }
}
