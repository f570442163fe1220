// Spreads the readings of many devices over the time after a slot, so that a fleet does not wake, flash and send at once.
// The same device and meter always get the same delay; it is part of no slot's identity.
// Hash: FNV-1a 64 (Fowler, Noll, Vo), then the finaliser of MurmurHash3 (Appleby), since FNV leaves its high bits uneven.

/// A meter's place within the spread of a fleet.
public enum Spread {
    /// Milliseconds that this meter's readings come after their slots: 0 … `jitter`, evenly over all meters.
    public static func delay(device: String, meter: String, jitter: Int64) -> Int64 {
        let jitter = min(max(0, jitter), Limits.jitterMax)
        return Int64(hash(device, meter).multipliedFullWidth(by: UInt64(jitter) + 1).high)
    }

    private static func hash(_ device: String, _ meter: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        device.utf8.forEach(take)
        // A byte that no text has keeps `ab`, `c` and `a`, `bc` apart.
        take(0xFF)
        meter.utf8.forEach(take)
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
