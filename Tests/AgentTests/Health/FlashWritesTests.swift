// What is written to disk is counted, and told for each reading.

import Glibc
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct FlashWritesTests {
    private let folder = TemporaryFolder()

    @Test func whatIsWrittenIsCounted() throws {
        let flash = FlashWrites()
        let before = try #require(flash.written)
        // Where the folder is in memory, nothing of it is written to a disk.
        let isInMemory = try TextFile.read("/proc/mounts").contains(" /tmp tmpfs ")
        try TextFile.writeBytes([UInt8](repeating: 7, count: 1 << 20), to: folder.file("f"), isFlushed: true)
        #expect(try #require(flash.written) - before >= (isInMemory ? 0 : 1 << 20))
    }

    @Test func figuresAndStatusTellItForEachReading() throws {
        let status = AgentStatus()
        var text = MetricsText(isOpenMetrics: true)
        status.write(to: &text)
        #expect(
            text.finished.contains("meterclip_safe_mode 0.0")
                && text.finished.contains("meterclip_flash_written_bytes_total "))
        #expect(!text.finished.contains("per_reading"))
        for _ in 0..<2 {
            status.add(
                Reading(
                    meter: "m", register: "main", index: nil, unit: "m³", capturedAt: Timestamp(milliseconds: 0),
                    timeQuality: .synchronised, confidence: 0, quality: .rejectedWithCertainty, reasons: [], dials: []))
        }
        text = MetricsText(isOpenMetrics: true)
        status.write(to: &text)
        #expect(text.finished.contains("meterclip_flash_written_per_reading_bytes "))
        var object = JSONObject()
        status.set(&object)
        #expect(object.text.contains("\"flash\":{\"written\":") && object.text.contains("\"per_reading\":"))
    }
}
