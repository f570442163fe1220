// The languages of the pages.

import Metering
import Testing

@testable import Console

@Suite struct LanguageTests {
    @Test(arguments: [
        (nil, Language.english), ("", .english), ("zh-CN,zh;q=0.9,en;q=0.8", .chinese),
        ("en-GB,en;q=0.9,zh;q=0.5", .english),
        ("fr, zh-Hans;q=0.3, en;q=0.2", .chinese), ("de", .english), ("zh;q=0", .english), (";;q=,,", .english),
    ]) func theBestLanguageOfABrowserIsSpoken(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }

    @Test func everyTextIsThereInBothLanguages() {
        let all =
            Word.allCases.map(\.words) + Reason.allCases.map(\.words) + Reason.allCases.compactMap(\.advice)
            + Quality.allCases.map(\.words)
        for words in all {
            #expect(!words.english.isEmpty && words.english.allSatisfy { $0.isASCII }, "\(words)")
            #expect(words.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(words)")
        }
    }
}
