// Every bound of the uplink, in one place, each with the reason for its value.
// They are values, not globals, so that a test can make them small.

/// The bounds of delivery.
public struct UplinkLimits: Sendable, Equatable {
    /// Entries on their way to a broker without acknowledgement; also how many duplicates a lost connection can make.
    public var window = 20

    /// Entries taken from the journal at a time. No more than the window, so that the death of the process between an
    /// acknowledgement and its settling makes no more duplicates than a lost connection.
    public var batch = 20

    /// From the wish to connect to the broker's answer. Mobile networks take several seconds to wake up. Looking
    /// up a name comes on top: that is bounded by the system's resolver.
    public var connectTimeout = Duration.seconds(20)

    /// From sending an entry to its acknowledgement; after that the connection is given up.
    public var acknowledgementTimeout = Duration.seconds(30)

    /// Silence after which the client asks whether the broker is still there, in seconds, as MQTT counts it.
    public var keepAliveSeconds: Int32 = 60

    /// The first pause after a failure, before jitter. Each further failure doubles it.
    public var firstPause = Duration.seconds(1)

    /// The longest pause: a broker that is back is noticed within this time.
    public var longestPause = Duration.seconds(300)

    /// The longest that a head-end may ask to be left alone.
    public var retryAfterMax = Duration.seconds(3_600)

    /// How long delivery must have worked for the pauses to begin small again, so that a broker that accepts and drops
    /// its clients is not hammered.
    public var stablePeriod = Duration.seconds(60)

    /// Answers that it can never be taken, one after another, after which an entry is set aside: a head-end that is being
    /// changed may refuse for a moment what it takes later.
    public var refusals = 5

    /// How often an idle courier looks after its connection.
    public var idleCheck = Duration.seconds(15)

    /// What is granted at shutdown to deliver what is still pending. Below the time systemd grants (90 s).
    public var drainTime = Duration.seconds(5)

    /// How far back a file sink looks for the end of the last complete line.
    public var unfinishedLineBytes = 256 * 1_024

    /// From the wish to post a batch to the whole answer, looking up and connecting included.
    public var exchangeTimeout = Duration.seconds(60)

    /// From one step of a courier to the next: longer than any exchange, with looking up a name and a slow disk.
    public var stepTime = Duration.seconds(180)

    /// Bytes of one request to a web server, not yet compressed. What some servers take at most unless they are told otherwise
    /// (nginx: 1 MiB). An entry alone is always smaller, but for its picture.
    public var requestBytes = 1_024 * 1_024

    /// Bytes of a server's answer that are looked at; the rest is not waited for.
    public var answerBytes = 16_384

    /// Characters of a server's answer that are told.
    public var answerCharacters = 200

    /// Bytes from which a body is worth compressing.
    public var compressedFromBytes = 1_024

    /// Bytes of a file with a secret. Tokens that are certificates in disguise have a few thousand.
    public var secretBytes = 16_384

    /// What the certificates and keys of a new TLS connection are counted as, where its own count is not to be had.
    public var handshakeBytes: Int64 = 6_000

    /// What the packets of a short connection are counted as there.
    public var connectionBytes: Int64 = 600

    /// Bytes of a command of the head-end.
    public var commandBytes = 16_384

    /// Pictures that wait until the broker has taken them: they are asked for, and can be asked for again.
    public var enclosures = 4

    /// UTF-8 bytes of an MQTT topic, as the protocol's length field allows.
    public var topicBytes = 65_535

    /// Bytes of a file with certificates or a key. The authorities of a whole system take a quarter of it.
    public var certificateBytes = 1_024 * 1_024

    /// The limits of the product.
    public init() {}
}
