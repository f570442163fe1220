// The lists of real pictures that `Scripts/registration` writes.

import Capture
import Glibc
import Recognition

/// Reads lists of pictures.
enum PictureList {
    /// A real meter with all frames of it that are at hand.
    struct Meter {
        let watched: WatchedMeter
        /// Frames of the size of the reference, which is the first one.
        let frames: [GrayImage]
    }

    /// The meters in the list at `path`.
    static func meters(_ path: String) -> [Meter] {
        var names: [String] = []
        var frames: [String: [GrayImage]] = [:]
        var dials: [String: [Quad]] = [:]
        for words in lines(path) {
            let name = String(words[0])
            if frames[name] == nil {
                names.append(name)
                let numbers = words.dropFirst(2).compactMap { Float($0) }
                dials[name] = stride(from: 0, to: numbers.count - 7, by: 8).map { at in
                    Quad(
                        Point(numbers[at], numbers[at + 1]), Point(numbers[at + 2], numbers[at + 3]),
                        Point(numbers[at + 4], numbers[at + 5]), Point(numbers[at + 6], numbers[at + 7]))
                }
            }
            frames[name, default: []].append(gray(String(words[1])))
        }
        return names.map { name in
            let own = frames[name]!
            return Meter(
                watched: WatchedMeter(name: name, reference: own[0], dials: dials[name]!),
                frames: own.filter { ($0.width, $0.height) == (own[0].width, own[0].height) })
        }
    }

    /// The pictures in the list at `path`.
    static func pictures(_ path: String) -> [(name: String, jpeg: [UInt8])] {
        lines(path).map { (String($0[0]), bytes(String($0[1]))) }
    }

    private static func lines(_ path: String) -> [[Substring]] {
        String(decoding: bytes(path), as: UTF8.self).split(separator: "\n").map { $0.split(separator: "\t") }
    }

    private static func gray(_ path: String) -> GrayImage {
        do {
            return try JPEGDecoder.gray(bytes(path)).image
        } catch {
            RegistrationCheck.fail("\(path): \(error.description)", 65)
        }
    }

    private static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { RegistrationCheck.fail("\(path) cannot be read", 66) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }
}
