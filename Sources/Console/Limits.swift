// Every bound of the console: whoever asks it, and however, takes no more than this from the agent that reads meters beside it.

/// Named bounds.
enum Limits {
    /// Connections at the same time; one more ends the one that has waited longest without asking anything.
    static let connections = 64
    /// Connections of those that the system holds until they are taken.
    static let backlog = 64
    /// Streams of events at the same time.
    static let eventStreams = 16
    /// Requests on a connection that wait for their answers; browsers send one after the other.
    static let requestsWaiting = 16
    /// Bytes of a request's head.
    static let headBytes = 16 << 10
    /// Lines of a request's head.
    static let headFields = 64
    /// Bytes of a request's body: there is nothing larger than a form to be sent.
    static let bodyBytes = 16 << 10
    /// Bytes of the way to a page that is gone on with after a login.
    static let wayBytes = 512
    /// Characters of what is typed into a field of a calibration.
    static let fieldLength = 64
    /// Dials of a proposal.
    static let dials = 32
    /// How long a request may take to arrive, and a connection to ask anything.
    static let requestPatience = Duration.seconds(10)
    /// How long whoever is being answered may take nothing.
    static let answerPatience = Duration.seconds(15)
    /// How long what is still sent by one who was refused is thrown away before the connection is cut.
    static let refusalPatience = Duration.seconds(2)
    /// How long a stream of events lasts; browsers come back by themselves.
    static let eventStreamTime = Duration.seconds(600)
    /// How often a stream says that it is still there.
    static let eventPulse = Duration.seconds(15)
    /// The least time from one event to the next.
    static let eventDistance = Duration.milliseconds(500)

    /// Bytes of the file of accounts.
    static let accountFileBytes = 256 << 10
    /// Accounts.
    static let accounts = 256
    /// Bytes of a name.
    static let nameBytes = 32
    /// Characters of a password.
    static let passwordLength = 10...256
    /// The cost of scrypt as a power of two, its block size and how often it is done: 16 MiB of memory (OWASP's figures for that).
    static let scrypt = (cost: 14, blockSize: 8, parallel: 5)
    /// Bytes that checking a password may take.
    static let scryptMemory = 64 << 20
    /// Passwords that wait to be checked; each takes a good part of a second on a small board.
    static let passwordsWaiting = 4

    /// Wrong logins after which an address has to wait.
    static let loginTries = 5
    /// Milliseconds of the first wait; each further wrong login doubles it.
    static let loginWait: Int64 = 30_000
    /// Milliseconds of the longest wait.
    static let loginWaitMax: Int64 = 900_000
    /// Milliseconds after which wrong logins are forgotten.
    static let loginMemory: Int64 = 3_600_000
    /// Addresses of which wrong logins are remembered.
    static let loginAddresses = 1_024

    /// Bytes of a certificate made here, and of its key.
    static let certificateBytes = 16 << 10
    /// Days that it is valid: ten years.
    static let certificateDays = 3_652
    /// Rows of a list on a page.
    static let pageRows = 50
    /// Intervals of a chart: the parts of the days of a month, and a few to spare.
    static let chartIntervals = 128
    /// Days of a balance on a page.
    static let balanceRows = 31
    /// Readings or changes of one answer to a program.
    static let apiReadings = 500
    /// Intervals of one answer to a program.
    static let apiIntervals = 400
    /// Readings of one part of a table.
    static let tableReadings = 500

    /// Sessions at the same time; one more ends the one that was used longest ago.
    static let sessions = 64
    /// Milliseconds after which a session ends that is not used.
    static let sessionIdle: Int64 = 1_800_000
    /// Milliseconds after which every session ends.
    static let sessionTime: Int64 = 43_200_000
}
