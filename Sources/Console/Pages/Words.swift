// What the pages say, in every language they speak. A word that lacks a language does not compile.

/// A text in all languages.
struct Words: Sendable, Equatable {
    var english: String
    var chinese: String

    init(_ english: String, _ chinese: String) { (self.english, self.chinese) = (english, chinese) }

    /// The text in one of them.
    subscript(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// The texts of the pages.
enum Word: CaseIterable, Sendable {
    case meters, health, logIn, logOut, user, password, loggedInAs, lookOnly
    case notYet, asOf, schedule, readNow, refused
    case newestWithheld, picture, noPicture, deliveries, waiting
    case allWell, warnings, problems, checked, advice, noMeters
    case wrongLogin, tooManyLogins, busy, needsLogin, needsTechnician, oldForm, notFound, tooLarge, wrongHost,
        wrongMethod
    case good, warning, problem, skipped
    case keptMeanwhile
    case back
    case calibrate
    case history, byMinute, byQuarter, byHour, byPart, byDay, byMonth, earlier, later, used, total
    case usageIncomplete, usageUnknown, usageBroken, usageWhole
    case readings, reading, touchBar, noReadings, more, download, asTable, interval, stateOfUsage, count, withheldCount
    case published, withdrawn, withheld, noEvidence, quality, reasons, timeUnsure, number
    case flow, lessThan
    case changes, noChanges, who, old, new, refusedChange
    case wrongValue, unreadable
    case fingerprint, evidence
    case usageWarnings, noWarnings, soFarThisMonth, expectedBill, billIncomplete, balanceLeft, daysLeft, noEnd
    case expectedHour, expectedDay, expectedMonth
    case balances, noBalances, noDayYet, likelyHours, hint, notRead, limit, trend, date, supply, sales, difference,
        verdict
    case systems
    case safeMode, noMeterRead, mendConfiguration
    case usageSheet, firstReading, lastReading, gaps, gapsExplained, made

    var words: Words {
        switch self {
        case .meters: Words("Meters", "仪表")
        case .safeMode: Words("Safe mode: the configuration cannot be used", "安全模式：配置无法使用")
        case .noMeterRead: Words("No meter is read.", "目前不读取任何仪表。")
        case .mendConfiguration:
            Words(
                "Correct the configuration; it is then taken up by itself. meterclip doctor shows every mistake.",
                "请修正配置，修正后会自动生效。meterclip doctor 会列出所有错误。")
        case .health: Words("Health", "状态检查")
        case .logIn: Words("Log in", "登录")
        case .logOut: Words("Log out", "退出")
        case .user: Words("User", "用户名")
        case .password: Words("Password", "密码")
        case .loggedInAs: Words("Logged in as", "当前用户")
        case .lookOnly: Words("looking only", "仅查看")
        case .notYet: Words("no reading yet", "尚无读数")
        case .asOf: Words("read", "读取于")
        case .schedule: Words("Schedule", "读取计划")
        case .readNow: Words("Read now", "立即读取")
        case .refused: Words("Refused", "已拒绝")
        case .newestWithheld: Words("The newest picture was not published", "最新一次读取未发布")
        case .picture: Words("Last picture", "最新照片")
        case .noPicture: Words("There is no picture yet.", "尚无照片。")
        case .deliveries: Words("Deliveries", "数据上传")
        case .waiting: Words("waiting", "待上传")
        case .allWell: Words("All is well", "一切正常")
        case .warnings: Words("There is something to look at", "有需要注意的事项")
        case .problems: Words("Something does not work", "有故障需要处理")
        case .checked: Words("Checked", "检查时间")
        case .advice: Words("What to do", "处理方法")
        case .noMeters: Words("There is no meter in the configuration.", "配置中没有仪表。")
        case .wrongLogin: Words("User or password is wrong.", "用户名或密码错误。")
        case .tooManyLogins:
            Words("Too many wrong logins from your address. Wait, then try again.", "您的地址登录失败次数过多，请稍后再试。")
        case .busy: Words("Too many are logging in just now. Try again in a moment.", "当前登录人数过多，请稍后再试。")
        case .needsLogin: Words("Log in first.", "请先登录。")
        case .needsTechnician:
            Words("Only a technician may do this.", "只有技术员才能执行此操作。")
        case .oldForm:
            Words(
                "This page was too old, or not from here. Nothing was changed; load it again.",
                "此页面已过期或来源不明。未作任何更改，请重新加载。")
        case .notFound: Words("There is nothing here.", "此处没有内容。")
        case .tooLarge: Words("This is larger than anything that is taken here.", "请求内容过大。")
        case .wrongHost:
            Words(
                "This console is for this machine alone; open it as localhost or 127.0.0.1.",
                "此控制台仅供本机使用，请通过 localhost 或 127.0.0.1 打开。")
        case .wrongMethod: Words("This cannot be asked in this way.", "不支持此请求方式。")
        case .good: Words("good", "正常")
        case .warning: Words("look", "注意")
        case .problem: Words("problem", "故障")
        case .skipped: Words("skipped", "已跳过")
        case .keptMeanwhile:
            Words("Readings are kept until it can be reached.", "恢复连接前，读数会保存在本机。")
        case .back: Words("Back", "返回")
        case .calibrate: Words("Calibrate", "标定")
        case .history: Words("History", "历史")
        case .byMinute: Words("By minute", "按分钟")
        case .byQuarter: Words("By quarter hour", "按刻钟")
        case .byHour: Words("By hour", "按小时")
        case .byPart: Words("By part of the day", "按时段")
        case .byDay: Words("By day", "按天")
        case .byMonth: Words("By month", "按月")
        case .earlier: Words("Earlier", "更早")
        case .later: Words("Later", "更晚")
        case .used: Words("Used", "用量")
        case .total: Words("Altogether", "合计")
        case .usageWhole: Words("good", "正常")
        case .usageIncomplete:
            Words("Not yet over, or the readings lie away from its ends.", "时段未结束，或读数不在时段边界上。")
        case .usageUnknown: Words("No readings tell what was used here.", "没有读数可以说明此处的用量。")
        case .usageBroken:
            Words("The meter was exchanged here, or its index set.", "此处更换过仪表或设置过读数。")
        case .readings: Words("Readings", "读数记录")
        case .reading: Words("Reading", "读数")
        case .touchBar: Words("Touch a bar to see its readings.", "点击柱形可查看其读数记录。")
        case .noReadings: Words("There are no readings in this time.", "此时段内没有读数。")
        case .more: Words("More", "更多")
        case .download: Words("As a table (CSV)", "下载表格 (CSV)")
        case .asTable: Words("In figures", "数字列表")
        case .interval: Words("From", "开始")
        case .stateOfUsage: Words("Remark", "备注")
        case .count: Words("published", "已发布")
        case .withheldCount: Words("withheld", "未发布")
        case .published: Words("published", "已发布")
        case .withdrawn: Words("published, and found wrong later", "已发布，后被更正")
        case .withheld: Words("not published", "未发布")
        case .noEvidence: Words("Its picture is not kept any more.", "照片已不再保存。")
        case .quality: Words("Quality", "质量")
        case .reasons: Words("Why", "原因")
        case .timeUnsure: Words("Nobody had set the clock.", "当时时钟未校准。")
        case .number: Words("Number", "编号")
        case .flow: Words("Flow now", "当前流量")
        case .lessThan: Words("less than", "小于")
        case .usageWarnings: Words("Warnings", "告警")
        case .noWarnings: Words("Nothing has been warned of yet.", "尚无告警。")
        case .soFarThisMonth: Words("This month so far", "本月至今")
        case .expectedBill: Words("Expected bill", "预计账单")
        case .billIncomplete: Words("without use that nobody knows", "未含未知用量")
        case .balanceLeft: Words("Balance", "余额")
        case .daysLeft: Words("days left", "天可用")
        case .noEnd: Words("nothing is spent", "暂无消费")
        case .expectedHour: Words("Next hour", "下一小时")
        case .expectedDay: Words("Next day", "下一天")
        case .expectedMonth: Words("Next thirty days", "未来三十天")
        case .balances: Words("Balances", "供销平衡")
        case .noBalances: Words("No group of meters is balanced.", "未配置平衡组。")
        case .noDayYet: Words("No whole day is known yet.", "尚无完整的一天。")
        case .likelyHours: Words("Most of it comes at", "主要出现于")
        case .hint: Words("Hint", "提示")
        case .notRead: Words("Not known of", "数据缺失")
        case .limit: Words("limit", "限值")
        case .trend: Words("trend", "趋势")
        case .date: Words("Day", "日期")
        case .supply: Words("Supplied", "供应量")
        case .sales: Words("Sold", "销售量")
        case .difference: Words("Difference", "差值")
        case .verdict: Words("Verdict", "结论")
        case .systems: Words("Systems", "能源系统")
        case .changes: Words("Changes", "变更记录")
        case .noChanges: Words("Nothing has been changed yet.", "尚无变更。")
        case .who: Words("Who", "操作人")
        case .old: Words("Before", "变更前")
        case .new: Words("Since then", "变更后")
        case .refusedChange: Words("refused", "已拒绝")
        case .wrongValue: Words("This value makes no sense", "参数值无效")
        case .unreadable:
            Words("The journal cannot be read just now. Try again in a moment.", "暂时无法读取日志，请稍后再试。")
        case .evidence: Words("What was read", "读取时的照片")
        case .usageSheet: Words("Usage sheet", "用量单")
        case .firstReading: Words("First reading", "期初读数")
        case .lastReading: Words("Last reading", "期末读数")
        case .gaps: Words("Not read in between", "期间缺少读数")
        case .gapsExplained:
            Words(
                "What was used is known for the whole of each gap, and is divided among nothing.",
                "每段缺口仅知总用量，不作分摊。")
        case .made: Words("Made", "生成时间")
        case .fingerprint: Words("Fingerprint of the certificate (SHA-256)", "证书指纹 (SHA-256)")
        }
    }
}
