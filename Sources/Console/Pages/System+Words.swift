// What systems are called, and what their values are, in both languages.

import Metering

extension SystemFinding.Kind {
    /// What it is called.
    var words: Words {
        switch self {
        case .balance: Words("Balance", "供销平衡")
        case .ratio: Words("Ratio", "单耗")
        case .shift: Words("Working hours", "班次用量")
        case .machine: Words("Machine", "设备运行")
        case .limits: Words("Gauge", "仪表限值")
        }
    }
}

extension SystemFinding.Key {
    /// What it is called.
    var words: Words {
        switch self {
        case .supply: Word.supply.words
        case .sales: Word.sales.words
        case .difference: Word.difference.words
        case .verdict: Word.verdict.words
        case .ratio: Words("Ratio", "单耗")
        case .uncertainty: Words("May be off by", "不确定度")
        case .inside: Words("In working hours", "班内用量")
        case .outside: Words("Outside of them", "班外用量")
        case .share: Words("Share outside", "班外占比")
        case .off: Words("Off", "停机")
        case .idle: Words("Idle", "空载")
        case .load: Words("Load", "加载")
        case .untold: Words("Not known", "未知")
        case .sinceService: Words("Since service", "保养后运行")
        case .countedTo: Words("Counted up to", "计至")
        case .serviced: Words("Serviced", "上次保养")
        case .least: Words("Least", "最低")
        case .most: Words("Most", "最高")
        case .beyond: Words("Out of limits", "超限时间")
        }
    }
}
