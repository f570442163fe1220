// What the C library shows for an instant in the machine's zone, field by field.

import Glibc
import Metering

/// The fields of local time.
struct SystemFields {
    let text: String

    init(at seconds: Int64) {
        var instant = time_t(seconds)
        var fields = tm()
        localtime_r(&instant, &fields)
        let day = Timestamp.day(Int64(fields.tm_year) + 1900, Int64(fields.tm_mon) + 1, Int64(fields.tm_mday))
        let time = Int64(fields.tm_hour) * 3600 + Int64(fields.tm_min) * 60 + Int64(fields.tm_sec)
        text = Timestamp(milliseconds: (day * 86_400 + time) * 1000).text
    }
}
