// `meterclip render`: a replay case of a simulated meter. Frames, card and expected readings come from the same truth.

import Capture
import Glibc
import Metering
import Recognition

/// The render command.
public struct RenderCommand: Sendable {
    /// Which face.
    var face: SimulatedFace
    /// What the meter's looks, its play and the sensor noise follow from.
    public var seed: UInt64
    /// What the first frame shows.
    var start: Index
    /// Use from frame to frame, in units of the index, give or take a half.
    public var step: Double
    /// Time from frame to frame.
    public var interval: Duration
    /// Frames.
    public var frames: Int
    /// 0 is a camera well mounted in good light, 1 a bad installation; each frame has its own circumstances.
    public var severity: Double
    /// JPEG quality, 1 … 100; nil: as the circumstances have it.
    public var quality: Int?
    /// The folder to make.
    public var folder: String

    /// A rendering.
    init(
        face: SimulatedFace, seed: UInt64, start: Index, step: Double, interval: Duration, frames: Int,
        severity: Double, quality: Int?, folder: String
    ) {
        self.face = face
        self.seed = seed
        self.start = start
        self.step = step
        self.interval = interval
        self.frames = frames
        self.severity = severity
        self.quality = quality
        self.folder = folder
    }

    /// A rendering as it was asked for in words; refuses what cannot be rendered.
    public init(
        face: String, seed: UInt64, start: String, step: Double, interval: String, frames: Int, severity: Double,
        quality: Int?, folder: String
    ) throws(AgentError) {
        guard let face = SimulatedFace(rawValue: face) else {
            let words = SimulatedFace.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badData("--face \(face): use \(words)")
        }
        guard let index = Index(start) else { throw .badData("--start \(start): write a decimal like 123.4567") }
        guard let time = DurationText.parse(interval) else {
            throw .badData("--interval \(interval): write a duration of a second or more, like 5m")
        }
        self.init(
            face: face, seed: seed, start: index, step: step, interval: time, frames: frames, severity: severity,
            quality: quality, folder: folder)
        try check()
    }

    /// When the first frame of every rendered case was taken.
    private static let beginning = Timestamp(milliseconds: 1_788_220_800_000)

    private var seconds: Double { interval / .seconds(1) }

    /// What the card allows in an hour: four times the use; a meter that stands still is allowed next to nothing.
    private var hourlyMax: Double { max((step * 4 / seconds * 3600 * 1000).rounded(.up), 1) / 1000 }

    /// Refuses what would trap, or give a card or a table that cannot be read again.
    private func check() throws(AgentError) {
        guard (1...10_000).contains(frames) else { throw .badData("--frames is a number from 1 to 10000") }
        guard seconds >= 1 else { throw .badData("--interval: write a duration of a second or more, like 5m") }
        guard seconds * Double(frames) <= Limits.caseSecondsMax else {
            throw .badData("--interval: \(frames) frames would take more than a hundred years")
        }
        guard step >= 0, step < 1e6 else { throw .badData("--step is a use from 0 to below 1000000") }
        guard hourlyMax <= Limits.hourlyMax else {
            throw .badData(
                "--step: more than \(Int(Limits.hourlyMax)) in an hour: make it less, or the interval longer")
        }
        guard (0...1).contains(severity) else { throw .badData("--severity is from 0 to 1") }
        if let quality, !(1...100).contains(quality) { throw .badData("--quality is from 1 to 100") }
        let meter = SimulatedMeter(face: face, seed: seed, start: Index(units: 0, decimals: 0))
        // Whole units are compared, since a start of 18 digits has no room for more decimals.
        let above = Index(units: meter.capacity, decimals: meter.decimals).scaled(to: 0)
        guard start.scaled(to: 0) < above else {
            throw .badData("--start \(start.text): this meter counts to below \(above)")
        }
    }

    /// Writes the case.
    public func run(write: (String) -> Void) throws(AgentError) {
        try check()
        try makeFolder(folder)
        try makeFolder(folder + "/frames")
        let meter = SimulatedMeter(face: face, seed: seed, start: start, startFraction: 0.35)
        let first = meter.ticks(at: 0)
        let perUnit = Double(Index(units: 1, decimals: 0).scaled(to: meter.decimals))
        let begin = RegisterCard.Start(index: meter.index(ofTicks: first), at: RenderCommand.beginning)
        var card = meter.card(named: "rendered-\(face.rawValue)", reference: "reference.jpg", start: begin)
        card.registers[0].hourlyMax = hourlyMax
        try TextFile.write(CardText.write(card), to: folder + "/meter.toml")
        try TextFile.writeBytes(meter.shot(ticks: first, scene: .clean).jpeg, to: folder + "/reference.jpg")

        var random = SplitMix64(seed: seed)
        var ticks = first
        var table = "file\tindex\ttolerance\tcaptured_at\n"
        // The last place of a dial that turns all the time is as fine as one can look.
        let isDisplay = meter.dials.last?.kind == .segment
        let tolerance = isDisplay ? "0" : Index(units: 1, decimals: meter.decimals).text
        for number in 0..<frames {
            if number > 0 { ticks += step * perUnit * random.uniform(0.5, 1.5) }
            var scene = SimulatedScene.random(seed: seed &* 1000 &+ UInt64(number), severity: severity)
            if let quality { scene.jpegQuality = quality }
            let shot = meter.shot(
                ticks: ticks, scene: scene, noiseSeed: UInt64(number), page: meter.page(at: Double(number) * seconds))
            let digits = String(number + 1)
            let name = String(repeating: "0", count: max(0, 3 - digits.count)) + digits + ".jpg"
            try TextFile.writeBytes(shot.jpeg, to: "\(folder)/frames/\(name)")
            let at = Timestamp(
                milliseconds: RenderCommand.beginning.milliseconds + Int64(Double(number) * seconds * 1000))
            table += "\(name)\t\(shot.index?.text ?? "-")\t\(tolerance)\t\(at.text)\n"
        }
        try TextFile.write(table, to: folder + "/expected.tsv")
        write("\(folder): \(frames) frames from \(start.text) \(meter.unit)")
    }

    private func makeFolder(_ path: String) throws(AgentError) {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .inputOutput("\(path): cannot be made: \(String(cString: strerror(errno)))")
        }
    }
}
