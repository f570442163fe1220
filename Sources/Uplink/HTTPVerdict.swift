// What an answer means for the entries that were sent. Only what certainly concerns an entry's content is held against it:
// everything else is a matter of the address, of access or of time, and costs no reading.

/// The meaning of an answer.
enum HTTPVerdict: Equatable {
    /// The server has what was sent.
    case settled
    /// The server does not take this content.
    case content
    /// Nothing is said about the content.
    case failed(UplinkError)

    /// - Parameter settling: the status codes that acknowledge.
    init(_ answer: HTTPAnswer, from endpoint: String, settling: ClosedRange<Int>, limits: UplinkLimits) {
        let text = answer.text(limits: limits)
        func failed(_ advice: String) -> HTTPVerdict {
            .failed(.notAccepted(endpoint: endpoint, answer: text, advice: advice))
        }
        switch answer.status {
        case 200...299 where answer.isPage:
            self = failed(
                "a web page answers in place of the server: perhaps the sign-in page of the network; sign in there, or "
                    + "check the address")
        case settling: self = .settled
        case 400, 413, 422: self = .content
        case 401, 403, 407: self = failed("check token, user, password or client certificate")
        case 511: self = failed("sign in to the network that this gateway is in")
        case 300...399:
            self = failed("redirects are not followed: put the server's final address into the configuration")
        case 408, 425, 429, 500...599:
            self = .failed(.busy(endpoint: endpoint, answer: text, retryAfter: answer.retryAfter))
        default: self = failed("check the address, and what the server behind it takes")
        }
    }
}
