// What an agent does that can read nothing: it says so, to those who ask it at the gateway, and to whoever opens its console there.

import Capture
import Glibc
import Journal
import Logging
import Metering
import ServiceLifecycle

#if Console
    import Console
#endif

/// The services of safe mode without a configuration.
struct SafeStand: Sendable {
    /// The control socket; nil: the usual one where its folder is there.
    var control: String?
    #if Console
        /// The console, for this machine alone.
        var console = ConsoleSetting()
    #endif

    /// The services; what cannot be had of them is done without.
    func services(
        status: AgentStatus, state: String, clock: AgentClock, logger: Logger,
        _ onConsole: @escaping @Sendable (String) -> Void
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if control != nil || access(ControlClient.usualFolder, W_OK) == 0 {
            do throws(AgentError) {
                let desk = Self.answerer(status, clock)
                services.append(
                    .init(service: try ControlService.watched(at: control, on: status.pulses, desk)))
            } catch {
                logger.error("\(error.message)")
            }
        }
        #if Console
            do throws(ConsoleError) {
                let source = Self.source(status, state, clock, logger)
                let pulse = status.pulses.pulse("console")
                let service = ConsoleService(
                    console: try Console(console, source: source, logger: logger, onListening: onConsole), pulse: pulse)
                services.append(
                    .init(
                        service: WatchedService(service, pulse: pulse), successTerminationBehavior: .ignore,
                        failureTerminationBehavior: .ignore))
            } catch {
                logger.error("\(error)")
            }
        #endif
        return services
    }

    private static func answerer(_ status: AgentStatus, _ clock: AgentClock) -> ControlServer.Answerer {
        { question, _, _ in
            var object = JSONObject()
            guard String(decoding: question, as: UTF8.self).contains("\"status\"") else {
                object.set("state", "refused")
                object.set("text", status.safeMode?.text ?? "the agent reads nothing")
                return ControlServer.Part(lines: [object.text])
            }
            let now = clock.now()
            object.set("device", device)
            object.set("version", AgentVersion.text)
            object.set("time", now.wall.text)
            object.set("clock", now.clock.rawValue)
            status.set(&object)
            object.set("meters", [JSONObject]())
            object.set("sinks", [JSONObject]())
            return ControlServer.Part(lines: [object.text])
        }
    }

    /// What the gateway is called where no configuration says it.
    private static var device: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "gateway" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    #if Console
        private struct NothingKept: Error {}

        static func source(
            _ status: AgentStatus, _ state: String, _ clock: AgentClock, _ logger: Logger
        ) -> ConsoleSource {
            let zone = LocalTime.system
            let history = HistorySource(
                span: { zone.span(of: $0, around: $1) },
                offset: { Int((zone.local(at: $0) - $0.milliseconds) / 1_000) },
                usage: { _, _, _ in throw NothingKept() }, report: { _, _ in throw NothingKept() },
                readings: { _, _, _ in [] }, reading: { _, _ in nil }, picture: { _, _ in nil },
                changes: { _, _ in [] },
                warnings: { _, _ in ([], nil) })
            var source = ConsoleSource(
                device: device, version: AgentVersion.text, now: { clock.now().wall }, meters: { [] }, sinks: { [] },
                findings: {
                    [BoardChecks.clock(clock), BoardChecks.disk(of: state + "/journal.db")].map { FindingView($0) }
                }, picture: { _ in nil },
                metrics: { isOpenMetrics in
                    var text = MetricsText(isOpenMetrics: isOpenMetrics)
                    status.write(to: &text)
                    return (text.contentType, text.finished)
                }, read: { _, _ in status.safeMode?.text ?? "" }, changes: { status.changes() },
                calibration: CalibrationDesk(clock: clock, logger: logger, renewals: Renewals()).source,
                history: history)
            source.safeMode = { status.safeMode?.view }
            return source
        }
    #endif
}
