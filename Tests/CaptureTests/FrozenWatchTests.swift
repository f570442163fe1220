// The same bytes again are noticed, other bytes are not.

import Testing

@testable import Capture

@Suite struct FrozenWatchTests {
    @Test func theSameBytesAgainAreARepeatAndCounted() {
        var watch = FrozenWatch()
        let (one, other) = ([UInt8](repeating: 7, count: 1003), [UInt8](repeating: 8, count: 1003))
        let thrice = [one, one, one].map { watch.isRepeat(.jpeg($0)) }
        #expect(thrice == [false, true, true])
        #expect(watch.repeats == 2)
        let later = [other, one].map { watch.isRepeat(.jpeg($0)) }
        #expect(later == [false, false])
        #expect(watch.repeats == 0)
    }

    @Test func everyByteAndTheLengthCount() {
        let bytes = (0..<37).map { UInt8($0) }
        let mark = FrozenWatch.mark(of: bytes)
        for i in bytes.indices {
            var changed = bytes
            changed[i] ^= 1
            #expect(FrozenWatch.mark(of: changed) != mark)
        }
        #expect(FrozenWatch.mark(of: bytes + [0]) != mark)
        #expect(FrozenWatch.mark(of: []) != FrozenWatch.mark(of: [0]))
    }
}
