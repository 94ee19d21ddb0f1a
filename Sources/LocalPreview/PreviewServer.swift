import Glibc
package import MarginModel
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves a folder to the browsers of this machine, and to no one else.
package final class PreviewServer: Sendable {
    private struct State {
        var site: (root: ServedFolder, rules: HostRules)?
        var findings: [String: [Diagnostic]] = [:]
        var channels: [any Channel] = []
        var connectionCount = 0
    }

    /// Besides the streams that reload pages.
    static let connectionLimit = 64
    /// How many more are told at one time that there are too many. Then files would run out with which
    /// pages are read, so the rest is closed without a word.
    static let refusalLimit = 512

    private let options: PreviewOptions
    private let headerDeadline: TimeAmount
    private let keepAliveInterval: TimeAmount
    private let streamLife: TimeAmount
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let hub: ReloadHub?
    private let reports: ReportAccess?
    private let state = Mutex(State())

    package convenience init(options: PreviewOptions) {
        self.init(options: options, headerDeadline: .seconds(10), keepAliveInterval: .seconds(15))
    }

    /// - Parameters:
    ///   - headerDeadline: For a whole header, not for each read: a byte every few seconds does not
    ///     extend it. It also ends connections that no one uses.
    ///   - keepAliveInterval: Between two signs of life on the stream that reloads pages.
    ///   - streamLife: Of such a stream.
    init(
        options: PreviewOptions, headerDeadline: TimeAmount, keepAliveInterval: TimeAmount,
        streamLife: TimeAmount = .minutes(30)
    ) {
        self.streamLife = streamLife
        self.options = options
        self.headerDeadline = headerDeadline
        self.keepAliveInterval = keepAliveInterval
        hub = options.reloadEnabled ? ReloadHub() : nil
        reports = options.reports.map { ReportAccess($0) }
    }

    /// Listens on 127.0.0.1, and on ::1 where there is one. Call `stop()` also when this fails.
    ///
    /// - Returns: The port.
    package func start() async throws -> Int {
        signal(SIGPIPE, SIG_IGN)
        let root = try ServedFolder(opening: options.rootPath)
        state.withLock { $0.site = (root, HostRules(of: root)) }
        let first = try await listen(on: "127.0.0.1", port: options.port)
        let port = first.localAddress?.port ?? options.port
        // A machine without IPv6 is no error: the address above is the one that is printed.
        let second = try? await bind("::1", port: port)
        state.withLock { $0.channels = [first] + (second.map { [$0] } ?? []) }
        if let hub {
            group.next().scheduleRepeatedTask(
                initialDelay: keepAliveInterval, delay: keepAliveInterval
            ) { _ in hub.keepAlive() }
        }
        return port
    }

    /// The path and query that open the private reports, for the one who started this run. `nil`
    /// when none are served.
    package var reportsReference: String? {
        reports.map { "\(ReportAccess.place)?token=\($0.token)" }
    }

    /// Opens the root again, through its link, and tells the open pages to reload. When there is
    /// nothing to open, what was served before stays.
    ///
    /// - Parameter findings: What is wrong with each page, by its path below the root, which is shown
    ///   over it. `nil`: the same as before.
    package func reload(showing findings: [String: [Diagnostic]]? = nil) {
        if let findings { state.withLock { $0.findings = findings } }
        if let root = try? ServedFolder(opening: options.rootPath) {
            let rules = HostRules(of: root)
            state.withLock { $0.site = (root, rules) }
        }
        hub?.announceBuild()
    }

    /// Shows `errors` over the open pages, which stay as they are. No errors: takes them away.
    package func show(errors: [String]) { hub?.announce(errors: errors) }

    package func stop() async throws {
        for channel in state.withLock({ $0.channels }) {
            // One that is closed already is what is wanted.
            try? await channel.close()
        }
        hub?.endAll()
        try await group.shutdownGracefully()
    }

    // MARK: Connections

    private func listen(on address: String, port: Int) async throws -> any Channel {
        do {
            return try await bind(address, port: port)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Diagnostic(
                id: "preview-port-in-use", at: SourceLocation(file: "\(address):\(port)"),
                message: "another program is listening on port \(port)",
                hint: "Choose another with --port, or let the system choose: --port 0")
        }
    }

    private func bind(_ address: String, port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.prepare(channel, port: port) }
            }
            .bind(host: address, port: port).get()
    }

    /// Runs on the connection's event loop.
    private func prepare(_ channel: any Channel, port: Int) throws {
        let others = count(channel)
        guard others < Self.connectionLimit else {
            guard others < Self.connectionLimit + Self.refusalLimit else {
                channel.close(promise: nil)
                return
            }
            try channel.pipeline.syncOperations.addHandler(RefusalHandler())
            return
        }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 32 << 10
        limits.maxHeaderListSize = 32 << 10
        limits.maxHeaderFieldCount = 100
        var framing = HTTPResponseEncoder.Configuration()
        // It would put the end of a body behind the headers that answer HEAD.
        framing.automaticallySetFramingHeaders = false
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withErrorHandling: false, withEncoderConfiguration: framing,
            withDecoderLimitConfiguration: limits)
        let local = channel.localAddress?.port ?? port
        let handler = RequestHandler(
            headerDeadline: headerDeadline, streamLife: streamLife
        ) { [self] in responder(port: local) }
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    /// How many connections there are besides this one and the streams.
    private func count(_ channel: any Channel) -> Int {
        let streamCount = hub?.count ?? 0
        let others = state.withLock { state in
            state.connectionCount += 1
            return state.connectionCount - 1 - streamCount
        }
        channel.closeFuture.whenComplete { _ in self.state.withLock { $0.connectionCount -= 1 } }
        return others
    }

    private func responder(port: Int) -> PageResponder {
        let (shown, findings) = state.withLock { ($0.site, $0.findings) }
        guard let site = shown else {
            preconditionFailure("a connection is accepted only after the root was opened")
        }
        return PageResponder(
            root: site.root, rules: site.rules, hosts: HostCheck(port: port), reload: hub,
            reports: reports, findings: findings)
    }
}
