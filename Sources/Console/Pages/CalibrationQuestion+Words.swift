// The questions of the calibration in the words of the page: no options of a command line, in every language.

import Metering

extension CalibrationView.Question {
    /// The question, and what to do.
    var words: Words { Self.known[topic]?(details.map { $0 }) ?? Words(text, text) }

    /// Whether the console has words of its own for a topic.
    public static func hasWords(_ topic: String) -> Bool { known[topic] != nil }

    /// The topics that the console has words for.
    static var topics: [String] { known.keys.sorted() }

    private static func detail(_ details: [String], _ number: Int) -> String {
        number < details.count ? details[number] : "?"
    }

    /// Digits that do not show what was typed: number, typed, shown, for each.
    private static func doubts(_ details: [String]) -> Words {
        var (english, chinese) = ([String](), [String]())
        for first in stride(from: 0, to: details.count - 2, by: 3) {
            let (number, typed, shown) = (details[first], details[first + 1], details[first + 2])
            english.append(
                shown == "?"
                    ? "digit \(number), typed \(typed), cannot be read"
                    : "digit \(number) is typed \(typed) and shows \(shown)")
            chinese.append(
                shown == "?" ? "第 \(number) 位输入为 \(typed)，无法识别" : "第 \(number) 位输入为 \(typed)，显示为 \(shown)")
        }
        return Words(
            "The dials are found, but \(english.joined(separator: "; ")). Type the reading as the picture shows it, with ? for a "
                + "digit that cannot be read, or take another picture.",
            "已找到表盘，但\(chinese.joined(separator: "；"))。请按照片输入读数，看不清的数字用 ? 代替，或重新拍照。")
    }

    private static let known: [String: @Sendable ([String]) -> Words] = typing.merging(finding) { $1 }
        .merging(trying) { $1 }

    /// About what was typed.
    private static let typing: [String: @Sendable ([String]) -> Words] = [
        "not-a-digit": {
            Words(
                "“\(detail($0, 0))” at place \(detail($0, 1)) is no digit. Type what the meter shows, like 00662.9328, and ? for a "
                    + "digit that cannot be read.",
                "第 \(detail($0, 1)) 位的“\(detail($0, 0))”不是数字。请输入仪表显示的数字，例如 00662.9328，看不清的数字用 ? 代替。")
        },
        "too-many-digits": {
            Words(
                "These are \(detail($0, 0)) digits; a register has at most \(detail($0, 1)). Type only the digits of one register.",
                "共 \(detail($0, 0)) 位数字，一个计数器最多 \(detail($0, 1)) 位。请只输入一个计数器的数字。")
        },
        "too-many-decimals": { _ in
            Words("There are more than 9 digits behind the point.", "小数点后超过 9 位。")
        },
        "no-decimals": { _ in Words("There is no digit behind the point.", "小数点后没有数字。") },
        "too-few-digits": {
            Words(
                "\(detail($0, 0)) known digits are too few to know the dials by. Type all that the meter shows, noughts in front "
                    + "included.",
                "只有 \(detail($0, 0)) 位已知数字，不足以识别表盘。请输入仪表显示的全部数字，包括前面的零。")
        },
        "hourly-max": { _ in
            Words(
                "The most that can flow in an hour is a number above 0, like 2.5, or nothing.",
                "每小时最大流量应为大于 0 的数字，例如 2.5，也可以留空。")
        },
        "unknown-choice": {
            Words("\"\(detail($0, 0))\" is none of the choices.", "“\(detail($0, 0))”不是可选项。")
        },
    ]

    /// About what was found in the picture.
    private static let finding: [String: @Sendable ([String]) -> Words] = [
        "not-found": {
            Words(
                "No row of dials in the picture shows \(detail($0, 0)). Check the reading digit by digit; the digits must be sharp, "
                    + "about 14 pixels high or more, and all inside the picture. Is the meter in it?",
                "照片中没有显示 \(detail($0, 0)) 的表盘。请逐位核对读数；数字须清晰、高度约 14 像素以上且全部在画面内。画面中有仪表吗？")
        },
        "found-twice": { _ in
            Words(
                "The reading stands in the picture twice. Take a picture that shows only the register, or wait until it shows "
                    + "another number.",
                "读数在照片中出现了两次。请只拍摄计数器，或等待数字变化。")
        },
        "doubtful": { doubts($0) },
        "digit-before": {
            Words(
                "Before the typed digits there seems to be another one, \(detail($0, 0)). Type all digits, noughts in front included; if "
                    + "there is none, say so under More.",
                "所输入数字前面似乎还有一位 \(detail($0, 0))。请输入全部数字，包括前面的零；如果没有，请在“更多”中说明。")
        },
        "digit-behind": {
            Words(
                "Behind the typed digits there seems to be another one, \(detail($0, 0)). Type all digits; if there is none, say so "
                    + "under More.",
                "所输入数字后面似乎还有一位 \(detail($0, 0))。请输入全部数字；如果没有，请在“更多”中说明。")
        },
        "other-row": {
            Words(
                "The digits before the point, \(detail($0, 0)), are found; those behind it, \(detail($0, 1)), do not stand in the same "
                    + "row. Check them.",
                "已找到小数点前的数字 \(detail($0, 0))；小数点后的 \(detail($0, 1)) 不在同一行。请核对。")
        },
        "kind-unknown": { _ in
            Words(
                "The digits are found. Are they wheels that turn, or a display? Say it under More.",
                "已找到数字。是字轮还是液晶显示屏？请在“更多”中选择。")
        },
        "needles-not-found": {
            Words(
                "No needles in the picture stand as \(detail($0, 0)) says. Check these digits; each needle stands between its digit and "
                    + "the next. Their dials must be sharp and inside the picture.",
                "照片中没有指向 \(detail($0, 0)) 的指针。请核对这些数字；每个指针位于其数字与下一个数字之间。指针表盘须清晰且在画面内。")
        },
        "needles-ambiguous": { _ in
            Words(
                "The needles are found, but cannot be told apart by these digits. Take a picture when the meter shows another number, or "
                    + "a nearer one straight from the front.",
                "已找到指针，但无法根据这些数字区分。请在仪表显示其他数字时再拍，或从正前方更近处拍摄。")
        },
        "disagrees": {
            Words(
                "With these dials the picture reads \(detail($0, 0)), not what was typed. Check the reading, or take a sharper, nearer "
                    + "picture.",
                "按这些表盘识别的结果为 \(detail($0, 0))，与输入不符。请核对读数，或拍摄更清晰、更近的照片。")
        },
        "cannot-read": { _ in
            Words(
                "A further picture cannot be read with this card. Is it the same meter?", "无法用此仪表卡读取另一张照片。是同一块仪表吗？")
        },
        "outside": {
            Words("A dial cannot be there: \(detail($0, 0)).", "表盘不能放在该位置：\(detail($0, 0))。")
        },
    ]

    /// About what the agent can do.
    private static let trying: [String: @Sendable ([String]) -> Words] = [
        "busy": {
            Words(
                "The agent is looking for the dials of \(detail($0, 0)) just now. Try again in a moment; what you typed is kept.",
                "正在查找 \(detail($0, 0)) 的表盘，请稍后再试。已输入的内容会保留。")
        },
        "own-card": { _ in
            Words(
                "This meter exists only in the program and brings its own card; there is nothing to calibrate.",
                "此仪表仅存在于程序中，自带仪表卡，无需标定。")
        },
        "several-registers": {
            Words(
                "The card of this meter has \(detail($0, 0)) registers; here one can be found. Change the file by hand.",
                "此仪表卡有 \(detail($0, 0)) 个计数器，此处只能标定一个。请手工修改文件。")
        },
        "page-mark": { _ in
            Words(
                "The card of this meter tells pages of a display apart by a mark that is not found here. Change the file by hand.",
                "此仪表卡使用页面标记区分显示页面，此处无法设置。请手工修改文件。")
        },
        "no-meter": { _ in Words("There is no such meter.", "没有此仪表。") },
        "no-picture": {
            Words("The camera gives no picture: \(detail($0, 0))", "摄像头没有画面：\(detail($0, 0))")
        },
        "no-more-pictures": { _ in Words("There are no more pictures.", "没有更多照片。") },
        "no-proposal": { _ in
            Words("There is nothing to confirm any more. Find the dials once more.", "没有可确认的内容，请重新查找表盘。")
        },
        "other-proposal": { _ in
            Words(
                "The proposal has changed since this page was made. Look at it again, then confirm.",
                "建议内容已更新，请重新查看后再确认。")
        },
        "checks-failed": { _ in
            Words(
                "The fresh pictures do not bear the card out; nothing was changed. Look at what each shows, then confirm again, or take "
                    + "another picture.",
                "新照片与仪表卡不符，未作任何更改。请查看每张照片的结果，然后再次确认或重新拍照。")
        },
        "conflict": { _ in
            Words(
                "Somebody else has made another card meanwhile. Look at it, then confirm once more.",
                "期间有其他人更改了仪表卡。请查看后再次确认。")
        },
        "no-card": { Words("There is no card \(detail($0, 0)) any more.", "仪表卡 \(detail($0, 0)) 已不存在。") },
        "not-written": {
            Words("The card cannot be written: \(detail($0, 0))", "无法写入仪表卡：\(detail($0, 0))")
        },
        "not-applied": {
            Words(
                "The agent cannot use the new card, and has taken the former one again: \(detail($0, 0))",
                "无法启用新的仪表卡，已恢复原来的仪表卡：\(detail($0, 0))")
        },
    ]
}
