// Keeps a small picture of the dials with every reading, so that what was read can be looked at later: what was withheld or put right
// the longest. It serves nothing but that: no reading waits for it, fails for it or is lost for it.

import Capture
import Journal
import Metering
import Recognition
import Synchronization

/// The pictures of the meters of one agent.
final class Evidence: Sendable {
    private struct State {
        var store: EvidenceStore
        /// The newest picture of each series, until it is kept: its reading can be on its way before.
        var held: [String: (entry: NewEntry, picture: [UInt8])] = [:]
    }

    private let state: Mutex<State>

    /// Beside the journal at `path`, in so many bytes.
    init(beside path: String, bytes: Int64) {
        var limits = EvidenceStore.Limits()
        limits.bytes = bytes
        state = Mutex(State(store: EvidenceStore(beside: path, limits: limits)))
    }

    /// Holds the picture of an entry that is about to be stored.
    func hold(_ picture: [UInt8], of entry: NewEntry) {
        state.withLock { $0.held[entry.meter] = (entry, picture) }
    }

    /// Keeps the picture of a reading.
    func keep(_ picture: [UInt8], of reading: Reading, seq: Int64) {
        let outcome: EvidenceStore.Outcome =
            if reading.reasons.contains(.corrected) {
                .corrected
            } else if reading.index == nil {
                .withheld
            } else if reading.quality == .accepted {
                .accepted
            } else {
                .suspicious
            }
        state.withLock { state in
            state.store.store(picture, seq: seq, series: reading.series, outcome: outcome)
            state.held[reading.series] = nil
        }
    }

    /// The readings of these entries were found wrong: their pictures are kept as long as those of withheld ones.
    func correct(_ seqs: [Int64], series: String) {
        state.withLock { state in
            for seq in seqs {
                guard let picture = state.store.load(seq) else { continue }
                state.store.store(picture, seq: seq, series: series, outcome: .corrected)
            }
        }
    }

    /// Gives room to readings; false if there is none to give.
    func spare() -> Bool { state.withLock { $0.store.removeLeast() } }

    /// The picture of the entry with this number, if it is still kept.
    func picture(of seq: Int64) -> [UInt8]? { state.withLock { $0.store.load(seq) } }

    /// Whether the picture of the entry with this number is still kept.
    func hasPicture(of seq: Int64) -> Bool { state.withLock { $0.store.contains(seq) } }

    /// The picture of an entry that may only just have been stored, if it is still kept.
    func picture(of entry: Entry) -> [UInt8]? {
        state.withLock { state in
            if let picture = state.store.load(entry.seq) { return picture }
            // Not kept yet.
            let held = state.held[entry.meter]
            return held?.entry == entry.content ? held?.picture : nil
        }
    }
}

extension MeterFace {
    /// The dials of the register at `number`, where the meter lay last (nil: where the card says), as a small gray JPEG; nil if
    /// the picture cannot be decoded.
    func evidence(of number: Int, in picture: Picture, near last: Placement?) -> [UInt8]? {
        let first = card.registers.prefix(number).reduce(0) { $0 + $1.dials.count }
        let own = dials[first..<first + card.registers[number].dials.count]
        let decoded = try? picture.gray { width, height in
            let last = last ?? start(frameWidth: width, frameHeight: height)
            return PixelRegion(
                covering: own.map { last.apply($0.area) }, margin: Limits.regionMargin, frameWidth: width,
                frameHeight: height)
        }
        return decoded.map { JPEGEncoder.gray($0.image, quality: Limits.evidenceQuality) }
    }
}
