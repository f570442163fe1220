// What balances say, in both languages.

import Metering

extension BalanceHint {
    /// Where to look for what is missing.
    func words(unit: String) -> Words { Words(text(unit: unit), chinese(unit)) }

    private func chinese(_ unit: String) -> String {
        func amount(_ value: Double) -> String { Warning.number(abs(value)) + " " + Flow.unit(of: unit) }
        func percent(_ share: Double) -> String { Warning.number(abs(share) * 100) + " %" }
        switch self {
        case .steady(let flow):
            return flow > 0 ? "各时段大致相同，约 \(amount(flow))：请查找泄漏" : "各时段均多出约 \(amount(flow))：供应侧可能漏计了一只表"
        case .ofSupply(let share):
            return "各时段均为供应量的 \(percent(share))：供应表偏\(share > 0 ? "快" : "慢")，或其余各表均偏\(share > 0 ? "慢" : "快")"
        case .ofMeter(let name, let share):
            return "与 \(name.text) 的用量同步，占其 \(percent(share))：该表偏\(share > 0 ? "慢" : "快")"
        case .atTimes(let times, let flow): return "出现于 \(times.text)，约 \(amount(flow))：该时段有未计量的用户"
        case .atStandstill(let flow): return "出现于各分表停走时，约 \(amount(flow))：有未计量的用户"
        case .nowAndThen(let hours): return "不定时出现，每周约 \(Warning.number(hours)) 小时：有未计量的用户"
        case .several(let one, let other): return "两种原因并存。其一：\(one.chinese(unit))；其二：\(other.chinese(unit))"
        case .nothing: return "没有超出不确定度的差值"
        case .untold: return "无法从时段判断原因"
        }
    }
}

extension BalanceTrend.Way {
    /// What it does.
    var words: Words {
        switch self {
        case .rising: Words("rising", "上升")
        case .falling: Words("falling", "下降")
        case .untold: Words("cannot be told", "无法判断")
        }
    }
}

extension BalanceInterval.Verdict {
    /// What a difference says.
    var words: Words {
        switch self {
        case .unknown: Words("Not known", "未知")
        case .balanced: Words("Balanced", "平衡")
        case .loss: Words("Loss", "损耗")
        case .surplus: Words("More sold than supplied", "销多于供")
        }
    }
}
