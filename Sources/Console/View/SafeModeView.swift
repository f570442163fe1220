// What the console says of an agent that does not go by its configuration.

/// Why it does not, and what it goes by.
public struct SafeModeView: Sendable {
    /// What is wrong, a line for each mistake.
    public var problem: String
    /// The day on which the configuration was found good that it goes on with; nil: no meter is read.
    public var day: String?

    /// What is said of it.
    public init(problem: String, day: String?) {
        (self.problem, self.day) = (problem, day)
    }

    /// What it goes by.
    func rest(_ language: Language) -> String {
        guard let day else { return Word.noMeterRead.words[language] }
        return Words("It goes on with the configuration of \(day).", "目前沿用 \(day) 的配置。")[language]
    }

    /// As a thing that was found.
    func finding(_ language: Language) -> FindingView {
        FindingView(
            area: "configuration", subject: Word.safeMode.words[language], state: .problem,
            text: "\(problem.replacing("\n", with: " · ")) · \(rest(language))",
            advice: Word.mendConfiguration.words[language])
    }

    /// As every page has it above everything else.
    func banner(_ language: Language) -> HTML {
        """
        <section class="card safe" role="alert"><strong>\(Word.safeMode.words[language])</strong>
        <p>\(rest(language))</p><p class="subject">\(problem)</p><p>\(Word.mendConfiguration.words[language])</p></section>
        """
    }
}
