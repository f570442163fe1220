// The delivery of a batch in one request. What the server does not take is sent again entry by entry, so that one entry that it
// will never take does not keep back those before it, and is named.

import Journal

/// Sends what a sink has made of entries.
struct HTTPDelivery: Sendable {
    /// What is sent for one entry, with its line end.
    struct Line: Sendable, Equatable {
        let seq: Int64
        let bytes: [UInt8]
    }

    /// The lines of the entries before the first that cannot be one.
    ///
    /// - Throws: if that is the first.
    static func lines(
        of batch: [Entry], _ line: (Entry) throws(UplinkError) -> [UInt8]
    ) throws(UplinkError) -> [Line] {
        var lines: [Line] = []
        for entry in batch {
            do throws(UplinkError) {
                lines.append(Line(seq: entry.seq, bytes: try line(entry)))
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

    /// Sends lines; the sequence number through which the server has them all.
    ///
    /// - Throws: if it does not have the first: `refused` if that is because of what the first says.
    func deliver(_ lines: [Line]) async throws(UplinkError) -> Int64 {
        if try await post(lines[...]) == nil { return lines[lines.count - 1].seq }
        var settled: Int64?
        for position in lines.indices {
            do throws(UplinkError) {
                if let answer = try await post(lines[position...position]) {
                    throw refusal(of: lines[position].seq, answer)
                }
                settled = lines[position].seq
            } catch {
                guard let settled else { throw error }
                return settled
            }
        }
        return settled ?? 0
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
        let answer = try await client.send(try request(lines))
        switch verdict(answer) {
        case .settled: return nil
        case .content: return answer
        case .failed(let error): throw error
        }
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
