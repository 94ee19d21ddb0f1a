import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SiteRunTests {
    private let site: SiteCopy
    private let article = "Content/articles/how-liquidation-unfolds.md"

    init() throws { site = try SiteCopy() }

    private func failure(_ run: () async throws -> RunSummary) async throws -> RunFailure {
        try #require(await #expect(throws: RunFailure.self) { try await run() })
    }

    /// Publishes, then changes an article so that the next release has another name.
    private func publishedThenEdited() async throws -> String {
        let id = try await site.run().releaseID
        try site.replace(
            "title: How liquidation unfolds", with: "title: How it unfolds", in: article)
        return id
    }

    // MARK: Ends in a release

    @Test func publishesACompleteRelease() async throws {
        let summary = try await site.run()
        #expect(try site.current() == summary.releaseID)
        #expect(try site.releases() == [summary.releaseID])
        #expect(try site.folder.permissions("Output/.state") == 0o700)
        #expect(try site.folder.permissions("Output/.state/tickers") == 0o600)
        let names = try site.folder.names("Output/current")
        #expect(
            names == [
                "build-report.html", "build-report.json", "changes.html", "changes.json",
                "check.html", "check.json", "facts", "manifest.json", "server", "site",
            ])
        let files = try FileReader().list(site.folder.path("Output/current/site")).map(\.path)
        #expect(files.count == summary.pageCount)
        #expect(summary.changes?.added == files.sorted())
        #expect(files.contains("articles/how-liquidation-unfolds/index.html"))
    }

    @Test func changesNothingWhenNothingChanged() async throws {
        let first = try await site.run()
        let second = try await site.run()
        #expect((second.outcome == .unchanged) && !(first.outcome == .unchanged))
        #expect(second.releaseID == first.releaseID)
        #expect(try site.releases() == [first.releaseID])
    }

    @Test func tellsWhatAnEditChanged() async throws {
        let first = try await publishedThenEdited()
        let second = try await site.run()
        #expect(second.releaseID != first)
        #expect(second.changes?.previousID == first)
        let changed = try #require(second.changes?.changed)
        #expect(changed.contains("articles/how-liquidation-unfolds/index.html"))
        #expect(!changed.contains("robots.txt"))
    }

    @Test func keepsAReleaseWithoutMakingItLive() async throws {
        let live = try await publishedThenEdited()
        let kept = try await site.run(.keep)
        #expect(try site.current() == live)
        #expect(try Set(site.releases()) == [live, kept.releaseID])
    }

    @Test func leavesNothingOfADryRun() async throws {
        let summary = try await site.run(
            .dryRun, reports: ReportRequest(accountsPath: nil, includesSamples: true))
        #expect(summary.pageCount > 0)
        #expect(summary.changes?.added.isEmpty == false)
        #expect(try site.current() == nil)
        #expect(try site.releases().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("Output/private")))
    }

    @Test func namesInputsAsTheSiteSeesThem() async throws {
        _ = try await site.run()
        let manifest = try site.folder.text("Output/current/manifest.json")
        #expect(manifest.contains("\"Content/site.yml\""))
        #expect(!manifest.contains(site.folder.path))
    }

    // MARK: Ends before the swap

    @Test func failsOnWarningsWhenStrict() async throws {
        try site.replace(
            "exampleAccount: sample-binance-call", with: "exampleAccount: nobody",
            in: "Content/site.yml")
        let failure = try await failure { try await site.run(isStrict: true) }
        guard case .content(let problems) = failure else { throw failure }
        #expect(problems.all.contains { $0.id == "example-account-unknown" })
        #expect(try site.releases().isEmpty)
        #expect(try await site.run().warnings.contains { $0.id == "example-account-unknown" })
    }

    /// Ten months on, every page says of the worked examples what it said at their own instant.
    @Test func worksExamplesOutAtTheirOwnInstant() async throws {
        let clock = try #require(try site.settings().clock)
        let pages = ["tools/margin/index.html", "plans/how-to-handle-a-margin-call/index.html"]
        func read() throws -> [String] {
            try pages.map { name in
                let page = try site.folder.text("Output/current/site/\(name)")
                let start = try #require(page.firstRange(of: "<main"))
                let end = try #require(page.firstRange(of: "</main>"))
                return String(page[start.lowerBound..<end.lowerBound])
            }
        }
        _ = try await site.run()
        let now = try read()
        _ = try await site.run(clock: clock.advanced(bySeconds: 25_920_000))
        #expect(try read() == now)
        #expect(now.allSatisfy { $0.contains("2026-02-01T16:28:00Z") })
    }

    /// An account that is not known to be healthy is never given the all-clear.
    @Test func saysWhyThereIsNoPlanOfAnIncompleteExample() async throws {
        try site.replace(
            "exampleAccount: sample-binance-call",
            with: "exampleAccount: sample-binance-incomplete",
            in: "Content/site.yml")
        _ = try await site.run()
        let page = try site.folder.text(
            "Output/current/site/plans/how-to-handle-a-margin-call/index.html")
        #expect(page.contains("No plan yet") && page.contains("figures that are withheld"))
        #expect(!page.contains("Nothing has to be done") && !page.contains("No step is needed"))
    }

    @Test func refusesStalePricesAtNight() async throws {
        let request = ReportRequest(accountsPath: nil, includesSamples: true)
        let clock = try #require(try site.settings().clock)
        let late = try await failure {
            try await site.run(clock: clock.advanced(bySeconds: 86_400), reports: request)
        }
        guard case .stale(let problems) = late else { throw late }
        #expect(problems.all.map(\.id) == ["snapshot-stale"])
        let early = try await failure {
            try await site.run(clock: clock.advanced(bySeconds: -7_200), reports: request)
        }
        guard case .stale(let none) = early else { throw early }
        #expect(none.all.map(\.id) == ["snapshot-absent"])
        #expect(try site.releases().isEmpty)
    }

    @Test func refusesWhileAnotherRunHoldsTheLock() async throws {
        let store = try ReleaseStore(opening: site.folders.output)
        let lock = try OutputLock(of: store)
        let failure = try await failure { try await site.run() }
        withExtendedLifetime(lock) {}
        guard case .lockHeld(let problem) = failure else { throw failure }
        #expect(problem.id == "lock-held")
        #expect(try site.releases().isEmpty)
    }

    @Test func tellsTemplatesAndContentInOneRun() async throws {
        try site.remove("Templates/pages/faq.html.mustache")
        try site.folder.write("{", to: "Content/portfolios/bad.json")
        let failure = try await failure { try await site.run() }
        guard case .content(let problems) = failure else { throw failure }
        #expect(problems.all.contains { $0.location.file.hasSuffix("portfolios/bad.json") })
        #expect(problems.all.contains { $0.message.contains("pages/faq") })
    }

    @Test func keepsTheLiveReleaseWhenAPageFailsItsCheck() async throws {
        let live = try await site.run().releaseID
        let text = try site.folder.text(article)
        try site.folder.write(text + "\n[Nowhere](/articles/nowhere/)\n", to: article)
        let failure = try await failure { try await site.run() }
        guard case .check(let problems) = failure else { throw failure }
        #expect(
            problems.all.contains {
                $0.severity == .error && $0.location.file.contains("how-liquidation-unfolds")
            })
        #expect(try site.current() == live)
        #expect(try site.releases() == [live], "the draft is gone")
    }

    @Test func neverRendersAnAccountThatIsNotFictional() async throws {
        try site.folder.write(
            site.realAccount(id: "desk-77"), to: "Content/portfolios/desk-77.json")
        let failure = try await failure { try await site.run() }
        guard case .content(let problems) = failure else { throw failure }
        #expect(problems.all.contains { $0.id == "portfolio-not-fictional" })
        #expect(try site.releases().isEmpty)
    }

    @Test func leavesNoDraftWhenReportsCannotBeWritten() async throws {
        let settings = try site.folder.text("Content/site.yml")
        try site.folder.write(settings + "\nkeyFile: Content/key\n", to: "Content/site.yml")
        let failure = try await failure {
            try await site.run(reports: ReportRequest(accountsPath: nil, includesSamples: true))
        }
        #expect(failure.diagnostics.map(\.id) == ["key-inside-site"])
        #expect(try site.releases().isEmpty)
        #expect(try site.current() == nil)
    }

    // MARK: Fails after the swap

    /// Plays another program that writes to the output folder: spoils the draft's front page.
    private struct Spoiler: BuildProgress {
        let releases: String

        func show(_ stage: String) {}

        func advance(_ stage: String, by count: Int, of total: Int) {
            let drafts = (try? FileManager.default.contentsOfDirectory(atPath: releases)) ?? []
            for draft in drafts where draft.hasPrefix(".staging-") {
                let page = "\(releases)/\(draft)/site/index.html"
                guard FileManager.default.fileExists(atPath: page) else { continue }
                #expect(throws: Never.self) {
                    try Data("spoilt".utf8).write(to: URL(filePath: page))
                }
            }
        }
    }

    @Test func goesBackWhenTheLivePageIsNotTheOneBuilt() async throws {
        let live = try await publishedThenEdited()
        let spoiler = Spoiler(releases: site.folder.path("Output/releases"))
        let failure = try await failure { try await site.run(progress: spoiler) }
        guard case .publish(let problem) = failure else { throw failure }
        #expect(problem.id == "smoke-test-failed")
        #expect(problem.message.contains(live))
        #expect(try site.current() == live)
        #expect(try site.folder.text("Output/current/site/index.html") != "spoilt")
    }

    @Test func saysThatThereIsNothingToGoBackTo() async throws {
        let spoiler = Spoiler(releases: site.folder.path("Output/releases"))
        let failure = try await failure { try await site.run(progress: spoiler) }
        #expect(failure.diagnostics.map(\.id) == ["smoke-test-failed"])
        #expect(!failure.diagnostics.contains { $0.message.contains("live again") })
        #expect(try site.current() == nil)
    }

    /// Symbols that Binance lists.
    @Test func givesPagesToAssetsOfEveryScript() async throws {
        try site.folder.write(
            """
            [{"symbol":"BTCUSD","lastPrice":"87959.90","closeTime":1769963090000},
             {"symbol":"币安人生USD","lastPrice":"0.2","closeTime":1769963090000},
             {"symbol":"我踏马来了USD","lastPrice":"0.02","closeTime":1769963090000}]
            """, to: "Content/snapshots/binance.json")
        try site.remove("Content/snapshots/2026-02-01T16-25-00Z.json")
        let summary = try await site.run()
        #expect(summary.outcome == .published)
        let path = "assets/币安人生/"
        let page = try site.folder.text("Output/current/site/\(path)index.html")
        #expect(page.contains("币安人生"))
        let address = "/assets/%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9F/"
        #expect(try site.folder.text("Output/current/site/sitemap.xml").contains(address))
        #expect(
            try site.folder.text("Output/current/site/ticker/index.html").contains(address))
    }
}
