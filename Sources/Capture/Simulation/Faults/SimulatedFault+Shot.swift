// A frame with a fault, from a meter, a scene and a seed: the same three give the same bytes.

import Recognition

extension SimulatedFault {
    /// A frame of `meter` with this fault.
    ///
    /// - Parameters:
    ///   - ticks: what the meter shows.
    ///   - scene: how the camera sees it otherwise.
    ///   - seed: which cloth, which drops, which other meter.
    ///   - strength: 0 (hardly there) … 1 (as bad as it gets); faults that either are there or not take no notice.
    /// - Returns: the bytes as a camera delivers them, with the truth about the meter. For `frozen` that is a good frame: the
    ///   fault is that it comes twice.
    public func shot(
        of meter: SimulatedMeter, ticks: Double, scene: SimulatedScene = .clean, seed: UInt64, strength: Double = 1
    ) -> SimulatedShot {
        let good = meter.shot(ticks: ticks, scene: scene, noiseSeed: seed)
        var random = SplitMix64(seed: SplitMix64.hash(seed, meter.face == .gas ? 1 : 2))
        let jpeg: [UInt8]
        switch self {
        case .frozen:
            jpeg = good.jpeg
        case .truncated:
            jpeg = Array(good.jpeg.prefix(Int(Double(good.jpeg.count) * random.uniform(0.2, 0.9))))
        case .otherKind:
            let others = SimulatedFace.allCases.filter { $0 != meter.face }
            let other = SimulatedMeter(
                face: others[random.choice(others.count)], seed: random.next() % 1000,
                start: Index(units: Int64(random.choice(100_000)), decimals: 0))
            jpeg = other.shot(ticks: other.ticks(at: 0), scene: scene, noiseSeed: seed).jpeg
        case .otherMeter:
            let other = SimulatedMeter(
                face: meter.face, seed: meter.seed &+ 1 &+ random.next() % 1000,
                start: Index(units: Int64(random.choice(100_000)), decimals: 0))
            jpeg = other.shot(ticks: other.ticks(at: 0), scene: scene, noiseSeed: seed).jpeg
        default:
            jpeg = exposed(meter, good, scene, strength, seed, &random)
        }
        return SimulatedShot(
            jpeg: jpeg, seconds: good.seconds, index: good.index, ticks: good.ticks, positions: good.positions,
            placement: good.placement)
    }

    /// The frame whose light is changed before the sensor takes it, or whose pixels are lost after.
    private func exposed(
        _ meter: SimulatedMeter, _ good: SimulatedShot, _ scene: SimulatedScene, _ strength: Double, _ seed: UInt64,
        _ random: inout SplitMix64
    ) -> [UInt8] {
        var still = scene
        still.noise = 0
        if self == .movedAway { still.shift = still.shift + SimulatedFault.away(meter, strength, &random) }
        if self == .dim { still.light *= Float(1 - 0.97 * strength) }
        var light = FaultLight(meter.picture(ticks: good.ticks, scene: still))
        if self == .movedAway {
            let view = FaultView.dangling(width: light.width, height: light.height, &random)
            light.frame(
                still.placement(frameWidth: light.width, frameHeight: light.height), in: view, light: still.light)
        }
        let row = FaultRow(dials: meter.dials, placement: good.placement)
        let share = Float(strength)
        switch self {
        case .covered: FaultCover.cover(&light, row, &random)
        case .partlyCovered: FaultCover.object(&light, row, strength: share, &random)
        case .removed: light = FaultView.dangling(width: light.width, height: light.height, &random)
        case .black: light.scale(by: Float(random.uniform(0, 0.012)), adding: Float(random.uniform(0, 6)))
        case .overexposed: light.scale(by: 1 + share * Float(random.uniform(6, 12)), adding: 60 * share)
        case .defocused: light.blur(sigma: 0.4 + 7 * share)
        case .shaken: light.shake(length: 1 + 24 * share, angle: Float(random.uniform(0, .pi)))
        case .wet: FaultGlass.drops(&light, row, strength: share, &random)
        case .misted: FaultGlass.mist(&light, strength: share, &random)
        case .dirty: FaultGlass.dirt(&light, row, strength: share, &random)
        case .pale: light.scale(by: 1 - 0.97 * share, adding: Float(random.uniform(60, 150)) * share)
        case .glareOnDials: FaultGlare.spot(&light, row, strength: share, &random)
        case .glareStripe: FaultGlare.stripe(&light, row, strength: share, &random)
        default: break
        }
        var picture = Optics.develop(
            light.values, noise: scene.noise, width: light.width, height: light.height,
            seed: SplitMix64.hash(meter.seed, Int64(bitPattern: seed), 77))
        let cut = row.cut(height: light.height, &random)
        if self == .halfFrame { FaultStream.blank(&picture, from: cut, &random) }
        if self == .staleBand { FaultStream.repeatBand(&picture, from: cut, &random) }
        return JPEGEncoder.colour(picture, quality: scene.jpegQuality)
    }

    /// A shift that takes at least a part of the row of dials out of the picture.
    private static func away(_ meter: SimulatedMeter, _ strength: Double, _ random: inout SplitMix64) -> Point {
        let row = FaultRow(dials: meter.dials, placement: .identity)
        let (width, height) = (Float(SimulatedMeter.frameWidth), Float(SimulatedMeter.frameHeight))
        let part = Float(random.uniform(0.3, 0.6))
        let (across, down) = (row.right - row.left, row.bottom - row.top)
        let all = [
            Point(-(row.left + part * across), 0), Point(width - row.right + part * across, 0),
            Point(0, -(row.top + part * down)), Point(0, height - row.bottom + part * down),
        ]
        return all[random.choice(all.count)] * Float(strength)
    }
}
