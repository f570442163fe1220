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

    var words: Words {
        switch self {
        case .meters: Words("Meters", "仪表")
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
        }
    }
}
