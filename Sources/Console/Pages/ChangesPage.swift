// The log of changes: who changed what and when, what was before and what is since then, the newest first. What was refused is in it too.

import Metering

/// The changes.
struct ChangesPage {
    let layout: Layout
    let changes: [ChangeView]

    /// The page.
    func html() -> HTML {
        let empty: HTML = changes.isEmpty ? "<p class=\"card\">\(layout.word(.noChanges))</p>" : ""
        let more: HTML =
            changes.count < Limits.pageRows
            ? ""
            : """
            <p><a class="wide" rel="next" href="/changes?before=\(String(changes.last?.seq ?? 0))">\(layout.word(.earlier))</a></p>
            """
        let list: HTML = changes.isEmpty ? "" : "<ul class=\"card list plain\">\(changes.map(row))</ul>"
        return layout.page(
            .changes, path: "/changes", "<h1>\(layout.word(.changes))</h1>\(empty)\(list)\(more)")
    }

    private func row(_ change: ChangeView) -> HTML {
        let refused: HTML = change.isDone ? "" : "<span class=\"mark\">\(layout.word(.refusedChange))</span> "
        let old: HTML? = change.old.map { "<dt>\(layout.word(.old))</dt><dd>\($0)</dd>" }
        let new: HTML? = change.new.map { "<dt>\(layout.word(.new))</dt><dd>\($0)</dd>" }
        let values: HTML = old == nil && new == nil ? "" : "<dl>\(old)\(new)</dl>"
        let subject = [change.words?[layout.language], change.subject].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: " · ")
        return """
            <li class="\(change.isDone ? "good" : "warning")"><p class="small">\
            <time datetime="\(change.at.text)">\(layout.local(change.at))</time> · \(layout.word(.who)): \(change.by)</p>\
            <p>\(refused)<strong>\(subject)</strong></p><p>\(change.text)</p>\(values)</li>
            """
    }
}

extension ChangeView {
    /// What was ordered.
    fileprivate var words: Words? {
        switch command {
        case "read": Words("Read now", "立即读取")
        case "set-index": Words("Index set", "设置读数")
        case "set-schedule": Words("Schedule of readings", "读取计划")
        case "set-delivery": Words("Schedule of deliveries", "上传计划")
        case "send-evidence": Words("Picture sent", "发送照片")
        case "set-card": Words("Calibration", "标定")
        case let other: other.map { Words($0, $0) }
        }
    }
}
