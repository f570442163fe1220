// What the page Calibrate says.

import Metering

/// The texts of the page.
enum CalibrateWord: CaseIterable, Sendable {
    case notSetUp, setUp, byTechnician
    case live, light, sharpness, noView
    case meterShows, readingHint, medium, furtherChoices, kind, kindAuto, wheels, display, needleDials, alone, hourlyMax
    case find, searching, searchingHint
    case proposal, readsAs, nothingRead, dragHint, dial, typed, shows, sure, unsure, unreadable, moved
    case confirm, confirmHint, another, checking, freshPictures, good, notGood
    case conflict, conflictHint, confirmOver, applying, applyingHint, done, doneHint, anew, toMeters
    case cards, noCards, inForce, restore, by, before, after
    case calibrated, restored, found

    var words: Words {
        switch self {
        case .notSetUp: Words("Not set up yet: it has no card and is not read.", "尚未设置：没有仪表卡，不会读取。")
        case .setUp: Words("Calibrate", "开始标定")
        case .byTechnician: Words("A technician sets it up on the page Calibrate.", "请由技术员在“标定”页面进行设置。")
        case .live: Words("What the camera sees", "摄像头画面")
        case .light: Words("Light", "光线")
        case .sharpness: Words("Sharpness", "清晰度")
        case .noView: Words("There is no picture just now.", "暂时没有画面。")
        case .meterShows: Words("What does the meter show?", "仪表显示多少？")
        case .readingHint:
            Words(
                "All digits, noughts in front included; ? for one that cannot be read.",
                "请输入全部数字，包括前面的零；看不清的数字用 ? 代替。")
        case .medium: Words("It measures", "计量对象")
        case .furtherChoices: Words("More", "更多")
        case .kind: Words("Its dials are", "显示方式")
        case .kindAuto: Words("found out by themselves", "自动识别")
        case .wheels: Words("wheels that turn", "字轮")
        case .display: Words("a display", "液晶显示屏")
        case .needleDials: Words("needles alone", "仅指针")
        case .alone: Words("No other digits stand beside those typed", "所输入数字旁边没有其他数字")
        case .hourlyMax: Words("The most that can flow in an hour", "每小时最大流量")
        case .find: Words("Find the dials", "查找表盘")
        case .searching: Words("Looking for the dials …", "正在查找表盘……")
        case .searchingHint:
            Words("This takes some seconds, on a small board a minute or more.", "需要几秒钟，在小型设备上可能需要一分钟以上。")
        case .proposal: Words("Is this right?", "是否正确？")
        case .readsAs: Words("Read back", "识别结果")
        case .nothingRead: Words("nothing", "无结果")
        case .dragHint:
            Words(
                "Touch a dial to move it or its corners; arrow keys work as well.", "点按表盘即可移动它或其四角，也可使用方向键。")
        case .dial: Words("Dial", "表盘")
        case .typed: Words("typed", "输入")
        case .shows: Words("shows", "显示")
        case .sure: Words("sure", "确定")
        case .unsure: Words("doubtful", "可疑")
        case .unreadable: Words("cannot be read", "无法识别")
        case .moved: Words("moved by hand", "手动移动")
        case .confirm: Words("Confirm", "确认")
        case .confirmHint: Words("Three fresh pictures are read before it holds.", "生效前会再读取三张新照片。")
        case .another: Words("Take another picture", "重新拍照")
        case .checking: Words("Taking three fresh pictures …", "正在拍摄三张新照片……")
        case .freshPictures: Words("Fresh pictures", "新照片")
        case .good: Words("fits", "一致")
        case .notGood: Words("does not fit", "不一致")
        case .conflict: Words("Somebody else has made another card meanwhile", "期间有其他人更改了仪表卡")
        case .conflictHint:
            Words(
                "Look at it first. Yours replaces it only if you confirm once more.", "请先查看。再次确认后，您的仪表卡才会替换它。")
        case .confirmOver: Words("Confirm mine all the same", "仍然使用我的")
        case .applying: Words("The agent takes up the new card …", "正在启用新的仪表卡……")
        case .applyingHint: Words("It goes on reading in a moment.", "马上继续读取。")
        case .done: Words("The meter is set up", "仪表已设置完成")
        case .doneHint: Words("It is read with this card from now on.", "从现在起将使用此仪表卡读取。")
        case .anew: Words("Calibrate anew", "重新标定")
        case .toMeters: Words("To the meters", "返回仪表页面")
        case .cards: Words("Cards", "仪表卡")
        case .noCards: Words("There is none yet.", "暂无。")
        case .inForce: Words("in force", "使用中")
        case .restore: Words("Take this one again", "恢复此卡")
        case .by: Words("by", "操作人")
        case .before: Words("Before", "之前")
        case .after: Words("Now", "现在")
        case .calibrated: Words("calibrated", "标定")
        case .restored: Words("taken again", "恢复")
        case .found: Words("made by hand", "手工制作")
        }
    }
}

extension CalibrationView.Card.Change {
    /// What it means.
    var word: CalibrateWord {
        switch self {
        case .calibrated: .calibrated
        case .restored: .restored
        case .found: .found
        }
    }
}

extension MeterView.Picture.Mark.Certainty {
    /// What it means.
    var word: CalibrateWord {
        switch self {
        case .sure: .sure
        case .unsure: .unsure
        case .bad: .unreadable
        }
    }
}

extension Medium {
    /// What people call it.
    var words: Words {
        switch self {
        case .water: Words("water", "水")
        case .gas: Words("gas", "燃气")
        case .heat: Words("heat", "热量")
        case .electricity: Words("electricity", "电")
        case .air: Words("compressed air", "压缩空气")
        }
    }
}

extension LiveView.Light {
    /// What it means, and what to do.
    var words: Words {
        switch self {
        case .dark: Words("too dark: more light", "太暗：请增加光线")
        case .good: Words("good", "良好")
        case .burnt: Words("too bright: less light, or move the lamp aside", "过亮：请减弱光线或移开光源")
        }
    }
}

extension LiveView.Sharpness {
    /// What it means, and what to do.
    var words: Words {
        switch self {
        case .blurred: Words("blurred: set the focus", "模糊：请调整焦距")
        case .fair: Words("fair: a little sharper is better", "尚可：再清晰一些更好")
        case .sharp: Words("sharp", "清晰")
        case .nothing: Words("nothing to see", "看不到内容")
        }
    }
}

extension Layout {
    func word(_ word: CalibrateWord) -> String { word.words[language] }
}
