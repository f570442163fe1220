// What warnings say, in both languages. English is what the journal has.

import Metering

extension WarningKind {
    /// What it is called.
    var words: Words {
        switch self {
        case .leak: Words("Continuous flow", "持续用量")
        case .nightUse: Words("Use at night", "夜间用量")
        case .burst: Words("Burst", "爆管")
        case .jammed: Words("Standstill", "表具停走")
        case .silent: Words("No readings", "无读数")
        case .backflow: Words("Back-flow", "倒流")
        case .unusual: Words("Unusual use", "异常用量")
        case .noUse: Words("No use", "长时间未用")
        case .covered: Words("Not seen", "看不到表具")
        case .moved: Words("Camera moved", "摄像头移位")
        case .otherMeter: Words("Another meter", "并非本表")
        case .fading: Words("Pictures get worse", "画面变差")
        case .imbalance: Words("Imbalance", "供销差")
        case .ratio: Words("Ratio", "比值")
        case .offShift: Words("Use off shift", "非生产时段用量")
        case .band: Words("Out of limits", "超出限值")
        case .maintenance: Words("Maintenance", "保养")
        }
    }
}

extension Warning {
    /// What it says.
    var words: Words { Words(text, chinese) }

    private var chinese: String {
        let flow = Self.number(found) + " " + Flow.unit(of: unit)
        let amount = Self.number(found) + " " + unit
        let limit = Self.number(usual ?? 0)
        let more = detail.map { "：" + $0 } ?? ""
        switch kind {
        case .leak: return "已连续 \(Self.time(hours)) 不间断有用量，至少 \(flow)\(usually(Flow.unit(of: unit)))：请检查是否泄漏或未关闭"
        case .nightUse: return "连续几夜用量高于以往，昨夜 \(amount)\(usually(unit))：请查看夜间仍在运行的设备"
        case .burst:
            let than = usual == nil ? "一般用量" : "以往"
            return "当前流量 \(flow)，远高于\(than)\(usually(Flow.unit(of: unit)))：若无人用这么多，请立即关阀"
        case .jammed: return "读数已 \(Self.time(found)) 未变化：若并非无人使用，则表具卡住或被旁通"
        case .silent: return "已 \(Self.time(found)) 没有读数：请检查摄像头和表具"
        case .backflow: return "读数倒退了 \(amount)：请检查止回阀，以及是否有人动过表具"
        case .unusual: return "一天用量 \(amount)\(usually(unit))：请查看用在何处"
        case .noUse: return "已 \(Self.time(found)) 没有任何用量，以往此时从未超过 \(Self.time(usual ?? 0))：请确认住户平安"
        case .covered: return "已 \(Self.time(found)) 看不到表具：请检查摄像头是否被遮挡、反光或无照明"
        case .moved: return "已 \(Self.time(found)) 表具不在原位：请将摄像头复位，或重新标定"
        case .otherMeter: return "已 \(Self.time(found)) 看到的并非本表：请查看是谁动过，若已换表请重新标定"
        case .fading:
            return "连续数日，一天中 \(Self.number(found)) % 的照片偏暗、发白、模糊或反光\(usually("%"))：请清洁玻璃并检查照明"
        case .imbalance:
            let what = found < 0 ? "销售量多于供应量" : "供应量中缺失"
            return "\(Self.time(hours)) 内\(what) \(Self.number(abs(found))) %，允许 \(limit) %\(more)"
        case .ratio: return "\(Self.time(hours)) 内为 \(amount)，限值 \(limit)\(more)"
        case .offShift: return "非生产时段用量占 \(Self.number(found)) %，允许 \(limit) %\(more)"
        case .band: return "已 \(Self.time(hours)) 超出限值 \(limit) \(unit)，当前 \(amount)\(more)"
        case .maintenance: return "自上次保养已运行 \(Self.number(found)) 小时，应每 \(limit) 小时保养一次\(more)"
        }
    }

    private func usually(_ unit: String) -> String { usual.map { "，通常不超过 \(Self.number($0)) \(unit)" } ?? "" }

    private static func time(_ hours: Double) -> String {
        guard hours.isFinite else { return "未知时间" }
        return hours < 48 ? "\(number((hours * 10).rounded() / 10)) 小时" : "\(Int(min(hours / 24, 1e6))) 天"
    }
}

extension WarningEvent.End {
    /// Why a warning is over.
    var words: Words {
        switch self {
        case .ended: Words("It is over.", "已结束。")
        case .usual: Words("It has become usual, and is no longer told.", "已成为常态，不再提示。")
        case .dropped: Words("It is no longer watched, or was never so.", "不再监测，或并不属实。")
        }
    }
}
