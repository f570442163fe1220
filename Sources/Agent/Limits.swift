// Every bound of the agent.

import Capture
import Metering
import Uplink

/// Named bounds.
public enum Limits {
    /// Bytes of a configuration file, a meter card or a table of expected readings.
    static let configurationBytesMax = 4 << 20
    /// Bytes of one line of `meterclip decode`.
    static let decodeLineBytesMax = 1 << 20

    /// The longest time since a previous index that `decode` takes: ten years.
    static let elapsedSecondsMax = 315_576_000
    /// Accepted readings of a register that are taken up from the journal at the start.
    static let readingsResumed = 128
    /// Accepted readings after which what they taught about the mechanism is stored: flash wears.
    static let readingsLearned = 32
    /// Readings of one series that wait in memory while the journal has no room: a day of quarter hours.
    static let waitingPerSeriesMax = 96
    /// Lines of the daemon that wait for a slow reader of its output.
    static let printedLinesMax = 256
    /// Pixels around the dials and what is compared that are decoded as well, so that a slightly moved meter is still inside.
    static let regionMargin = 8
    /// Bytes of a file of crops for `bench`: all the crops that its count can name.
    static let benchFileBytesMax = 80 << 20
    /// Pictures in a row that a recording may lack before it ends.
    static let recordFailuresMax = 3
    /// Frames of one replay case.
    static let caseFramesMax = 100_000
    /// Seconds from the first to the last frame of a rendered case: a hundred years.
    static let caseSecondsMax = 3_155_760_000.0
    /// The least that a meter card may let flow in an hour at most, in units of the index.
    static let hourlyMin = 0.000001
    /// The most that a meter card may let flow in an hour, in units of the index.
    static let hourlyMax = 1e9
    /// The shortest time from one reading of a meter to the next.
    static let intervalMin = Duration.milliseconds(Capture.Limits.intervalMin)
    /// The longest.
    static let intervalMax = Duration.milliseconds(Capture.Limits.intervalMax)
    /// Readings of a register that are looked through for the last slot that was done.
    static let slotsResumed = 16
    /// A time that has passed on every board: 2026-01-01.
    static let clockFloor = Timestamp(milliseconds: 1_767_225_600_000)
    /// How often a clock that is not set is looked at.
    static let clockLook = Duration.seconds(5)
    /// How long what has no possible time yet waits for it before it is sent as it is.
    static let clockGrace: Int64 = 600_000
    /// A time that no board of today will see; a clock nobody has set that says so is wrong: 2056-01-01.
    static let clockEnd = Timestamp(milliseconds: 2_713_910_400_000)
    /// Bytes over the network that are not noted yet: a note is a write to flash.
    static let trafficNoted: Int64 = 16 << 10
    /// Bytes of a command.
    static let remoteBytesMax = UplinkLimits().commandBytes
    /// Messages that wait to be looked at as commands.
    static let remoteWaitingMax = 32
    /// Commands that are valid at the same time, done or not: each is remembered until it is void.
    static let remoteRemembered = 256
    /// How long a command may be valid: a gateway that delivers once a month should still get it.
    static let remoteValidityMax: Int64 = 31 * 86_400_000
    /// How far ahead of a gateway's clock the moment may lie at which an index was read.
    static let remoteClockSkew: Int64 = 60_000
    /// Characters from which a secret that signs commands is taken: what can be guessed is none.
    static let remoteSecretMin = 32
    /// How often messages are told of that nobody with the secret has sent.
    static let remoteStrangersTold: Int64 = 600_000
    /// Refused commands that are recognised when the broker hands them over again.
    static let remoteRefused = 64
    /// How long one who asks at the control socket may take for a question, and for each part of the answer.
    static let controlPatience = Duration.seconds(10)
    /// Entries in one part of an answer: readings wait for the journal as long as it takes to fetch them.
    static let controlEntries = 200
    /// Free bytes of a disk below which the doctor warns.
    static let diskFreeMin: UInt64 = 64 << 20
    /// Most files that a file sink may leave behind it.
    static let rotatedFilesMax = 1000
    /// How long one who asks for figures may take.
    static let metricsPatience = Duration.seconds(3)
    /// Bytes of the head of a request for figures.
    static let metricsRequestBytesMax = 8_192
    /// How long the doctor waits for a server.
    static var doctorPatience: UplinkLimits {
        var limits = UplinkLimits()
        limits.connectTimeout = .seconds(10)
        limits.exchangeTimeout = .seconds(15)
        return limits
    }
    /// JPEG quality of pictures that are kept of cameras that deliver plain luma.
    static let pictureQuality = 90
    /// JPEG quality of a reference frame that had to be turned: everything is held against it.
    static let referenceQuality = 95
    /// JPEG quality of evidence: a digit is still a digit.
    static let evidenceQuality = 60
    /// Bytes of evidence, where the configuration says nothing else.
    static let evidenceBytes: Int64 = 256 << 20
    /// Most milliseconds until a meter's triggers are looked at again.
    static let triggerLookMax: Int64 = 60_000
    /// Most seconds between a picture and the count of pulses that is taken with it.
    static let pulseLatency = 1.0
    /// Most pulses after which a reading may be asked for.
    static let pulsesEachMax = 1_000_000_000
    /// How far a dial may stand from where the card's start has it and still show that index, in positions.
    static let startOffMax: Float = 0.8
    /// Events of a camera that are looked through after a restart for the last that is still open.
    static let eventsResumed = 16
    /// The share of all probability that the other stories of a doubtful register may keep when one is settled on.
    static let storyDoubtMax: Float = 0.01
    /// Frames in a row that could not be followed, after which all stories are dropped.
    static let storyMissedMax = 12
    /// How much further than the flow allows two stories must be apart, in tenths of a position of the lowest dial.
    static let storyMargin: Int64 = 40
    /// Cards of a meter that are kept, the one in force among them.
    static let cardsKept = 32
    /// Milliseconds for which a calibration is kept that nobody goes on with.
    static let calibrationHeld: Int64 = 7_200_000
    /// Calibrations that are kept at the same time, each with its pictures; one more drops the one that rested longest.
    static let calibrationsHeld = 8
    /// Milliseconds for which is told that a card came into force.
    static let calibrationDone: Int64 = 120_000
    /// Fresh pictures that a new card is tried on.
    static let checkFrames = 3
    /// Pictures that are taken for that, where wheels stand between two digits in some.
    static let checkFramesMax = 12
    /// The least time from one of them to the next.
    static let checkDistance = Duration.milliseconds(250)
    /// Milliseconds for which a picture of a camera is the newest.
    static let lookAge: Int64 = 700
    /// Published readings on each side of a border between two intervals of usage in which one that stands is looked for.
    static let historyBeside = 8
    /// Published readings that are looked through for one that withdraws an earlier one: no more are ever withdrawn.
    static let historyAhead = Metering.Limits.acceptedKept
    /// Times that a register's index was set that are known to its history.
    static let historySets = 256
    /// Readings from which the flow is taken.
    static let flowReadings = 16
}
