// How long ago something was, as people say it.

/// Times for people.
enum Ages {
    /// So many seconds ago.
    static func words(seconds: Double) -> Words {
        let seconds = Int(max(0, min(seconds, 1e10)))
        switch seconds {
        case ..<60: return Words("\(seconds) s ago", "\(seconds) 秒前")
        case ..<3_600: return Words("\(seconds / 60) min ago", "\(seconds / 60) 分钟前")
        case ..<172_800: return Words("\(seconds / 3_600) h ago", "\(seconds / 3_600) 小时前")
        default: return Words("\(seconds / 86_400) days ago", "\(seconds / 86_400) 天前")
        }
    }
}
