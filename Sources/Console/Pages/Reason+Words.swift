// Why a reading was withheld, or is not simply accepted, in words for who stands before the meter, and what they can do about it.

import Metering

extension Reason {
    /// What it means.
    var words: Words {
        switch self {
        case .notJPEG: Words("What the camera sent is not a picture.", "摄像头发送的内容不是图片。")
        case .truncatedJPEG: Words("The picture ends too early.", "图片不完整。")
        case .corruptJPEG: Words("The picture is damaged.", "图片已损坏。")
        case .tooLarge: Words("The picture is too large.", "图片过大。")
        case .noPicture: Words("There was no picture.", "没有图片。")
        case .cameraGone: Words("The camera is not there.", "找不到摄像头。")
        case .lightFailed: Words("The light did not go on.", "补光灯未点亮。")
        case .dark: Words("It is too dark.", "光线太暗。")
        case .overexposed: Words("Too much of the picture is burnt out.", "画面过曝。")
        case .glare: Words("A reflection lies on the dials.", "表盘上有反光。")
        case .blurred: Words("The picture is out of focus or shaken.", "画面模糊或抖动。")
        case .occluded: Words("Something lies between camera and meter.", "摄像头与仪表之间有遮挡物。")
        case .wet: Words("There are drops or mist on the glass.", "玻璃上有水滴或雾气。")
        case .lowContrast: Words("The picture is pale.", "画面对比度过低。")
        case .otherPage: Words("The display shows another page, or sleeps.", "显示屏处于其他页面或已休眠。")
        case .frozen: Words("The camera sends the same picture again and again.", "摄像头重复发送同一张图片。")
        case .moved: Words("The meter is not where it was.", "仪表位置发生了变化。")
        case .notThisMeter: Words("This meter is not to be seen.", "画面中看不到此仪表。")
        case .dialUnreadable: Words("A dial could not be read.", "有字轮或指针无法识别。")
        case .dialDisagrees: Words("A dial shows what the others exclude.", "有字轮或指针与其他的不一致。")
        case .ambiguous: Words("Two indexes are nearly as likely.", "两个读数的可能性相近。")
        case .contradictsHistory: Words("The index cannot follow the last one.", "读数与上次读数矛盾。")
        case .noAnchor: Words("There is no earlier index to hold it against.", "没有可供比较的历史读数。")
        case .noLimit: Words("Nobody has said how much can flow, or the clock was wrong.", "未设置最大流量，或时钟有误。")
        case .corrected: Words("Earlier readings were wrong and have been put right.", "之前的读数有误，已更正。")
        case .nothingReadable: Words("No dial could be read.", "所有字轮和指针均无法识别。")
        }
    }

    /// What can be done about it; nil where waiting is all.
    var advice: Words? {
        switch self {
        case .notJPEG, .truncatedJPEG, .corruptJPEG, .noPicture, .frozen:
            Words("Check the camera's cable; unplug it and plug it in again.", "检查摄像头连接线，重新插拔。")
        case .tooLarge: Words("Set a smaller size for the camera.", "将摄像头设置为较小的分辨率。")
        case .cameraGone: Words("Plug the camera in; it is read as soon as it is back.", "接好摄像头，恢复后会立即读取。")
        case .lightFailed: Words("Check the lamp, its line and activeLow.", "检查补光灯、其线路以及 activeLow 设置。")
        case .dark, .lowContrast: Words("Look after the light; clean camera and glass.", "检查照明，清洁镜头和玻璃。")
        case .overexposed: Words("Less light, or a shorter exposure in the card.", "减弱光线，或在仪表卡中缩短曝光时间。")
        case .glare: Words("Move the lamp aside, or shade the meter.", "移开光源，或为仪表遮光。")
        case .blurred: Words("Fix the camera, and set its focus.", "固定摄像头并调整焦距。")
        case .occluded: Words("Take away what lies before the meter.", "移开仪表前的遮挡物。")
        case .wet: Words("Dry the glass.", "擦干玻璃。")
        case .otherPage: Words("Wake the display, or wait for its page.", "唤醒显示屏，或等待其切换页面。")
        case .moved, .notThisMeter:
            Words("Put the camera back as it hung, or calibrate anew.", "将摄像头恢复原位，或重新标定。")
        case .contradictsHistory:
            Words(
                "Compare with the meter; it heals by itself if it goes on. After an exchange, set the index.",
                "请与仪表核对；如持续出现会自动更正。更换仪表后请设置读数。")
        case .noAnchor: Words("Wait for the next readings.", "等待后续读数。")
        case .noLimit: Words("Set qmax in the card, and the clock.", "在仪表卡中设置 qmax，并校准时钟。")
        case .dialUnreadable, .dialDisagrees, .ambiguous, .nothingReadable:
            Words("Look at the picture: dirt, light, and whether the dials are marked right.", "查看照片：污渍、光线以及表盘标记是否正确。")
        case .corrected: nil
        }
    }
}

extension Quality {
    /// What it means.
    var words: Words {
        switch self {
        case .unchecked: Words("unchecked", "未检查")
        case .rejectedWithCertainty: Words("rejected: certainly no reading", "拒绝：肯定不是有效读数")
        case .rejectedWithProbability: Words("withheld: may be wrong", "保留：可能有误")
        case .suspicious: Words("published with a remark", "已发布，有备注")
        case .accepted: Words("good", "正常")
        }
    }
}
