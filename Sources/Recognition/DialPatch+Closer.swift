// A closer look at a dial that was cut out before: its grid moved sideways and magnified around the middle, so that the
// network sees the same print on other cells. The training code has the same map.

extension DialPatch {
    /// Writes `luma` magnified by `zoom` and moved `across` columns to the right; beyond the border the border repeats.
    static func closer(
        _ luma: UnsafePointer<Float>, across: Float, zoom: Float, into target: UnsafeMutablePointer<Float>
    ) {
        let middleX = Float(width - 1) / 2
        let middleY = Float(height - 1) / 2
        for row in 0..<height {
            let y = min(max((Float(row) - middleY) / zoom + middleY, 0), Float(height - 1))
            let y0 = Int(y)
            let upper = luma + y0 * width
            let lower = luma + min(y0 + 1, height - 1) * width
            let fy = y - Float(y0)
            for column in 0..<width {
                let x = min(max((Float(column) - middleX - across) / zoom + middleX, 0), Float(width - 1))
                let x0 = Int(x)
                let x1 = min(x0 + 1, width - 1)
                let fx = x - Float(x0)
                let top = upper[x0] * (1 - fx) + upper[x1] * fx
                let bottom = lower[x0] * (1 - fx) + lower[x1] * fx
                target[row * width + column] = top * (1 - fy) + bottom * fy
            }
        }
    }

    /// The patch magnified by `zoom` and moved `across` columns to the right.
    func closer(across: Float, zoom: Float) -> DialPatch {
        var moved = luma
        moved.withUnsafeMutableBufferPointer { target in
            luma.withUnsafeBufferPointer {
                DialPatch.closer($0.baseAddress!, across: across, zoom: zoom, into: target.baseAddress!)
            }
        }
        return DialPatch(luma: moved)
    }
}
