// The cameras of a board as they are, for people who look for one: nothing is changed, and one that is in use is only looked at.

/// Looks at cameras without using them.
public enum CameraSurvey {
    /// What one video device says of itself.
    public struct Camera: Sendable, Equatable {
        /// What its driver calls it.
        public var card: String
        /// Where it is plugged in, as `bus` in a configuration.
        public var bus: String
        /// What it delivers.
        public var formats: [OfferedFormat]
        /// What can be set.
        public var controls: [OfferedControl]
        /// A path that stays when it is plugged in again, if there is one.
        public var lasting: String?
    }

    /// Every video device by its path: a camera, or why it is none. Devices that are only another side of a camera are left out.
    public static func all() -> [(path: String, result: Result<Camera, CameraFault>)] {
        let lasting = links()
        return CameraFinder.paths().compactMap { path in
            let result = look(at: path, lasting: lasting[path])
            if case .failure(.notACamera) = result { return nil }
            return (path, result)
        }
    }

    /// The camera at `path`.
    public static func camera(at path: String) -> Result<Camera, CameraFault> {
        look(at: path, lasting: links()[path])
    }

    private static func look(at path: String, lasting: String?) -> Result<Camera, CameraFault> {
        do throws(CameraFault) {
            let device = try VideoDevice(path, calls: .system)
            return .success(
                Camera(
                    card: device.card, bus: device.bus, formats: try device.link.formats(),
                    controls: try device.link.controls(), lasting: lasting))
        } catch {
            return .failure(error)
        }
    }

    /// The links in /dev/v4l/by-id by what they lead to.
    private static func links() -> [String: String] {
        let folder = "/dev/v4l/by-id"
        var links: [String: String] = [:]
        for name in (try? FrameFiles.names(in: folder)) ?? [] {
            guard let target = FrameFiles.resolved("\(folder)/\(name)") else { continue }
            links[target] = links[target] ?? "\(folder)/\(name)"
        }
        return links
    }
}
