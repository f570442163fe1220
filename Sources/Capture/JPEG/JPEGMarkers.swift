// The marker structure of a JPEG (ITU-T T.81, annex B), as far as one must know it to see whether the end is there.
// Never reads beyond the bytes it is given, whatever lengths the segments claim.

/// Looks at the markers of a JPEG without decoding it.
enum JPEGMarkers {
    /// Whether an end-of-image marker follows the first scan.
    ///
    /// Inside the scans FF D9 cannot be anything else, and thumbnails with an end of their own come before the first
    /// scan, so whatever a camera or phone appends after the end does not matter.
    static func hasEnd(_ jpeg: [UInt8]) -> Bool {
        guard let scan = firstScan(of: jpeg) else { return false }
        var i = jpeg.count - 2
        while i >= scan {
            if jpeg[i] == 0xFF && jpeg[i + 1] == 0xD9 { return true }
            i -= 1
        }
        return false
    }

    /// How many bytes there are up to the first end of a picture, that mark included; nil where there is none.
    ///
    /// Drivers hand out buffers in which the rest of an earlier, longer frame follows, with an end of its own.
    static func length(of jpeg: UnsafeRawBufferPointer) -> Int? {
        guard var i = firstScan(of: jpeg) else { return nil }
        while i + 1 < jpeg.count {
            if jpeg[i] == 0xFF && jpeg[i + 1] == 0xD9 { return i + 2 }
            i += 1
        }
        return nil
    }

    /// The offset of the data of the first scan, nil when the segments do not lead to one.
    private static func firstScan<Bytes: RandomAccessCollection<UInt8>>(of jpeg: Bytes) -> Int?
    where Bytes.Index == Int {
        var i = 2
        while i + 3 < jpeg.count {
            guard jpeg[i] == 0xFF else {
                i += 1
                continue
            }
            let marker = jpeg[i + 1]
            switch marker {
            case 0xFF: i += 1
            case 0x00, 0x01, 0xD0...0xD8: i += 2
            case 0xDA: return i + 2
            case 0xD9: return nil
            default: i += 2 + Int(jpeg[i + 2]) << 8 + Int(jpeg[i + 3])
            }
        }
        return nil
    }
}
