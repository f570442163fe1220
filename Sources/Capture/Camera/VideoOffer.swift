// What a camera can do, as it says itself: the formats, the sizes of each, and the controls.

import CVideo

/// One pixel format that a camera delivers.
public struct OfferedFormat: Sendable, Equatable {
    /// The format, nil for one that is not understood.
    public let format: PixelFormat?
    /// The kernel's four letters for it.
    public let code: String
    /// The sizes: each one, or the least and the most of a range.
    public let sizes: [VideoSize]
    /// True when `sizes` are the ends of a range.
    public let isRange: Bool
}

/// One control of a camera.
public struct OfferedControl: Sendable, Equatable {
    /// What it is called, as it is typed in a card.
    public let name: String
    let id: UInt32
    /// The least value.
    public let least: Int
    /// The greatest value.
    public let most: Int
    /// The distance from one value to the next.
    public let step: Int
    /// The value after a restart.
    public let usual: Int
    /// The choices of a menu by their value.
    public let choices: [Int: String]
    /// True for what cannot be set at present, for example because something automatic sets it.
    public let isLocked: Bool
    /// True for a switch or a choice, which may free or lock others.
    let isSwitch: Bool

    /// The values that it takes, in words.
    public var allowed: String {
        if !choices.isEmpty {
            return "use one of "
                + choices.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        }
        return "use a whole number from \(least) to \(most)" + (step > 1 ? " in steps of \(step)" : "")
    }

    /// Whether `value` is one that it takes.
    func takes(_ value: Int) -> Bool {
        guard (least...max(least, most)).contains(value) else { return false }
        return choices.isEmpty ? step <= 1 || (value - least) % step == 0 : choices[value] != nil
    }
}

extension VideoLink {
    /// The formats that the device offers, in its own order.
    func formats() throws(CameraFault) -> [OfferedFormat] {
        var formats: [OfferedFormat] = []
        for index in 0..<UInt32(Limits.offeredMax) {
            var description = v4l2_fmtdesc()
            description.index = index
            description.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
            guard try has("VIDIOC_ENUM_FMT", CVIDEO_ENUM_FMT, &description) else { break }
            let (sizes, isRange) = try sizes(of: description.pixelformat)
            formats.append(
                OfferedFormat(
                    format: PixelFormat(code: description.pixelformat), code: PixelFormat.text(description.pixelformat),
                    sizes: sizes, isRange: isRange))
        }
        return formats
    }

    private func sizes(of code: UInt32) throws(CameraFault) -> ([VideoSize], isRange: Bool) {
        var sizes: [VideoSize] = []
        for index in 0..<UInt32(Limits.offeredMax) {
            var entry = v4l2_frmsizeenum()
            entry.index = index
            entry.pixel_format = code
            guard try has("VIDIOC_ENUM_FRAMESIZES", CVIDEO_ENUM_FRAMESIZES, &entry) else { break }
            if entry.type != V4L2_FRMSIZE_TYPE_DISCRETE.rawValue {
                let range = entry.stepwise
                return (
                    [
                        VideoSize(Int(range.min_width), Int(range.min_height)),
                        VideoSize(Int(range.max_width), Int(range.max_height)),
                    ], true
                )
            }
            sizes.append(VideoSize(Int(entry.discrete.width), Int(entry.discrete.height)))
        }
        return (sizes, false)
    }

    /// The types of controls that have a number of 32 bits, which can be set and read back; titles, buttons and texts have none.
    private static let numbers = [
        V4L2_CTRL_TYPE_INTEGER.rawValue, V4L2_CTRL_TYPE_BOOLEAN.rawValue, V4L2_CTRL_TYPE_MENU.rawValue,
        V4L2_CTRL_TYPE_INTEGER_MENU.rawValue,
    ]

    /// The controls that the device has and that can be set to a number; what is switched off is none.
    func controls() throws(CameraFault) -> [OfferedControl] {
        var controls: [OfferedControl] = []
        var last: UInt32 = 0
        for _ in 0..<Limits.offeredMax {
            var query = v4l2_queryctrl()
            query.id = last | UInt32(V4L2_CTRL_FLAG_NEXT_CTRL)
            guard try has("VIDIOC_QUERYCTRL", CVIDEO_QUERYCTRL, &query) else { break }
            // A driver that does not count on would be asked for ever.
            guard query.id > last else { break }
            last = query.id
            let hasNumber = VideoLink.numbers.contains(query.type)
            if !hasNumber || query.flags & UInt32(V4L2_CTRL_FLAG_DISABLED) != 0 { continue }
            controls.append(try control(query))
        }
        return controls
    }

    private func control(_ query: v4l2_queryctrl) throws(CameraFault) -> OfferedControl {
        let isMenu = [V4L2_CTRL_TYPE_MENU.rawValue, V4L2_CTRL_TYPE_INTEGER_MENU.rawValue].contains(query.type)
        var choices: [Int: String] = [:]
        if isMenu, query.minimum >= 0, query.maximum >= query.minimum {
            for index in UInt32(query.minimum)...UInt32(min(query.maximum, Int32(Limits.offeredMax))) {
                var item = v4l2_querymenu()
                item.id = query.id
                item.index = index
                guard try has("VIDIOC_QUERYMENU", CVIDEO_QUERYMENU, &item) else { continue }
                let isText = query.type == V4L2_CTRL_TYPE_MENU.rawValue
                choices[Int(index)] = isText ? VideoText.text(item.name) : String(item.value)
            }
        }
        let locks = UInt32(V4L2_CTRL_FLAG_INACTIVE | V4L2_CTRL_FLAG_READ_ONLY | V4L2_CTRL_FLAG_GRABBED)
        return OfferedControl(
            name: VideoText.key(VideoText.text(query.name)), id: query.id, least: Int(query.minimum),
            most: Int(query.maximum), step: Int(query.step), usual: Int(query.default_value), choices: choices,
            isLocked: query.flags & locks != 0,
            isSwitch: isMenu || query.type == V4L2_CTRL_TYPE_BOOLEAN.rawValue)
    }
}

extension OfferedFormat {
    /// The format and its sizes as one text.
    public var text: String {
        let sizes =
            isRange
            ? sizes.map(\.description).joined(separator: " to ") : sizes.map(\.description).joined(separator: " ")
        return (format?.rawValue ?? code) + (sizes.isEmpty ? "" : " " + sizes)
    }
}
