// The values between two layers of the network: for each place all channels side by side, so that a SIMD register
// holds neighbouring channels.

/// A grid of `width` × `height` places with `channels` values each.
struct FeatureMap {
    let width: Int
    let height: Int
    let channels: Int
    /// Row by row, place by place, channel by channel.
    var values: [Float]

    /// The same values ordered channel, row, column, as the dense layer's weights are.
    var channelMajor: [Float] {
        var result: [Float] = []
        result.reserveCapacity(values.count)
        for channel in 0..<channels {
            for place in 0..<width * height { result.append(values[place * channels + channel]) }
        }
        return result
    }
}
