// The zone of the machine, as the C library knows it.

import Metering

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension LocalTime {
    /// The machine's zone: what `TZ` or `/etc/localtime` says when it is first used.
    public static let system: LocalTime = {
        tzset()
        return LocalTime { seconds in
            var instant = time_t(seconds)
            var fields = tm()
            return localtime_r(&instant, &fields) == nil ? 0 : Int(fields.tm_gmtoff)
        }
    }()
}
