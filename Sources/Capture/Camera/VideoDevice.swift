// One open camera: what it is, its format, its controls, its stream. Opening is a list of steps; closing gives back whatever there
// is, from any state.

import CVideo
import Glibc
import Recognition

/// An open camera.
struct VideoDevice: ~Copyable {
    let link: VideoLink
    /// What the driver calls the camera.
    let card: String
    /// Where it is plugged in.
    let bus: String
    private(set) var format = PixelFormat.mjpeg
    private(set) var size = VideoSize(0, 0)
    private(set) var bytesPerLine = 0
    private var stream = VideoStream()

    /// Opens the camera at `path`.
    ///
    /// - Throws: what opening throws, and `notACamera`.
    init(_ path: String, calls: VideoCalls) throws(CameraFault) {
        let link = try VideoLink(path, calls: calls)
        let (card, bus) = try VideoDevice.names(link)
        self.init(link, card: card, bus: bus)
    }

    private init(_ link: consuming VideoLink, card: String, bus: String) {
        self.link = link
        self.card = card
        self.bus = bus
    }

    deinit {
        var stream = stream
        stream.close(link)
    }

    /// What the camera is called and where it is, once it is clear that it is one.
    private static func names(_ link: borrowing VideoLink) throws(CameraFault) -> (card: String, bus: String) {
        var capability = v4l2_capability()
        guard try link.has("VIDIOC_QUERYCAP", CVIDEO_QUERYCAP, &capability) else {
            throw .notACamera("no video device")
        }
        let card = VideoText.text(capability.card)
        let hasOwn = capability.capabilities & UInt32(V4L2_CAP_DEVICE_CAPS) != 0
        let powers = hasOwn ? capability.device_caps : capability.capabilities
        guard powers & UInt32(V4L2_CAP_VIDEO_CAPTURE) != 0 else {
            throw .notACamera("\"\(card)\" delivers no pictures here")
        }
        guard powers & UInt32(V4L2_CAP_STREAMING) != 0 else {
            throw .notACamera("\"\(card)\" cannot stream into memory")
        }
        return (card, VideoText.text(capability.bus_info))
    }

    var isStreaming: Bool { stream.isOn }

    /// Chooses format and size; nil leaves it to what the camera offers best, and to the size that it has now.
    ///
    /// - Throws: `formatNotOffered`, `sizeNotOffered` with a list, or what a call throws.
    mutating func choose(_ wanted: PixelFormat?, _ size: VideoSize?) throws(CameraFault) {
        let offered = try link.formats()
        let known = PixelFormat.allCases.filter { format in offered.contains { $0.format == format } }
        guard let format = wanted.map({ known.contains($0) ? $0 : nil }) ?? known.first else {
            throw .formatNotOffered(wanted?.rawValue ?? "a format that is understood", offered: offered.map(\.text))
        }
        var structure = v4l2_format()
        structure.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        try link.ask("VIDIOC_G_FMT", CVIDEO_G_FMT, &structure)
        if let size {
            structure.fmt.pix.width = UInt32(size.width)
            structure.fmt.pix.height = UInt32(size.height)
        }
        let asked = VideoSize(Int(structure.fmt.pix.width), Int(structure.fmt.pix.height))
        structure.fmt.pix.pixelformat = format.code
        structure.fmt.pix.field = V4L2_FIELD_ANY.rawValue
        structure.fmt.pix.bytesperline = 0
        structure.fmt.pix.sizeimage = 0
        try link.ask("VIDIOC_S_FMT", CVIDEO_S_FMT, &structure)
        let given = structure.fmt.pix
        let sizes = offered.filter { $0.format == format }.map(\.text)
        guard given.pixelformat == format.code else {
            throw .formatNotOffered(format.rawValue, offered: offered.map(\.text))
        }
        let got = VideoSize(Int(given.width), Int(given.height))
        guard got == asked || size == nil else { throw .sizeNotOffered(asked, given: got, offered: sizes) }
        guard got.width > 0, got.height > 0, got.width * got.height <= Limits.jpegPixelsMax else {
            throw .sizeNotOffered(asked, given: got, offered: sizes)
        }
        (self.format, self.size) = (format, got)
        bytesPerLine = Int(given.bytesperline)
    }

    /// Sets controls by name and reads each back: first the switches and choices, which free the others.
    ///
    /// - Throws: `controlUnknown`, `controlOutOfRange`, `controlNotKept`, or what a call throws.
    func set(_ values: [String: Int]) throws(CameraFault) {
        guard !values.isEmpty else { return }
        let controls = try link.controls()
        var chosen: [(OfferedControl, Int)] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let control = controls.first(where: { $0.name == VideoText.key(name) }) else {
                throw .controlUnknown(name, offered: controls.map(\.name))
            }
            guard control.takes(value) else {
                throw .controlOutOfRange(name, value: value, allowed: control.allowed)
            }
            chosen.append((control, value))
        }
        chosen = chosen.filter(\.0.isSwitch) + chosen.filter { !$0.0.isSwitch }
        for (control, value) in chosen {
            var structure = v4l2_control(id: control.id, value: Int32(value))
            try link.ask("VIDIOC_S_CTRL", CVIDEO_S_CTRL, &structure)
        }
        for (control, value) in chosen {
            var structure = v4l2_control(id: control.id, value: 0)
            try link.ask("VIDIOC_G_CTRL", CVIDEO_G_CTRL, &structure)
            guard Int(structure.value) == value else {
                throw .controlNotKept(control.name, asked: value, got: Int(structure.value))
            }
        }
    }

    /// Begins to deliver frames.
    mutating func start() throws(CameraFault) {
        guard !stream.isOn else { return }
        try stream.open(link)
    }

    /// Ends it and gives the buffers back.
    mutating func stop() { stream.close(link) }

    /// Gives back every frame that waits already: it shows the past.
    func drain() throws(CameraFault) {
        for _ in 0..<Limits.videoBuffers {
            guard try stream.take(link, { (_) throws(CameraFault) in }) else { return }
        }
    }

    /// The next frame, waiting for it until `deadline` (in the calls' milliseconds). Frames that are no whole picture are passed
    /// over, since cameras begin with some.
    ///
    /// - Throws: `silent` if none came, what was wrong with the last one if none was whole, or what a call throws.
    func next(until deadline: Int, patience: Int) throws(CameraFault) -> Picture {
        var last = CameraFault.silent(milliseconds: patience)
        while true {
            let left = deadline - link.calls.now()
            guard left > 0 else { throw last }
            try wait(left, else: last)
            var picture: Picture?
            _ = try stream.take(link) { (bytes) throws(CameraFault) in
                do throws(CameraFault) {
                    picture = try FrameBytes.picture(bytes, format: format, size: size, stride: bytesPerLine)
                } catch {
                    if case .sizeChanged = error { throw error }
                    last = error
                }
            }
            if let picture { return picture }
        }
    }

    /// Waits for a frame.
    private func wait(_ milliseconds: Int, else fault: CameraFault) throws(CameraFault) {
        let events = link.calls.wait(link.descriptor, Int32(clamping: milliseconds))
        if events == -EINTR || events == -EAGAIN { return link.calls.pause(1) }
        if events == 0 { throw fault }
        if events < 0 { throw VideoLink.fault("poll", events, path: link.path) }
        // A device that is taken away hangs up; one that has lost its stream only has an error.
        if events & Int32(POLLHUP) != 0 || events & Int32(POLLNVAL) != 0 { throw .gone }
        if events & Int32(POLLIN) == 0 { throw .failed(call: "poll", reason: "the stream has ended") }
    }
}
