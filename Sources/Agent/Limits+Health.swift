// The bounds by which services are called frozen. They are generous: what is slow works, and is not ended for it.

extension Limits {
    /// How much later than it said a service that waits may be heard of.
    static let pulseSlack = Duration.seconds(30)
    /// What the journal may take for one thing: flash that wears out takes seconds for each, and others may be before it.
    static let journalAllowance = Duration.seconds(180)
    /// What may go by until a picture is read, or several of one moment.
    static let readingAllowance = Duration.seconds(120)
    /// What one register's or one system's readings of a year may take to go through.
    static let insightAllowance = Duration.seconds(600)
    /// What an answer to one who asks the agent may take to be made.
    static let answerAllowance = Duration.seconds(300)
    /// What cards, devices and journal may take to be opened; a journal that has to be mended takes longest.
    static let startAllowance = Duration.seconds(900)
    /// What the console's thread may take for what it has before a question that is only there to see it.
    static let consoleAllowance = Duration.seconds(60)
    /// How often the journal is asked how much waits.
    static let journalQuestion = Duration.seconds(10)
    /// How often the console's thread is asked.
    static let healthQuestion = Duration.seconds(30)
    /// How often pulses are looked at.
    static let healthLook = Duration.seconds(5)
    /// How long a start may go on after each sign of life, beyond what the service manager grants.
    static let startGranted = Duration.seconds(30)
    /// Milliseconds between two changes of the line that the service manager is told.
    static let statusPause: Int64 = 3_000
    /// Bytes written for each reading, evidence included, above which the doctor warns.
    static let flashPerReading = 64 << 10
    /// Characters of a trouble in that line.
    static let statusTrouble = 160
}

/// The bounds of safe mode.
extension Limits {
    /// How long the services stand with a configuration until it is called good.
    static let goodAfter = Duration.seconds(60)
    /// How often a configuration that cannot be used is looked at.
    static let mendLook = Duration.seconds(5)
    /// How often an agent that reads nothing tries to begin.
    static let safeRetry = Duration.seconds(60)
    /// Files whose change is noticed.
    static let stampsMax = 1_000
}
