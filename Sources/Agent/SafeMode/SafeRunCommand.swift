// `meterclip run --safe-mode`: the daemon as firmware. A configuration that cannot be used stops no reading: it goes on with the last one that
// it ran well with. Without one it stands in safe mode, where it reads nothing and says why; a change of the file is taken up by itself.

import Journal
import Logging
import Metering
import ServiceLifecycle

/// The run command that begins in any case.
public struct SafeRunCommand: Sendable {
    /// The configuration's file.
    public var path: String
    /// The folder for what the agent remembers beside its journal.
    public var state: String
    /// When to end by itself; nil: never.
    public var duration: Duration?
    /// Told the console's address when it listens.
    public var onConsole: @Sendable (_ url: String) -> Void = { _ in }
    /// Who is told how it is; nil: nobody.
    public var manager: ServiceManager?
    /// What time it is.
    var clock = AgentClock.system
    /// How it is.
    var status = AgentStatus()
    /// How it stands where nothing can be read.
    var stand = SafeStand()
    /// How long the services stand until a configuration is called good.
    var standing = Limits.goodAfter
    /// How often it looks whether the configuration was mended.
    var mendLook = Limits.mendLook

    /// Where the agent's folder is unless the service manager says otherwise.
    public static let usualState = "/var/lib/meterclip"

    /// Runs the configuration at `path`.
    public init(path: String, state: String, duration: Duration?) {
        (self.path, self.state, self.duration) = (path, state, duration)
    }

    private enum End {
        /// It was told to, or its time was over.
        case told
        /// There is something new to begin with.
        case news
    }

    /// What one round needs of those before it.
    private struct Tools {
        let watch: HealthWatch
        let pulse: Pulse
        let logger: Logger
        let write: @Sendable (String) -> Void
        /// What was told of safe mode.
        var told: String?
    }

    /// Runs until told to end; `write` gets one line per reading.
    ///
    /// - Throws: an error for which the process must end although the configuration was good.
    public func run(logger: Logger, write: @escaping @Sendable (String) -> Void) async throws(AgentError) {
        let watch = HealthWatch(status, manager: manager, logger: logger)
        watch.begin()
        defer { watch.end() }
        let pulse = status.pulses.pulse("agent")
        defer { pulse.end() }
        var tools = Tools(watch: watch, pulse: pulse, logger: logger, write: write)
        while try await round(&tools) == .news {}
    }

    private func round(_ tools: inout Tools) async throws(AgentError) -> End {
        tools.pulse.work("begins", within: Limits.startAllowance)
        let (stamps, lastGood) = (FileStamps(of: path), LastGood(folder: state, original: path))
        let text = try? TextFile.read(path)
        let configuration: AgentConfiguration?
        var problem: AgentError?
        do throws(AgentError) {
            configuration = try AgentConfiguration.read(path, text: text)
        } catch {
            (configuration, problem) = (nil, error)
        }
        if let configuration {
            let trial = TrialService(
                text: text ?? "", lastGood: lastGood, logger: tools.logger, standing: standing)
            status.safeMode = nil
            problem = try await failure(of: configuration, with: trial, tools)
        }
        guard let problem else { return .told }
        // What only the file's text can mend is not tried again before that has changed.
        var retries = configuration != nil
        if let former = lastGood.read(), former.text != text {
            tell(SafeMode(problem: problem.message, former: former.since), &tools)
            let isMended = Flag()
            let path = path
            let mend = MendService(
                path: path, stamps: stamps, pause: mendLook, isMended: { (try? AgentConfiguration.read(path)) != nil },
                onMended: { isMended.raise() })
            let failure = try await failure(of: former.configuration, with: mend, tools)
            guard let failure else { return isMended.isRaised ? .news : .told }
            tools.logger.error("the last good configuration cannot be used either: \(failure.message)")
            retries = true
        }
        tell(SafeMode(problem: problem.message, former: nil), &tools)
        return try await stand(after: stamps, retries: retries, tools)
    }

    /// Runs a configuration, with a service that may end it; why it could not begin, or nil at its end.
    ///
    /// - Throws: what it ended with after it had run well.
    private func failure(
        of configuration: AgentConfiguration, with companion: any Service, _ tools: Tools
    ) async throws(AgentError) -> AgentError? {
        let began = ContinuousClock.now
        do throws(AgentError) {
            let parts = try await Composition(configuration, clock: clock, logger: tools.logger, status: status)
            var agent = AgentRun(configuration, parts, logger: tools.logger, write: tools.write)
            (agent.duration, agent.onConsole, agent.clock) = (duration, onConsole, clock)
            agent.onServing = { tools.watch.ready() }
            (agent.companions, agent.pulse) = ([companion], tools.pulse)
            try await agent.run()
            return nil
        } catch {
            guard ContinuousClock.now - began < standing else { throw error }
            return error
        }
    }

    private func stand(after stamps: FileStamps, retries: Bool, _ tools: Tools) async throws(AgentError) -> End {
        let isOver = Flag()
        var services = stand.services(status: status, state: state, clock: clock, logger: tools.logger, onConsole)
        func add(_ service: any Service) {
            services.append(.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup))
        }
        add(MendService(path: path, stamps: stamps, pause: mendLook) { isOver.raise() })
        if retries {
            add(DeadlineService(duration: Limits.safeRetry) { isOver.raise() })
        }
        if let duration { add(DeadlineService(duration: duration)) }
        status.begin(meters: 0)
        tools.pulse.rest("stands in safe mode", for: nil)
        tools.watch.ready()
        try await AgentRun.run(services, logger: tools.logger)
        return isOver.isRaised ? .news : .told
    }

    private func tell(_ mode: SafeMode, _ tools: inout Tools) {
        status.safeMode = mode
        guard tools.told != mode.text else { return }
        tools.told = mode.text
        tools.logger.error("\(mode.text)")
        for line in mode.problem.split(separator: "\n").dropFirst() { tools.logger.error("\(line)") }
    }
}
