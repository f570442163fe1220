// `meterclip decode`: the decoder alone, one JSON object a line in and out. A bad line is answered with an error line, and
// the next one is still read.

/// The decode command.
public enum DecodeCommand {
    /// Answers every line of `path` (nil: standard input) through `write`; true when no line was bad.
    public static func run(path: String?, write: (String) -> Void) throws(AgentError) -> Bool {
        var input = try LineReader(path: path)
        var allGood = true
        while let line = try input.next(limit: Limits.decodeLineBytesMax) {
            switch line {
            case .bytes(let bytes) where bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }): continue
            case .bytes(let bytes):
                switch DecodeRequest.answer(bytes) {
                case .success(let answer): write(answer)
                case .failure(let error):
                    allGood = false
                    write(ErrorLine.text(error.message))
                }
            case .tooLong:
                allGood = false
                write(ErrorLine.text("the line is longer than \(Limits.decodeLineBytesMax) bytes"))
            }
        }
        return allGood
    }
}
