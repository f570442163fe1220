// What this process holds and has written, as the kernel counts it.

import Glibc

struct ProcessCost {
    /// KB of memory, and of it what is no file's.
    var resident: Int
    /// See `resident`.
    var own: Int
    var descriptors: Int
    /// Bytes handed to the disk.
    var written: Int
    /// Seconds of processor.
    var processor: Double

    /// Nil where the kernel does not say.
    static func now() -> ProcessCost? {
        let status = fields("/proc/self/status")
        let io = fields("/proc/self/io")
        guard let resident = status["VmRSS"], let own = status["RssAnon"], let written = io["write_bytes"],
            let folder = opendir("/proc/self/fd")
        else { return nil }
        defer { closedir(folder) }
        // The folder itself, `.` and `..` do not count.
        var descriptors = -3
        while readdir(folder) != nil { descriptors += 1 }
        var usage = rusage()
        getrusage(0 /* RUSAGE_SELF */, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return ProcessCost(
            resident: resident, own: own, descriptors: descriptors, written: written, processor: Double(seconds))
    }

    /// The whole numbers of a file of lines `name: number …`.
    private static func fields(_ path: String) -> [String: Int] {
        guard let file = fopen(path, "r") else { return [:] }
        defer { fclose(file) }
        var values: [String: Int] = [:]
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, 512, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split { $0 == ":" || $0 == "\t" || $0 == " " || $0 == "\n" }
            if words.count > 1, let value = Int(words[1]) { values[String(words[0])] = value }
        }
        return values
    }
}
