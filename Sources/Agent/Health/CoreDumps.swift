// Keeps what is in the process's memory, secrets among it, from being written anywhere when it ends badly, and from others who run as the
// same user. Source: core(5), PR_SET_DUMPABLE of prctl(2).

import Glibc

// Glibc's module does not carry calls with a variable number of arguments. This one takes whole numbers alone, which are passed alike.
@_silgen_name("prctl") private func prctl(_ option: Int32, _ a: UInt, _ b: UInt, _ c: UInt, _ d: UInt) -> Int32

/// What is left of a process that crashes.
public enum CoreDumps {
    private static let setDumpable: Int32 = 4
    private static let getDumpable: Int32 = 3

    /// From now on nothing is. Files in /proc/self that only their owner may read are root's then: what needs them has them open already.
    public static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        _ = prctl(setDumpable, 0, 0, 0, 0)
        // The language's own handler prints what was in registers and memory, where it has its helper; and where that may not look, the
        // process that should end does not.
        for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    }

    /// Whether it is so.
    static var areForbidden: Bool {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        return limit.rlim_max == 0 && prctl(getDumpable, 0, 0, 0, 0) == 0
    }
}
