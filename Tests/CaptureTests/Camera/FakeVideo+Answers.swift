// What the invented driver answers to each request.

import CVideo
import Glibc
import Recognition

@testable import Capture

extension FakeVideo {
    func answer(_ state: inout State, _ request: UInt, _ structure: UnsafeMutableRawPointer) -> Int32 {
        guard state.isPresent else { return -ENODEV }
        switch request {
        case CVIDEO_QUERYCAP: return FakeVideo.describe(structure.assumingMemoryBound(to: v4l2_capability.self))
        case CVIDEO_ENUM_FMT: return enumerate(structure.assumingMemoryBound(to: v4l2_fmtdesc.self))
        case CVIDEO_ENUM_FRAMESIZES: return enumerate(structure.assumingMemoryBound(to: v4l2_frmsizeenum.self))
        case CVIDEO_G_FMT, CVIDEO_S_FMT:
            return choose(&state, structure.assumingMemoryBound(to: v4l2_format.self), request == CVIDEO_S_FMT)
        case CVIDEO_REQBUFS:
            return requestBuffers(&state, structure.assumingMemoryBound(to: v4l2_requestbuffers.self))
        case CVIDEO_QUERYBUF, CVIDEO_QBUF, CVIDEO_DQBUF:
            return buffer(&state, request, structure.assumingMemoryBound(to: v4l2_buffer.self))
        case CVIDEO_STREAMON, CVIDEO_STREAMOFF:
            state.isOn = request == CVIDEO_STREAMON
            if !state.isOn { (state.queue, state.filled) = ([], 0) }
            return 0
        case CVIDEO_QUERYCTRL: return FakeVideo.control(state, structure.assumingMemoryBound(to: v4l2_queryctrl.self))
        case CVIDEO_QUERYMENU: return FakeVideo.choice(structure.assumingMemoryBound(to: v4l2_querymenu.self))
        case CVIDEO_G_CTRL, CVIDEO_S_CTRL:
            let control = structure.assumingMemoryBound(to: v4l2_control.self)
            guard state.controls[control.pointee.id] != nil else { return -EINVAL }
            if request == CVIDEO_S_CTRL {
                // Exposure is locked while it is automatic, as in every UVC camera.
                if control.pointee.id == 2, state.controls[1] != 1 { return 0 }
                state.controls[control.pointee.id] = control.pointee.value
            } else {
                control.pointee.value = state.controls[control.pointee.id]!
            }
            return 0
        default: return -ENOTTY
        }
    }

    private func choose(_ state: inout State, _ format: UnsafeMutablePointer<v4l2_format>, _ isSet: Bool) -> Int32 {
        if isSet {
            let wanted = PixelFormat(code: format.pointee.fmt.pix.pixelformat)
            state.format = formats.first { $0 == wanted } ?? formats[0]
            let size = VideoSize(Int(format.pointee.fmt.pix.width), Int(format.pointee.fmt.pix.height))
            state.size = sizes.first { $0 == size } ?? sizes[0]
        }
        if isFaulty(state, .changedSize) { state.size = VideoSize(160, 120) }
        format.pointee.fmt.pix.width = UInt32(state.size.width)
        format.pointee.fmt.pix.height = UInt32(state.size.height)
        format.pointee.fmt.pix.pixelformat = state.format.code
        format.pointee.fmt.pix.bytesperline = UInt32(state.format.bytesPerRow(width: state.size.width))
        return 0
    }

    private func requestBuffers(_ state: inout State, _ request: UnsafeMutablePointer<v4l2_requestbuffers>) -> Int32 {
        if request.pointee.count > 0, state.mappedCount > 0 || state.isOn { return -EBUSY }
        // Fewer than asked for, as drivers do.
        state.bufferCount = min(Int(request.pointee.count), 3)
        request.pointee.count = UInt32(state.bufferCount)
        if isFaulty(state, .wrongIndex) { request.pointee.count = 77 }
        return 0
    }

    private func buffer(_ state: inout State, _ request: UInt, _ buffer: UnsafeMutablePointer<v4l2_buffer>) -> Int32 {
        let index = buffer.pointee.index
        if request == CVIDEO_DQBUF { return fill(&state, buffer) }
        guard Int(index) < state.bufferCount else { return -EINVAL }
        if request == CVIDEO_QUERYBUF {
            buffer.pointee.length = UInt32(FakeVideo.bufferBytes)
            buffer.pointee.m.offset = index * 4096
            if isFaulty(state, .shortFrame) { buffer.pointee.length = 0 }
        } else {
            guard !state.queue.contains(index) else { return -EINVAL }
            state.queue.append(index)
        }
        if isFaulty(state, .wrongIndex) { buffer.pointee.index = 99 }
        return 0
    }

    private func fill(_ state: inout State, _ buffer: UnsafeMutablePointer<v4l2_buffer>) -> Int32 {
        guard state.isOn else { return -EINVAL }
        guard !state.queue.isEmpty, state.filled > 0 else { return -EAGAIN }
        state.filled -= 1
        let index = state.queue.removeFirst()
        var frame = state.frames[state.frameNumber % state.frames.count]
        if state.frameNumber == 0, state.leftOver > 0 { frame += [UInt8](repeating: 0xD9, count: state.leftOver) }
        if isFaulty(state, .shortFrame) { frame = Array(frame.prefix(60)) }
        if isFaulty(state, .changedSize) { frame = FakeVideo.otherSize(state.format) }
        state.frameNumber += 1
        if let memory = state.mapped[index].flatMap({ UnsafeMutableRawPointer(bitPattern: $0) }) {
            frame.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        }
        buffer.pointee.index = isFaulty(state, .wrongIndex) ? 99 : index
        buffer.pointee.bytesused = UInt32(frame.count)
        return 0
    }

    private static func describe(_ capability: UnsafeMutablePointer<v4l2_capability>) -> Int32 {
        capability.pointee.capabilities = UInt32(V4L2_CAP_DEVICE_CAPS)
        capability.pointee.device_caps = UInt32(V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING)
        write("invented camera", to: &capability.pointee.card)
        write("usb-invented-1", to: &capability.pointee.bus_info)
        return 0
    }

    private func enumerate(_ description: UnsafeMutablePointer<v4l2_fmtdesc>) -> Int32 {
        guard Int(description.pointee.index) < formats.count else { return -EINVAL }
        description.pointee.pixelformat = formats[Int(description.pointee.index)].code
        return 0
    }

    private func enumerate(_ entry: UnsafeMutablePointer<v4l2_frmsizeenum>) -> Int32 {
        guard Int(entry.pointee.index) < sizes.count else { return -EINVAL }
        let size = sizes[Int(entry.pointee.index)]
        entry.pointee.type = V4L2_FRMSIZE_TYPE_DISCRETE.rawValue
        entry.pointee.discrete = v4l2_frmsize_discrete(width: UInt32(size.width), height: UInt32(size.height))
        return 0
    }

    /// Two controls: a menu that makes exposure automatic (0) or manual (1), and the exposure, locked while automatic.
    private static func control(_ state: State, _ query: UnsafeMutablePointer<v4l2_queryctrl>) -> Int32 {
        let after = query.pointee.id & ~UInt32(V4L2_CTRL_FLAG_NEXT_CTRL)
        guard after < 2 else { return -EINVAL }
        query.pointee.id = after + 1
        let isMenu = after == 0
        query.pointee.type = isMenu ? V4L2_CTRL_TYPE_MENU.rawValue : V4L2_CTRL_TYPE_INTEGER.rawValue
        query.pointee.minimum = isMenu ? 0 : 10
        query.pointee.maximum = isMenu ? 1 : 1000
        query.pointee.step = isMenu ? 1 : 10
        query.pointee.flags = !isMenu && state.controls[1] == 0 ? UInt32(V4L2_CTRL_FLAG_INACTIVE) : 0
        write(isMenu ? "Auto Exposure" : "Exposure Time, Absolute", to: &query.pointee.name)
        return 0
    }

    private static func choice(_ item: UnsafeMutablePointer<v4l2_querymenu>) -> Int32 {
        guard item.pointee.index < 2 else { return -EINVAL }
        write(item.pointee.index == 0 ? "Auto Mode" : "Manual Mode", to: &item.pointee.name)
        return 0
    }

    private static func write<Bytes>(_ text: String, to bytes: inout Bytes) {
        withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: Array(text.utf8) + [0]) }
    }

    /// A whole frame of 320 x 240 where another size was agreed on.
    private static func otherSize(_ format: PixelFormat) -> [UInt8] {
        format.isCompressed
            ? JPEGEncoder.gray(.init(width: 320, height: 240, filledWith: 90), quality: 80)
            : [UInt8](repeating: 90, count: 320 * 240 * 2)
    }
}
