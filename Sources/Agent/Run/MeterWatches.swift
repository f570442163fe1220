// What is watched beside the readings of one meter: where its camera sees it, whether its light works, what its pulse output
// counts. Each makes events for the journal, from where they are delivered.

import Capture
import Journal
import Metering
import Recognition
import Uplink

/// The watches of one meter.
struct MeterWatches {
    /// Something to tell.
    struct Event {
        /// What the log says of it; nil: nothing.
        var text: String?
        var entry: NewEntry
    }

    private let meter: String
    private let register: RegisterCard?
    private let clock: AgentClock
    private var camera: CameraWatch
    private var light = LightWatch()
    private var pulses: PulseWitness?
    /// What the agent's own count of pulses belongs to: it begins anew with the agent.
    private let series: String

    /// The watches of `face`; `weight` is that of its pulse output.
    init(_ face: MeterFace, weight: Index?, clock: AgentClock, journal: Journal) async throws(JournalError) {
        meter = face.card.meter
        register = face.card.registers.first
        self.clock = clock
        camera = try await CameraWatch(face, now: clock.now().wall, journal: journal)
        series = "\(clock.bootID)/\(clock.sinceBoot())"
        if let weight, let register {
            pulses = PulseOutput(
                weight: weight, readingError: Index(units: 1, decimals: register.decimals),
                hourlyMax: register.hourlyMax, latency: Limits.pulseLatency
            ).map(PulseWitness.init)
        }
    }

    /// What is to be told after a shot in which the meter lay at `placement`, and its readings.
    mutating func look(
        at placement: Placement?, light effect: LightEffect, in readings: [Reading]
    ) -> [Event] {
        var events: [Event] = []
        let time = clock.now()
        let now = time.wall
        if let news = camera.look(at: placement, in: readings) {
            events.append(event(news.text, news.payload(of: meter, at: now), at: time))
        }
        if let news = look(effect) {
            events.append(event(news.text, news.payload(of: meter, at: now), at: time))
        }
        if let register, let reading = readings.first(where: { $0.register == register.name }),
            let news = look(reading)
        {
            let payload = news.payload(of: meter, register: register.name, at: now)
            events.append(event(news.text, payload, at: time))
        }
        return events
    }

    private mutating func look(_ effect: LightEffect) -> LightEvent? {
        switch effect {
        case .notUsed, .unknown: nil
        case .works: light.add(nil)
        case .failed(let seen): light.add(seen)
        }
    }

    private mutating func look(_ reading: Reading) -> PulseEvent? {
        if let withdrawn = reading.withdraws.first, let news = pulses?.withdraw(from: withdrawn.at) { return news }
        guard reading.quality == .accepted, let index = reading.index, let count = reading.pulses else { return nil }
        return pulses?.add(index, PulseCount(series: series, count: Int64(count)), at: reading.capturedAt)
    }

    private func event(_ text: String, _ payload: String, at time: EntryTime) -> Event {
        Event(
            text: text,
            entry: NewEntry(kind: CameraWatch.kind, meter: meter, time: time, json: payload))
    }
}
