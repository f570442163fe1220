// The buffers that a camera fills: asked of the driver, mapped, handed out and given back one by one. The driver may grant fewer
// than were asked for, name one that does not exist, or claim more bytes than it has; none of it reaches beyond the mapping.

import CVideo
import Glibc

/// The buffers of one stream.
struct VideoStream {
    private struct Mapping {
        var memory: UnsafeMutableRawPointer
        var length: Int
    }

    private var mappings: [Mapping] = []
    private var isRequested = false
    private(set) var isOn = false

    /// Asks for buffers, maps and queues them, and switches the stream on. What was done is undone when a step fails.
    mutating func open(_ link: borrowing VideoLink) throws(CameraFault) {
        do {
            try request(link)
            for index in mappings.indices { try give(link, UInt32(index)) }
            var type = Int32(V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue)
            try link.ask("VIDIOC_STREAMON", CVIDEO_STREAMON, &type)
            isOn = true
        } catch {
            close(link)
            throw error
        }
    }

    /// Switches off, unmaps and gives back whatever there is; nothing can go wrong that would matter.
    mutating func close(_ link: borrowing VideoLink) {
        if isOn {
            var type = Int32(V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue)
            try? link.ask("VIDIOC_STREAMOFF", CVIDEO_STREAMOFF, &type)
        }
        for mapping in mappings { link.calls.unmap(mapping.memory, mapping.length) }
        mappings = []
        if isRequested {
            var buffers = VideoStream.buffers(0)
            try? link.ask("VIDIOC_REQBUFS", CVIDEO_REQBUFS, &buffers)
        }
        (isOn, isRequested) = (false, false)
    }

    /// Hands the bytes of a filled buffer to `body` and gives it back; false if none is filled. A buffer with an error mark, or
    /// without bytes, is handed on empty.
    func take(
        _ link: borrowing VideoLink, _ body: (UnsafeRawBufferPointer) throws(CameraFault) -> Void
    ) throws(CameraFault) -> Bool {
        var buffer = VideoStream.buffer(0)
        let result = withUnsafeMutablePointer(to: &buffer) {
            link.calls.control(link.descriptor, CVIDEO_DQBUF, $0)
        }
        // Whoever waits is woken without a frame now and then; the wait has its own limit.
        if result == -EAGAIN || result == -EINTR { return false }
        if result < 0 { throw VideoLink.fault("VIDIOC_DQBUF", result, path: link.path) }
        guard mappings.indices.contains(Int(buffer.index)) else {
            throw .confused("buffer \(buffer.index) of \(mappings.count) was filled")
        }
        let mapping = mappings[Int(buffer.index)]
        guard Int(buffer.bytesused) <= mapping.length else {
            throw .confused("\(buffer.bytesused) bytes in a buffer of \(mapping.length)")
        }
        let isBad = buffer.flags & UInt32(V4L2_BUF_FLAG_ERROR) != 0
        do {
            try body(UnsafeRawBufferPointer(start: mapping.memory, count: isBad ? 0 : Int(buffer.bytesused)))
        } catch {
            try? give(link, buffer.index)
            throw error
        }
        try give(link, buffer.index)
        return true
    }

    private mutating func request(_ link: borrowing VideoLink) throws(CameraFault) {
        var buffers = VideoStream.buffers(UInt32(Limits.videoBuffers))
        try link.ask("VIDIOC_REQBUFS", CVIDEO_REQBUFS, &buffers)
        isRequested = true
        guard (1...UInt32(Limits.videoBuffersMax)).contains(buffers.count) else {
            throw .confused("\(buffers.count) buffers")
        }
        for index in 0..<buffers.count {
            var buffer = VideoStream.buffer(index)
            try link.ask("VIDIOC_QUERYBUF", CVIDEO_QUERYBUF, &buffer)
            let length = Int(buffer.length)
            guard buffer.index == index, (1...Limits.videoBufferBytesMax).contains(length) else {
                throw .confused("buffer \(buffer.index) of \(length) bytes instead of buffer \(index)")
            }
            mappings.append(Mapping(memory: try link.map(offset: Int(buffer.m.offset), length: length), length: length))
        }
    }

    private func give(_ link: borrowing VideoLink, _ index: UInt32) throws(CameraFault) {
        var buffer = VideoStream.buffer(index)
        try link.ask("VIDIOC_QBUF", CVIDEO_QBUF, &buffer)
    }

    private static func buffers(_ count: UInt32) -> v4l2_requestbuffers {
        var buffers = v4l2_requestbuffers()
        buffers.count = count
        buffers.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        buffers.memory = V4L2_MEMORY_MMAP.rawValue
        return buffers
    }

    private static func buffer(_ index: UInt32) -> v4l2_buffer {
        var buffer = v4l2_buffer()
        buffer.index = index
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE.rawValue
        buffer.memory = V4L2_MEMORY_MMAP.rawValue
        return buffer
    }
}
