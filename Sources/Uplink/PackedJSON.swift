// Payloads as the journal keeps them: JSON whose words are known beforehand, deflated with a dictionary of those words (RFC 1951).
// A reading takes a fifth of its text, and so does the flash's wear. What begins with `{` is plain JSON, and stays readable.

import CZlib
import Journal

/// Packs and unpacks JSON objects.
public enum PackedJSON {
    /// In front of what was packed with this dictionary. Another dictionary gets another mark; this one can never change.
    private static let mark: UInt8 = 1

    /// The words of payloads, the commonest last: zlib finds what is near the end with fewer bits.
    private static let dictionary = Array(
        """
        "event":"state":"camera-","text":"knocked","due","since","pixels","degrees","value":"limit":\
        "missing-pulses","clock-set","boot":"boot_began_at":"entries":\
        "rejected","suspicious","no-anchor","not-monotone","too-fast","frozen","other-page","not-this-meter","camera-gone",\
        "light-failed","occluded","overexposed","low-contrast","truncated-jpeg","no-picture","contradicts-history",\
        "dial-unreadable","ambiguous","blurred","glare","moved","dark","wet","corrected",\
        "withdraws":[{"captured_at":"explain":{"exchanges":"pulses":"time_quality":"unsynchronised","floor","given",\
        "index":null,"confidence":0,"quality":1,"quality":2,"quality":3,"unit":"kWh","unit":"MWh",\
        {"position":0.0,"spread":0.10,"none":1},{"position":1.9,"spread":0.11,"none":0},\
        {"position":2.0,"spread":0.12,"none":0},{"position":3.9,"spread":0.13,"none":0},\
        {"position":4.0,"spread":0.14,"none":0},{"position":5.9,"spread":0.15,"none":0},\
        {"position":6.0,"spread":0.09,"none":0},{"position":7.9,"spread":0.08,"none":0},\
        {"position":8.0,"spread":0.16,"none":0},{"position":9.9,"spread":0.17,"none":0}],"triggers":["start"]}\
        ,"triggers":["demand"]}"pulses"],"triggers":["edge"],"triggers":["schedule"],"slot":"2026-11-22T20:15:00Z"}\
        {"meter":"","register":"main","captured_at":"2026-11-22T20:15:00.123Z","time_quality":"synchronised",\
        "unit":"m³","index":"12345.678","confidence":0.99,"quality":4,"reasons":[],"positions":[{"position":
        """.utf8)

    /// The most that is unpacked: more was never packed.
    private static let bytesMax = 1 << 20

    /// The JSON packed, or as it is if that is not shorter.
    public static func packed(_ json: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        // Negative window bits: no header and no checksum, the journal has its own.
        guard
            deflateInit2_(
                &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return json }
        defer { deflateEnd(&stream) }
        guard deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK else { return json }
        let space = Int(deflateBound(&stream, UInt(json.count)))
        guard let bytes = run(&stream, over: json, into: space, { deflate(&$0, Z_FINISH) }),
            bytes.count + 1 < json.count
        else { return json }
        return [mark] + bytes
    }

    /// The JSON again; nil if it is damaged.
    public static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.first == mark else { return bytes }
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        guard inflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK else { return nil }
        var space = min(bytesMax, max(4_096, bytes.count * 16))
        while true {
            if let json = run(&stream, over: Array(bytes.dropFirst()), into: space, { inflate(&$0, Z_FINISH) }) {
                return json
            }
            // Rare: as much as 16 times as long is hardly ever packed.
            guard space < bytesMax, inflateReset(&stream) == Z_OK,
                inflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK
            else { return nil }
            space = bytesMax
        }
    }

    /// All of `input` through a stream in one go; nil if it does not come to its end.
    private static func run(
        _ stream: inout z_stream, over input: [UInt8], into space: Int, _ step: (inout z_stream) -> Int32
    ) -> [UInt8]? {
        var input = input
        var output = [UInt8](repeating: 0, count: space)
        let (isDone, count) = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let isDone = step(&stream) == Z_STREAM_END
                return (isDone, output.count - Int(stream.avail_out))
            }
        }
        return isDone ? Array(output[..<count]) : nil
    }
}

extension NewEntry {
    /// An entry that holds a JSON object.
    public init(kind: String, meter: String, time: EntryTime, json: String) {
        self.init(kind: kind, meter: meter, time: time, payload: PackedJSON.packed(Array(json.utf8)))
    }
}

extension Entry {
    /// The JSON object it holds; empty if it holds something else.
    public var json: [UInt8] { PackedJSON.unpacked(payload) ?? [] }
}
