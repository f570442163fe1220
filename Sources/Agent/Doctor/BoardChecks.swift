// The doctor's look at the board: room for the journal, and the clock.

import Glibc
import Metering

/// Looks at disk and clock.
enum BoardChecks {
    /// The folder that a file is, or will be, in. `makesFolder`: the agent makes it if it is missing, as it does for its journal.
    static func disk(of file: String, makesFolder: Bool = false) -> DoctorFinding {
        let wanted = parent(of: file)
        var folder = wanted
        while makesFolder, access(folder, F_OK) != 0, errno == ENOENT, parent(of: folder) != folder {
            folder = parent(of: folder)
        }
        var finding = DoctorFinding(area: "disk", subject: wanted, state: .good, text: "")
        var space = statvfs()
        guard statvfs(folder, &space) == 0 else {
            finding.state = .problem
            finding.text = String(cString: strerror(errno))
            finding.advice = "make the folder, and give it to the agent's user"
            return finding
        }
        let free = UInt64(space.f_bavail) * UInt64(space.f_frsize)
        finding.text = "\(free >> 20) MB are free"
        if space.f_flag & UInt(ST_RDONLY) != 0 || access(folder, W_OK) != 0 {
            finding.state = .problem
            finding.text += ", but nothing can be written"
            finding.advice = "mount it for writing, and give the folder to the agent's user"
        } else if free < Limits.diskFreeMin {
            finding.state = free < Limits.diskFreeMin / 8 ? .problem : .warning
            finding.advice = "make room: the journal keeps readings here while the network is down"
        }
        if folder != wanted, finding.state != .problem { finding.text += "; the folder will be made" }
        return finding
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether the time is known.
    static func clock(_ clock: AgentClock) -> DoctorFinding {
        let now = clock.wall()
        var finding = DoctorFinding(area: "clock", subject: now.text, state: .good, text: "synchronised")
        if clock.isSynchronised() { return finding }
        if now < Limits.clockFloor {
            finding.state = .problem
            finding.text = "nobody has set it"
            finding.advice =
                "times of day and cron expressions wait for it: let a time service (systemd-timesyncd, chrony) reach its server"
        } else {
            finding.state = .warning
            finding.text = "set, but nobody keeps it right"
            finding.advice =
                "run a time service (systemd-timesyncd, chrony); readings say that their time is unsynchronised"
        }
        return finding
    }
}
