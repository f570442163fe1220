// The figures of an agent's health.

extension AgentStatus {
    /// Writes them.
    func write(to text: inout MetricsText) {
        text.family(
            "meterclip_safe_mode", .gauge, help: "1 while the agent does not go by its configuration, else 0.",
            [("", [], safeMode == nil ? 0 : 1)])
        text.family(
            "meterclip_frozen_services", .gauge, help: "Services that have stood still for longer than they may.",
            [("", [], Double(pulses.frozen().count))])
        guard let flash = flashWritten else { return }
        text.family(
            "meterclip_flash_written_bytes", .counter, unit: "bytes",
            help: "Bytes written to disk since the agent began.",
            [("", [], Double(flash.bytes))])
        text.family(
            "meterclip_flash_written_per_reading_bytes", .gauge, unit: "bytes",
            help: "The same for each reading since then.",
            flash.perReading.map { [("", [], Double($0))] } ?? [])
    }

    /// Bytes written to disk since the agent began, and how many that are for each reading, if there was one.
    var flashWritten: (bytes: Int64, perReading: Int64?)? {
        flash.written.map { bytes in (bytes, count > 0 ? bytes / Int64(count) : nil) }
    }
}
