// The console and the desk for cards: they outlast the agent's parts, which they show and which go by the cards made here, so that who is
// in stays in and what was typed is kept.

#if Console
    import Console
    import Logging

    /// What technicians see of an agent.
    struct AgentConsole: Sendable {
        let console: Console
        let desk: CalibrationDesk
        private let pulse: Pulse

        /// The console of a configuration; nil where none is wanted. `onListening` is told its address.
        init?(
            _ configuration: AgentConfiguration, parts: Composition, renewals: Renewals,
            onListening: @escaping @Sendable (String) -> Void
        ) async throws(AgentError) {
            guard let setting = configuration.console else { return nil }
            let meters = configuration.meters
            desk = CalibrationDesk(
                clock: parts.clock, logger: parts.logger, renewals: renewals, check: { Self.unusable(meters) })
            pulse = parts.status.pulses.pulse("console")
            let pulse = pulse
            var source = try await parts.consoleSource(desk)
            source.answering = { pulse.begin("makes an answer", within: Limits.answerAllowance) }
            do {
                console = try Console(setting, source: source, logger: parts.logger, onListening: onListening)
            } catch {
                pulse.end()
                throw .unavailable("\(error)")
            }
        }

        /// What runs it.
        var service: WatchedService<ConsoleService> {
            WatchedService(ConsoleService(console: console, pulse: pulse), pulse: pulse)
        }

        /// Shows other parts of the agent from now on.
        func show(_ parts: Composition) async throws(AgentError) {
            await desk.take(parts.places)
            console.show(try await parts.consoleSource(desk))
        }

        /// Why the agent could not be started with the cards as they are on the disk; nil if it could.
        private static func unusable(_ meters: [AgentConfiguration.Meter]) -> String? {
            for meter in meters where !meter.isBlank {
                guard let card = meter.card else { continue }
                do throws(AgentError) {
                    _ = try MeterFace(cardAt: card)
                } catch {
                    return error.message
                }
            }
            return nil
        }
    }
#endif
