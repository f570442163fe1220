// Gives foreign bytes to the path of a camera's frame: from the driver's buffer to gray pixels.
//
//   FrameFuzz COUNT SEED [FOLDER]   COUNT damaged JPEGs and as many raw frames of wrong lengths, all made from SEED; with a folder,
//                                   some of them are written into it, for a fuzzer to begin with
//   FrameFuzz fuzz ARGUMENTS        what libFuzzer does with its own arguments, in a build that has it (-D FUZZER)
//
// Ends at the first access outside of a buffer when it is built to watch for that, and with 1 at the first wrong answer.

import Capture
import Glibc

@main struct FrameFuzz {
    static func main() {
        let words = CommandLine.arguments
        if words.count > 1, words[1] == "fuzz" { fuzz() }
        guard words.count == 3 || words.count == 4, let count = Int(words[1]), let seed = UInt64(words[2]) else {
            end("usage: FrameFuzz COUNT SEED [FOLDER]", 64)
        }
        var whole = 0
        for number in 0..<count {
            // A generator for each frame, so that one can be made again without those before it.
            var random = SplitMix64(seed: seed &* 1_000_003 &+ UInt64(number))
            for input in [DamagedFrame.jpeg(&random), DamagedFrame.raw(&random)] {
                if words.count == 4, number < 200 { write(input, "\(words[3])/\(number)-\(input[0])") }
                switch FrameTrial.run(input) {
                case .refused: break
                case .whole: whole += 1
                case .wrong(let what): end("seed \(seed), frame \(number): \(what)", 1)
                }
            }
        }
        print("\(2 * count) frames: \(whole) were whole all the same, the others were refused")
    }

    private static func write(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "wb") else { end("\(path) cannot be written", 74) }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private static func end(_ message: String, _ code: Int32) -> Never {
        let line = Array((message + "\n").utf8)
        Glibc.write(STDERR_FILENO, line, line.count)
        exit(code)
    }

    private static func fuzz() -> Never {
        #if FUZZER
            var arguments = [CommandLine.unsafeArgv[0]] + (2..<Int(CommandLine.argc)).map { CommandLine.unsafeArgv[$0] }
            var count = Int32(arguments.count)
            arguments.append(nil)
            arguments.withUnsafeMutableBufferPointer { buffer in
                var base = buffer.baseAddress
                exit(
                    runDriver(&count, &base) { bytes, size in
                        let input = Array(UnsafeBufferPointer(start: bytes, count: size))
                        if case .wrong(let what) = FrameTrial.run(input) { fatalError(what) }
                        return 0
                    })
            }
            fatalError("libFuzzer came back")
        #else
            end("this build has no fuzzer", 64)
        #endif
    }
}

#if FUZZER
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runDriver(
        _ count: UnsafeMutablePointer<Int32>,
        _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32
#endif
