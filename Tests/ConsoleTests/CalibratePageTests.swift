// The page Calibrate: what it shows in each phase, and what it asks of whoever makes cards.

import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct CalibratePageTests {
    private let folder = TemporaryFolder()

    private func run(_ body: @Sendable @escaping (TestConsole) async throws -> Void) async throws {
        let path = folder.file("accounts")
        try AccountFile.set(name: "vera", role: .viewer, password: "correct-horse", in: path)
        try AccountFile.set(name: "theo", role: .technician, password: "correct-horse", in: path)
        try await TestConsole.run(ConsoleSetting(port: 0, accounts: path), body)
    }

    private func page(_ view: CalibrationView, _ language: Language = .english) -> String {
        var visitor = Visitor(cookie: "c", canLogIn: true, formCode: "f")
        (visitor.role, visitor.name, visitor.proof) = (.technician, "anna", .session)
        let layout = Layout(source: TestSource().source, visitor: visitor, language: language)
        return CalibratePage(layout: layout, view: view, cards: [TestCalibration.card, TestCalibration.earlier]).html()
            .text
    }

    @Test func whatWasTypedStaysInTheFormBesideTheQuestion() {
        let question = CalibrationView.Question(topic: "not-a-digit", details: ["O", "4"], text: "--reading")
        let page = page(TestCalibration.view(.typing, question: question, reading: "006O\"2"))
        #expect(page.contains("value=\"006O&quot;2\"") && page.contains("<option value=\"gas\" selected>"))
        #expect(page.contains("“O” at place 4 is no digit."))
        for id in ["view", "light", "sharpness", "reading", "medium", "find"] {
            #expect(page.contains("id=\"\(id)\""), "\(id)")
        }
    }

    @Test func aProposalShowsEachDialWhatIsReadAndWhatFreshPicturesSay() {
        let page = page(TestCalibration.view(.proposed))
        for piece in [
            "points=\"10.0,20.0 30.0,20.0 30.0,60.0 10.0,60.0\"", "id=\"index\" class=\"index\">00004<",
            "/meters/cellar/calibrate/picture/held?n=7", "data-corner=\"3\"", "name=\"number\" value=\"7\"",
            "A reflection lies on the dials.", "<button id=\"confirm\">",
        ] { #expect(page.contains(piece), "\(piece)") }
    }

    @Test func aProposalThatDoesNotHoldCannotBeConfirmed() {
        var view = TestCalibration.view(.proposed)
        view.proposal?.question = .init(topic: "disagrees", details: ["00005"], text: "x")
        let page = page(view)
        #expect(page.contains("<button id=\"confirm\" disabled>") && page.contains("the picture reads 00005"))
    }

    @Test func theSecondOfTwoTechniciansSeesTheFirstsChangeAndNamesItToReplaceIt() {
        let page = page(TestCalibration.view(.conflict))
        for piece in [
            "Somebody else has made another card meanwhile", "console, theo", "4 wheels", "5 wheels",
            "name=\"over\" value=\"3\"", "Confirm mine all the same",
        ] { #expect(page.contains(piece), "\(piece)") }
    }

    @Test func earlierCardsAreListedWithWhoMadeThemAndOneClickTakesThemAgain() {
        let page = page(TestCalibration.view(.typing))
        #expect(page.contains("action=\"/meters/cellar/cards/2/restore\""))
        #expect(!page.contains("action=\"/meters/cellar/cards/3/restore\""))
        #expect(page.contains("by &lt;b&gt;anna"))
    }

    @Test(arguments: CalibrationView.Phase.allCases) func noPhaseHasWhatThePolicyForbidsOrLacksChinese(
        _ phase: CalibrationView.Phase
    ) {
        for text in [page(TestCalibration.view(phase)), page(TestCalibration.view(phase), .chinese)] {
            for piece in [" style=", " onclick=", "<style", "javascript:", "http://", "https://"] {
                #expect(!text.contains(piece), "\(piece)")
            }
            #expect(text.utf8.count < 150_000)
        }
        let chinese = page(TestCalibration.view(phase), .chinese)
        for word in CalibrateWord.allCases.map(\.words.english) where word.contains(" ") {
            #expect(!chinese.contains(word), "\(word)")
        }
    }

    @Test func everyQuestionIsAskedInBothLanguagesWithoutOptionsOfTheCommandLine() {
        #expect(CalibrationView.Question.topics.count >= 25)
        for topic in CalibrationView.Question.topics {
            let words = CalibrationView.Question(topic: topic, details: ["1", "2", "3"], text: "unused").words
            #expect(words.english != words.chinese && !words.english.contains("--"), "\(topic)")
        }
        let other = CalibrationView.Question(topic: "other", text: "as it is").words
        #expect(other.english == "as it is" && other.chinese == "as it is")
    }

    @Test func doubtfulDigitsAreNamedOneByOne() {
        let words = CalibrationView.Question(
            topic: "doubtful", details: ["3", "6", "7.0", "5", "1", "?"], text: ""
        ).words
        #expect(words.english.contains("digit 3 is typed 6 and shows 7.0; digit 5, typed 1, cannot be read"))
    }

    @Test func cornersAreReadOnlyIfTheyAreFourNumbersEach() {
        let dials = DialCorners.read("1,2 3,4 5,6 7.5,8;1,1 2,1 2,2 1,2")
        #expect(dials?.count == 2 && dials?[0][3].x == 7.5)
        for text in [
            "", "1,2 3,4 5,6", "1,2 3,4 5,6 x,8", "1,2 3,4 5,6 7,8,9", "nan,2 3,4 5,6 7,8", "1e9,2 3,4 5,6 7,8",
        ] {
            #expect(DialCorners.read(text) == nil, "\(text)")
        }
        #expect(DialCorners.read(Array(repeating: "1,2 3,4 5,6 7,8", count: 33).joined(separator: ";")) == nil)
    }

    @Test func aLoginGoesOnOnlyToWaysOfThisConsole() {
        #expect(LoginPage.next("/meters/a/calibrate") == "/meters/a/calibrate")
        for way in [
            "", "//evil.example/", "https://evil.example/", "/\\evil", "/a\r\nb", "a",
            "/" + String(repeating: "a", count: 600),
        ] {
            #expect(LoginPage.next(way) == "/", "\(way)")
        }
    }

    @Test func everyStepIsATechniciansAndGoesBackToThePage() async throws {
        try await run { console async throws in
            let (cookie, code) = try await console.logIn("theo", "correct-horse")
            let home = "/meters/cellar/calibrate"
            let steps = [
                (home, "reading=00123.4567&medium=gas&kind=&alone=1&hourly_max=2%2C5"),
                (home + "/confirm", "number=7&over=3"), (home + "/discard", ""), ("/meters/cellar/cards/2/restore", ""),
            ]
            for (path, fields) in steps {
                let answer = try await console.ask(
                    "POST \(path)", ["Cookie: \(cookie)"], body: "code=\(code)&\(fields)")
                #expect(answer.status == 303 && answer.field("Location") == home, "\(path)")
                let forged = try await console.ask("POST \(path)", ["Cookie: \(cookie)"], body: fields)
                #expect(forged.status == 403, "\(path)")
                let late = try await console.ask("POST \(path)", [], body: fields)
                #expect(late.status == 303 && late.field("Location") == "/login?next=%2fmeters%2fcellar%2fcalibrate")
            }
            #expect(
                console.source.calibration.asked == [
                    "propose 00123.4567 gas  2,5 true by console, theo", "confirm 7 over 3 by console, theo",
                    "discard by console, theo", "restore 2 by console, theo",
                ])
            let (viewer, _) = try await console.logIn("vera", "correct-horse")
            #expect(try await console.ask("GET \(home)", ["Cookie: \(viewer)"]).status == 403)
        }
    }

    @Test func aRefusedStepSaysWhyAndLeadsBack() async throws {
        try await run { console async throws in
            let (cookie, code) = try await console.logIn("theo", "correct-horse")
            console.source.calibration.refuse(.init(.init(topic: "busy", details: ["hall"], text: "busy")))
            let answer = try await console.ask(
                "POST /meters/cellar/calibrate", ["Cookie: \(cookie)"], body: "code=\(code)&reading=1")
            #expect(answer.status == 409 && answer.text.contains("looking for the dials of hall"))
            #expect(answer.text.contains("href=\"/meters/cellar/calibrate\""))
            let moved = try await console.ask(
                "POST /api/v1/meters/cellar/calibration/dials", ["Cookie: \(cookie)", "X-Form-Code: \(code)"],
                body: "dials=1")
            #expect(moved.status == 409)
        }
    }

    @Test func afterALoginInBetweenTheTechnicianIsBackAtTheProposal() async throws {
        try await run { console async throws in
            console.source.calibration.show(TestCalibration.view(.proposed))
            let page = try await console.ask("GET /meters/cellar/calibrate")
            let way = try #require(page.field("Location"))
            #expect(page.status == 303)
            let login = try await console.ask("GET \(way)")
            #expect(login.text.contains("name=\"next\" value=\"/meters/cellar/calibrate\""))
            let (cookie, code) = (try #require(login.cookie), try #require(login.code))
            let body = "user=theo&password=correct-horse&code=\(code)&next=%2Fmeters%2Fcellar%2Fcalibrate"
            let answer = try await console.ask("POST /login", ["Cookie: \(cookie)"], body: body)
            #expect(answer.field("Location") == "/meters/cellar/calibrate")
            let back = try await console.ask("GET /meters/cellar/calibrate", ["Cookie: \(answer.cookie ?? "")"])
            #expect(back.text.contains("data-phase=\"proposed\""))
        }
    }
}
