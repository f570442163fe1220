extension Insights {
    static func forecasts(_ households: Int, _ days: Int, _ seed: UInt64) -> Bool { false }
}
