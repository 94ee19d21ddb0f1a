import Foundation
import Testing

/// The nightly run is killed, runs out of disk, or loses its disk: the live site stays whole.
@Suite(.serialized) struct KillSafetyTests {
    /// A site of a few pages, published once, whose second release differs from the first.
    private struct Site {
        let folder: URL
        private let article: URL

        static let firstTitle = "The first night"
        static let secondTitle = "The second night"

        init(in parent: URL) throws {
            folder = parent.appending(path: "site")
            let files = FileManager.default
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            for name in ["Content", "Templates"] {
                try files.copyItem(
                    at: Program.repository.appending(path: name), to: folder.appending(path: name))
            }
            let portfolios = folder.appending(path: "Content/portfolios")
            for name in try files.contentsOfDirectory(atPath: portfolios.path())
            where name != "sample-binance-call.json" {
                try files.removeItem(at: portfolios.appending(path: name))
            }
            article = folder.appending(path: "Content/articles/night.md")
            try write(title: Self.firstTitle)
        }

        func write(title: String) throws {
            let text = """
                ---
                title: \(title)
                summary: Which of two releases this is.
                date: 2026-02-01T12:00:00Z
                rights: own
                ---
                ## Text
                Nothing more.
                """
            try Data(text.utf8).write(to: article)
        }

        /// What is wrong with what a reader sees now; `nil` when it is one whole release.
        func fault() throws -> String? {
            let verified = try Program.run(["verify"], in: folder)
            guard verified.status == 0 else { return verified.errors }
            let page = try String(
                contentsOf: folder.appending(path: "Output/current/site/articles/night/index.html"),
                encoding: .utf8)
            let isFirst = page.contains(Self.firstTitle)
            let isSecond = page.contains(Self.secondTitle)
            return isFirst == isSecond ? "the page is of neither release, or of both" : nil
        }

        func current() throws -> String {
            try FileManager.default.destinationOfSymbolicLink(
                atPath: folder.appending(path: "Output/current").path())
        }

        func nightly() throws -> Program.Answer { try Program.run(["nightly", "-q"], in: folder) }
    }

    private let parent: URL

    init() throws { parent = try Program.temporaryFolder() }

    // MARK: Killed

    /// When a run is killed: at a part of its length, or so long after a stage began, for stages that
    /// are over in a few milliseconds.
    private enum Moment {
        case part(Double)
        case stage(String, microseconds: UInt32)
    }

    private static let stages = [
        "reading", "gates", "rendering", "reports", "comparing", "publishing", "testing", "alerts",
        "purging",
    ]

    /// Half of them over the length of a run, half at the stages in turn.
    private func moments(_ count: Int) -> [Moment] {
        (0..<count).map { number in
            if number.isMultiple(of: 2) { return .part((Double(number) + 0.5) / Double(count)) }
            return .stage(
                Self.stages[number / 2 % Self.stages.count],
                microseconds: number % 4 == 1 ? 0 : UInt32(number * 613 % 3_000))
        }
    }

    /// Starts a run, kills it at that moment, and returns the stage that it was in.
    ///
    /// It sleeps for real: other tests keep tasks waiting for longer than most stages take.
    private func killed(
        at moment: Moment, of length: inout Duration, in folder: URL
    ) throws -> String {
        let log = parent.appending(path: "log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = ["nightly", "--log-format", "json"]
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        let wait: Duration
        switch moment {
        case .part(let part):
            wait = length * part
            usleep(UInt32(wait / .microseconds(1)))
        case .stage(let stage, let microseconds):
            wait = .zero
            while process.isRunning, try !stages(in: log).contains(stage) { usleep(200) }
            usleep(microseconds)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            return try stages(in: log).last ?? "starting"
        }
        // Runs are shorter than was thought.
        if wait > .zero { length = min(length, wait) }
        return "ended"
    }

    private func stages(in log: URL) throws -> [String] {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").compactMap { line in
            // The last line may be half written.
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["stage"] as? String
        }
    }

    @Test func leavesAWholeSiteHoweverItIsKilled() throws {
        let site = try Site(in: parent)
        let first = try site.nightly()
        try #require(first.status == 0, "\(first.errors)")
        // The shorter of two runs: other tests at work at the same time make one long.
        var length = Duration.seconds(600)
        for title in ["A first trial", Site.secondTitle] {
            let start = ContinuousClock.now
            try site.write(title: title)
            try #require(try site.nightly().status == 0)
            length = min(length, ContinuousClock.now - start)
        }
        var stages: [String: Int] = [:]
        var isSecond = true
        let count = Int(ProcessInfo.processInfo.environment["MARGINALIA_KILLS"] ?? "") ?? 36
        for moment in moments(count) {
            // Each run has something new to publish.
            isSecond.toggle()
            try site.write(title: isSecond ? Site.secondTitle : Site.firstTitle)
            let stage = try killed(at: moment, of: &length, in: site.folder)
            stages[stage, default: 0] += 1
            #expect(try site.fault() == nil, "killed while \(stage)")
        }
        print("killed while:", stages.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        #expect(stages.count >= 5, "the moments are spread over the stages: \(stages)")
        try site.write(title: "\(Site.firstTitle) at last")
        let last = try site.nightly()
        #expect(last.status == 0, "\(last.errors)")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: site.folder.appending(path: "Output/releases").path())
        // The folder of a purged release is kept on purpose.
        #expect(
            !left.contains { $0.hasPrefix(".") && $0 != ".spare" },
            "nothing of the killed runs is left: \(left)")
    }

    // MARK: No disk

    /// Whether this machine lets us mount: root may not, in some containers.
    static let canMount: Bool = {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "marginalia-mount-\(getpid())")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let mounted = try? Program.command(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path()])
        guard mounted?.status == 0 else { return false }
        return (try? Program.command("/bin/umount", [folder.path()]))?.status == 0
    }()

    /// Runs `body` with a small file system of its own at `folder`.
    private func withFileSystem(
        ofSize size: String, at folder: URL, _ body: () throws -> Void
    ) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let mounted = try Program.command(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder.path()])
        try #require(mounted.status == 0, "\(mounted.errors)")
        defer {
            let ended = try? Program.command("/bin/umount", ["-l", folder.path()])
            #expect(ended?.status == 0)
        }
        try body()
    }

    @Test(.enabled(if: canMount, "this machine refuses to mount a file system"))
    func leavesAWholeSiteWhenTheDiskFillsUp() throws {
        let site = try Site(in: parent)
        let output = site.folder.appending(path: "Output")
        try withFileSystem(ofSize: "6m", at: output) {
            try #require(try site.nightly().status == 0)
            let live = try site.current()
            let filler = output.appending(path: "private/filler")
            var full = 0
            // From no room at all to enough, so that it runs out at other steps each time.
            for room in stride(from: 0, through: 96, by: 8) {
                try site.write(title: room % 16 == 0 ? Site.secondTitle : Site.firstTitle)
                try fill(output, leaving: room << 10, with: filler)
                let answer = try site.nightly()
                if answer.status == 8 {
                    full += 1
                    #expect(answer.errors.contains("io-disk-full"), "\(answer.errors)")
                }
                #expect(try site.fault() == nil, "with \(room) KiB left")
                try FileManager.default.removeItem(at: filler)
            }
            #expect(full >= 2, "the disk was full at least twice")
            try site.write(title: "\(Site.secondTitle) at last")
            #expect(try site.nightly().status == 0)
            #expect(try site.current() != live)
        }
    }

    private func fill(_ folder: URL, leaving room: Int, with filler: URL) throws {
        var status = statvfs()
        try #require(statvfs(folder.path(), &status) == 0)
        let free = Int(status.f_bavail) * Int(status.f_bsize)
        try Data(count: max(0, free - room)).write(to: filler)
    }

    @Test(.enabled(if: canMount, "this machine refuses to mount a file system"))
    func leavesAWholeSiteWhenTheDiskTurnsReadOnly() throws {
        let site = try Site(in: parent)
        let output = site.folder.appending(path: "Output")
        try withFileSystem(ofSize: "16m", at: output) {
            try #require(try site.nightly().status == 0)
            let live = try site.current()
            try site.write(title: Site.secondTitle)
            let process = Process()
            process.executableURL = Program.executable
            process.arguments = ["nightly", "-q"]
            process.currentDirectoryURL = site.folder
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            let releases = output.appending(path: "releases").path()
            // Half-way: as soon as the draft is there. A file that is open for writing refuses the
            // change, so it is asked for until it takes effect.
            while process.isRunning {
                let names = try FileManager.default.contentsOfDirectory(atPath: releases)
                guard names.contains(where: { $0.hasPrefix(".staging-") }) else { continue }
                let changed = try Program.command(
                    "/bin/mount", ["-o", "remount,ro", output.path()])
                if changed.status == 0 { break }
            }
            process.waitUntilExit()
            #expect(try site.fault() == nil)
            let isPublished = try site.current() != live
            #expect(isPublished == (process.terminationStatus == 0))
            let refused = try site.nightly()
            #expect(refused.status != 0 || isPublished, "\(refused.errors)")
            #expect(try site.fault() == nil)
            let back = try Program.command("/bin/mount", ["-o", "remount,rw", output.path()])
            try #require(back.status == 0)
            try site.write(title: "\(Site.secondTitle) at last")
            #expect(try site.nightly().status == 0)
        }
    }
}
