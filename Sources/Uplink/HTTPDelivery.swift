// The delivery of a batch in one request. What the server does not take is sent again entry by entry, so that one entry that it
// will never take does not keep back those before it, and is named.

import Journal

/// Sends what a sink has made of entries.
struct HTTPDelivery: Sendable {
    /// What is sent for one entry, with its line end.
    struct Line: Sendable, Equatable {
        let seq: Int64
        var bytes: [UInt8]
        /// The same without what the server can do without, if there is something in it.
        var bare: [UInt8]?
    }

    /// What became of lines.
    struct Outcome: Sendable {
        /// The sequence number through which the server has them all.
        var settled: Int64
        /// The first that it only took bare, and its answer to the whole one.
        var bare: (seq: Int64, answer: String)?
    }

    /// The lines of the entries before the first that cannot be one.
    ///
    /// Never more than one request may have, but for the first: one that is too large goes bare, or, if that is too large, alone.
    ///
    /// - Throws: if that is the first.
    static func lines(
        of batch: [Entry], limits: UplinkLimits, _ line: (Entry) throws(UplinkError) -> Line
    ) throws(UplinkError) -> [Line] {
        var lines: [Line] = []
        var room = limits.requestBytes
        for entry in batch {
            do throws(UplinkError) {
                var next = try line(entry)
                if next.bytes.count > limits.requestBytes, let bare = next.bare {
                    next = Line(seq: next.seq, bytes: bare)
                }
                guard lines.isEmpty || next.bytes.count <= room else { break }
                room -= next.bytes.count
                lines.append(next)
            } catch {
                guard !lines.isEmpty else { throw error }
                break
            }
        }
        return lines
    }

    let client: HTTPClient
    /// The status codes that acknowledge.
    let settling: ClosedRange<Int>
    let limits: UplinkLimits
    /// The request that brings these lines.
    let request: @Sendable (ArraySlice<Line>) throws(UplinkError) -> HTTPRequest

    private var endpoint: String { client.options.endpoint.name }

    /// Sends lines.
    ///
    /// - Throws: if it does not have the first: `refused` if that is because of what the first says.
    func deliver(_ lines: [Line]) async throws(UplinkError) -> Outcome {
        var outcome = Outcome(settled: lines[lines.count - 1].seq)
        if try await post(lines[...]) == nil { return outcome }
        for position in lines.indices {
            let line = lines[position]
            do throws(UplinkError) {
                if let answer = try await post([line]) {
                    try await postBare(line, after: answer)
                    outcome.bare = outcome.bare ?? (line.seq, answer.text(limits: limits))
                }
                outcome.settled = line.seq
            } catch {
                guard position > lines.startIndex else { throw error }
                break
            }
        }
        return outcome
    }

    /// The server's answer to a request without entries: whether it is there and lets us in.
    func check() async throws(UplinkError) -> String {
        let answer = try await client.send(try request([]))
        // Many do not take an empty body; who says so has let us in.
        if case .failed(let error) = verdict(answer) { throw error }
        return answer.text(limits: limits)
    }

    /// Nil if the server has the lines, its answer if it does not take their content.
    private func post(_ lines: ArraySlice<Line>) async throws(UplinkError) -> HTTPAnswer? {
        CourierStep.tell("delivers", limits: limits)
        let answer = try await client.send(try request(lines))
        switch verdict(answer) {
        case .settled: return nil
        case .content: return answer
        case .failed(let error): throw error
        }
    }

    /// A line that the server does not take, without what may be the reason.
    private func postBare(_ line: Line, after answer: HTTPAnswer) async throws(UplinkError) {
        guard let bare = line.bare else { throw refusal(of: line.seq, answer) }
        if let answer = try await post([Line(seq: line.seq, bytes: bare)]) { throw refusal(of: line.seq, answer) }
    }

    private func verdict(_ answer: HTTPAnswer) -> HTTPVerdict {
        HTTPVerdict(answer, from: endpoint, settling: settling, limits: limits)
    }

    private func refusal(of seq: Int64, _ answer: HTTPAnswer) -> UplinkError {
        let text = answer.text(limits: limits)
        // Between us and the server stand others, who answer with pages; they know nothing of an entry's content.
        guard !answer.isPage else {
            return .notAccepted(
                endpoint: endpoint, answer: text,
                advice: "a web page answers in place of the server; check what is between")
        }
        return .refused(endpoint: endpoint, seq: seq, topic: "", reason: text)
    }
}
