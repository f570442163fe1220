import CZlib
import TestSupport
import Testing

@testable import Uplink

/// What gzip made of bytes; nil if they are not that.
func unzipped(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: 1 << 20)
    let isDone = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return inflate(&stream, Z_FINISH) == Z_STREAM_END
        }
    }
    return isDone ? Array(output[..<Int(stream.total_out)]) : nil
}

@Suite struct GzipTests {
    @Test("what is compressed comes back, also where it does not get smaller")
    func roundTrip() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededRandom(seed: seed)
        for count in [0, 1, 1_000, 100_000] {
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Gzip.compressed(noise).flatMap(unzipped) == noise, "seed \(seed)")
            let even = [UInt8](repeating: 7, count: count)
            #expect(Gzip.compressed(even).flatMap(unzipped) == even)
        }
    }
}
