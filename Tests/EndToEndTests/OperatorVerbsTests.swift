import Foundation
import Testing

/// `init`, its units, `diff`, `verify` and `explain`, as an operator runs them.
@Suite struct OperatorVerbsTests {
    private let folder: URL

    init() throws { folder = try Program.temporaryFolder() }

    private func run(_ arguments: String...) throws -> Program.Answer {
        try Program.run(arguments, in: folder)
    }

    @Test func goesFromNothingToACheckedSiteAndBack() throws {
        let made = try run("init", "site")
        #expect(made.status == 0, "\(made.errors)")
        let night = try run("nightly", "-C", "site")
        #expect(night.status == 0, "\(night.errors)")
        #expect(night.output.contains("1 private report: 1 call."))
        #expect(night.output.contains("1 alert, in site/Output/private/alerts.ndjson."))
        #expect(try run("check", "-C", "site").status == 0)
        let settings = folder.appending(path: "site/Content/site.yml")
        try String(contentsOf: settings, encoding: .utf8)
            .replacingOccurrences(of: "publisher: Marginalia desk", with: "publisher: Another desk")
            .write(to: settings, atomically: true, encoding: .utf8)
        #expect(try run("nightly", "-C", "site").status == 0)
        let diff = try run("diff", "-C", "site")
        #expect(diff.status == 0)
        #expect(diff.output.contains("content    index.html"), "\(diff.output)")
        #expect(try run("rollback", "-C", "site").status == 0)
        #expect(try run("verify", "-C", "site").status == 0)
        let front = folder.appending(path: "site/Output/current/site/index.html")
        let page = try String(contentsOf: front, encoding: .utf8)
        #expect(page.contains("Marginalia desk") && !page.contains("Another desk"))
        try Data("spoilt".utf8).write(to: front)
        let spoilt = try run("verify", "-C", "site")
        #expect(spoilt.status == 6)
        #expect(spoilt.errors.contains("release-file-altered"))
        #expect(try run("init", "site").status == 3, "nothing is replaced")
    }

    @Test func countsWhatIsLeftOutInItsLastLine() throws {
        #expect(try run("init", "site").status == 0)
        let content = folder.appending(path: "site/Content")
        func write(_ name: String, date: String, _ more: String = "") throws {
            let text = """
                ---
                title: \(name)
                summary: A summary of some length.
                date: \(date)
                rights: own
                tags: [liquidation]
                \(more)---

                A text of some length.

                """
            try text.write(
                to: content.appending(path: "articles/\(name).md"), atomically: true,
                encoding: .utf8)
        }
        try write("today", date: "2026-11-29T12:00:00Z")
        try write("tomorrow", date: "2026-12-01T12:00:00Z")
        try write("unfinished", date: "2026-11-29T12:00:00Z", "draft: true\n")
        let live = try run("build", "-C", "site", "--clock", "2026-11-30T12:00:00Z")
        // A new site has pages that its publisher has to complete.
        let other = live.errors.split(separator: "\n").filter {
            !$0.hasSuffix("[page-placeholder]") && !$0.contains("hint: Say it")
        }
        #expect(live.status == 0 && other.isEmpty, "\(live.errors)")
        let page = folder.appending(path: "site/Output/current/site/articles/today/index.html")
        #expect(FileManager.default.fileExists(atPath: page.path()))
        #expect(
            live.output.split(separator: "\n").last
                == "1 article left out: its date is after the clock; 1 article left out: its front matter says draft"
        )
        let settings = content.appending(path: "site.yml")
        let text = try String(contentsOf: settings, encoding: .utf8)
        try ("clock: 2026-02-01T16:30:00Z\n" + text).write(
            to: settings, atomically: true, encoding: .utf8)
        for verb in ["build", "nightly"] {
            let pinned = try run(verb, "-C", "site")
            #expect(pinned.status == 0, "\(pinned.errors)")
            #expect(pinned.output.contains("2026-02-01T16:30:00Z (site/Content/site.yml:1)"))
            #expect(
                pinned.output.split(separator: "\n").last?.hasPrefix(
                    "2 articles left out: their date is after the clock (site/Content/site.yml:1)"
                )
                    == true)
        }
        #expect(try run("doctor", "-C", "site").output.contains("(site/Content/site.yml:1)"))
    }

    @Test func writesUnitsThatSystemdAccepts() throws {
        #expect(try run("init", "site").status == 0)
        let written = try run("init", "site", "--systemd", "--user", "root", "--at", "04:05")
        #expect(written.status == 0, "\(written.errors)")
        let units = folder.appending(path: "site/systemd")
        let timer = units.appending(path: "marginalia.timer")
        #expect(
            try String(contentsOf: timer, encoding: .utf8).contains("OnCalendar=*-*-* 04:05:00"))
        let analyzer = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: analyzer) else { return }
        let verified = try Program.command(
            analyzer,
            [
                "verify", "--man=no", units.appending(path: "marginalia.service").path(),
                timer.path(), units.appending(path: "marginalia-failure.service").path(),
            ])
        #expect(!verified.errors.contains("marginalia."), "\(verified.errors)")
    }

    @Test func startsAtAnHourThatEveryNightHas() throws {
        #expect(try run("init", "site").status == 0)
        #expect(try run("init", "site", "--systemd").status == 0)
        let timer = folder.appending(path: "site/systemd/marginalia.timer")
        #expect(
            try String(contentsOf: timer, encoding: .utf8).contains("OnCalendar=*-*-* 04:30:00"))
    }

    @Test func namesTheNearestVerbAndTellsItsVersion() throws {
        let misspelt = try run("nigthly")
        #expect(misspelt.status == 2)
        #expect(misspelt.errors.contains("did you mean nightly?"))
        #expect(try run("--version").output.hasPrefix("marginalia "))
        #expect(try run("--help").output.contains("could not be written (output, disk, swap)"))
    }

    @Test func quotesWhatIsToBeCopiedIntoAShell() throws {
        let made = try run("init", "my site")
        #expect(made.output.contains("marginalia nightly -C 'my site'"))
    }

    /// A name of two lines can be copied too, and makes no line that looks like ours.
    @Test func keepsEachLineOfASummaryOneLine() throws {
        let name = "a'\u{1B}[31m\n\\b\u{202E}"
        let made = try run("init", name)
        let lines = made.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix(#" in a'\u{1b}[31m\u{a}\b\u{202e}."#))
        let command = try #require(lines[1].split(separator: " -C ", maxSplits: 1).last)
        let word = command.prefix { $0 != "," }
        let copied = try Program.command("/bin/bash", ["-c", "printf %s \(word)"])
        #expect(copied.output == name)
        let night = try run("nightly", "-C", name)
        #expect(night.status == 0)
        #expect(night.output.split(separator: "\n").allSatisfy { !$0.hasPrefix("\\b") })
    }

    @Test func escapesWhatAFileNameWouldDoToATerminal() throws {
        let name = "a\u{1B}[31m\nb\u{202E}.ndjson"
        let answer = try run("check", name)
        #expect(answer.status == 4)
        #expect(answer.errors.contains("a\\u{1b}[31m\\u{a}b\\u{202e}.ndjson"))
        #expect(!answer.errors.contains("\u{1B}"))
    }

    @Test func refusesOptionsThatCannotAct() throws {
        #expect(try run("init", "site", "--user", "www").status == 2)
        #expect(try run("init", "site", "--systemd", "--at", "25:00").status == 2)
    }

    @Test func explainsAFigureWithItsInputs() throws {
        let sample = Program.repository.appending(
            path: "Content/portfolios/sample-binance-call.json")
        let ratio = try Program.run(["explain", sample.path(), "ratio"])
        #expect(ratio.status == 0, "\(ratio.errors)")
        #expect(ratio.output.contains("requirement ÷ equity"))
        let unknown = try Program.run(["explain", sample.path(), "happiness"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("maintenanceMargin"))
    }

    @Test(arguments: [
        "build", "report", "check", "nightly", "serve", "serve --live", "releases", "rollback",
        "release --resume", "diff", "verify", "assess account.json -C elsewhere",
        "explain account.json ratio -C elsewhere",
    ])
    func saysWhereThereIsNoSite(command: String) throws {
        try Data("{}".utf8).write(to: folder.appending(path: "account.json"))
        let result = try Program.run(command.split(separator: " ").map(String.init), in: folder)
        #expect(result.status == 3)
        #expect(result.errors.contains("no-site") && result.errors.contains("marginalia init"))
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Output").path()))
    }

    @Test func previewTellsOfWhatIsWrongWithManyFilesAFewTimes() async throws {
        #expect(try run("init", "site").status == 0)
        for number in 10..<50 {
            try Data("notes".utf8).write(to: folder.appending(path: "site/\(number).txt"))
        }
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        let preview = Process()
        preview.executableURL = Program.executable
        preview.arguments = ["serve", "--port", "0", "--reports", "--accounts", ".", "-C", "."]
        preview.currentDirectoryURL = folder.appending(path: "site")
        preview.standardOutput = try FileHandle(forWritingTo: URL(filePath: "/dev/null"))
        preview.standardError = try FileHandle(forWritingTo: log)
        try preview.run()
        defer { preview.terminate() }
        var told = ""
        for _ in 0..<600 where !told.contains("payload-unknown: 35 more in 35 files") {
            try await Task.sleep(for: .milliseconds(100))
            told = try String(contentsOf: log, encoding: .utf8)
        }
        #expect(told.contains("payload-unknown: 35 more in 35 files"))
        #expect(told.components(separatedBy: "[payload-unknown]").count == 1 + 5)
    }

    /// The sheets that came with the program stand in for a site's, and say how old they are.
    @Test func answersOutsideOfASiteWithTheSheetsOfTheProgram() throws {
        let sample = Program.repository.appending(
            path: "Content/portfolios/sample-binance-call.json"
        ).path()
        let clock = ["--clock", "2026-02-01T16:30:00Z"]
        let plan = try Program.run(["plan", sample, "--json"] + clock, in: folder)
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(plan.output.contains("\"verified\": true"))
        let dates = ["Binance 2026-09-29", "Bybit 2024-12-25 to 2026-08-05", "OKX 2025-12-29"]
        #expect(dates.allSatisfy(plan.errors.contains))
        #expect(try Program.run(["assess", "-q", sample] + clock, in: folder).errors.isEmpty)
        #expect(try Program.run(["explain", sample, "ratio"] + clock, in: folder).status == 0)
    }

    @Test func explainsRulesAndCodesAndSuggestsTheNearest() throws {
        #expect(try Program.run(["explain", "no-tier"]).output.contains("maintenance tiers"))
        #expect(try Program.run(["explain", "H006"]).output.contains("Cure:"))
        #expect(try Program.run(["explain", "key-missing"]).output.contains("missing-key"))
        let unknown = try Program.run(["explain", "no-teir"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean no-tier?"))
    }
}
