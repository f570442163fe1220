// An open, streaming camera and how a shot is taken with it: light on, old frames away, exposure found, frames taken, light off.
// Everything here blocks; it belongs on the camera's own thread.

/// A camera from opening to closing.
final class CameraSession {
    private var device: VideoDevice
    private let setting: CameraSetting
    private let calls: VideoCalls
    private var applied: [String: Int] = [:]

    /// Opens the camera at `path` and chooses its format.
    init(
        _ setting: CameraSetting, size: VideoSize?, path: String, calls: VideoCalls
    ) throws(CameraFault) {
        self.setting = setting
        self.calls = calls
        var device = try VideoDevice(path, calls: calls)
        try device.choose(setting.format, setting.size ?? size)
        self.device = device
    }

    /// The size of the pictures.
    var size: VideoSize { device.size }

    /// The frames of each light of `request`, made one where there are several.
    func shoot(_ request: ShotRequest, lights: [[Output]]) throws(CameraFault) -> (pictures: [Picture], LightEffect) {
        try apply(request.controls)
        try device.start()
        guard !lights.isEmpty else { return (try pictures(request.frames).0, .notUsed) }
        try device.drain()
        let unlit = brightness(try next())
        var taken: [[Picture]] = []
        var effect = LightEffect.works
        for together in lights {
            let (pictures, seen) = try lit(by: together, request.frames, unlit: unlit)
            taken.append(pictures)
            if seen != .works { effect = seen }
        }
        return (try CameraSession.darkest(taken), effect)
    }

    /// Controls are set when they differ from what was set last: two meters may share a camera.
    func apply(_ controls: [String: Int]) throws(CameraFault) {
        guard controls != applied else { return }
        try device.set(controls)
        applied = controls
    }

    private func lit(by lights: [Output], _ count: Int, unlit: Double) throws(CameraFault) -> ([Picture], LightEffect) {
        var trouble: String?
        var burning: [Output] = []
        for light in lights {
            do {
                try light.on()
                burning.append(light)
            } catch {
                // The picture may be good all the same; what it shows is judged later.
                trouble = "light \"\(light.setting.name)\": \(error)"
            }
        }
        defer {
            for light in burning { try? light.off() }
        }
        calls.pause(lights.map(\.setting.lead).max() ?? 0)
        let (pictures, brightest) = try pictures(count)
        calls.pause(lights.map(\.setting.hold).max() ?? 0)
        if let trouble { return (pictures, .failed(trouble)) }
        return (pictures, CameraSession.effect(unlit: unlit, lit: brightest))
    }

    /// What light there is, from the mean luma without it and the greatest with it.
    static func effect(unlit: Double, lit: Double) -> LightEffect {
        if lit - unlit >= Limits.lightRiseMin { return .works }
        if unlit > Limits.daylight { return .unknown }
        return .failed("the picture's brightness went from \(Int(unlit)) to \(Int(lit)) of 255")
    }

    /// `count` frames taken from now on, and the greatest brightness on the way to them.
    private func pictures(_ count: Int) throws(CameraFault) -> ([Picture], Double) {
        try device.drain()
        // The one that was being exposed when this began.
        _ = try next()
        var watch = ExposureWatch()
        let end = calls.now() + Limits.warmUpMilliseconds
        var last = try next()
        while !watch.isSteady(brightness(last)), watch.frames < setting.warmUp, calls.now() < end {
            last = try next()
        }
        var pictures = [last]
        while pictures.count < count { pictures.append(try next()) }
        return (pictures, watch.brightest)
    }

    private func next() throws(CameraFault) -> Picture {
        try device.next(until: calls.now() + setting.patience, patience: setting.patience)
    }

    /// A picture that cannot be decoded is as dark as can be; whoever reads it will say why.
    private func brightness(_ picture: Picture) -> Double { (try? picture.brightness()) ?? 0 }

    private static func darkest(_ taken: [[Picture]]) throws(CameraFault) -> [Picture] {
        var result = taken[0]
        for pictures in taken.dropFirst() {
            for i in result.indices {
                do throws(CaptureError) {
                    result[i] = try result[i].darkest(with: pictures[i]) ?? result[i]
                } catch {
                    throw .damagedFrames(error.description)
                }
            }
        }
        return result
    }
}
