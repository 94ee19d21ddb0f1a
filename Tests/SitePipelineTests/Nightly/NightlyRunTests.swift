import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct NightlyRunTests {
    private let site: SiteCopy
    private let article = "Content/articles/how-liquidation-unfolds.md"
    private let page = "Output/current/site/articles/how-liquidation-unfolds/index.html"

    init() throws { site = try SiteCopy() }

    private func configure(_ text: String) throws {
        try site.folder.write(
            site.folder.text("Content/site.yml") + "\nnightly:\n\(text)\n", to: "Content/site.yml")
    }

    private func run(
        _ publication: SiteRun.Publication = .publish, accounts: String? = nil,
        afterSeconds seconds: Int64 = 0, acceptsChanges: Bool = false,
        holdsRollbacks: Bool = true, acceptsNewKey: Bool = false
    ) async throws -> NightlyRun.Summary {
        let clock = try #require(try site.settings().clock).advanced(bySeconds: seconds)
        let request = ReportRequest(
            accountsPath: accounts, includesSamples: true,
            stopsAtProblems: try site.build().accountsMustAllBeRead, acceptsNewKey: acceptsNewKey)
        return try await NightlyRun(
            SiteRun(
                build: site.build(clock: clock), publication: publication, isStrict: false,
                reports: request, acceptsChanges: acceptsChanges,
                holdsRollbacks: holdsRollbacks, progress: nil)
        ).run()
    }

    private func failure(_ body: () async throws -> NightlyRun.Summary) async throws -> RunFailure {
        try #require(await #expect(throws: RunFailure.self) { try await body() })
    }

    // MARK: Prices

    @Test func missesNoTickerWhereNobodyIsShownPrices() async throws {
        let later: Int64 = 10 * 86_400
        let stale = try await failure { try await run(afterSeconds: later) }
        #expect(stale.diagnostics.contains { $0.id == "snapshot-stale" })
        try site.folder.write(
            site.folder.text("Content/site.yml") + "sections: {prices: false}\n",
            to: "Content/site.yml")
        #expect(try await run(afterSeconds: later).run.outcome == .published)
    }

    @Test func runsWithoutAFolderOfSnapshots() async throws {
        try site.remove("Content/snapshots/2026-02-01T16-25-00Z.json")
        let absent = try await failure { try await run() }
        #expect(absent.diagnostics.contains { $0.id == "snapshot-absent" })
        try site.remove("Content/snapshots")
        #expect(try await run().run.outcome == .published)
    }

    // MARK: Items that cannot be used

    @Test func keepsTheLastGoodVersionOfAnArticleThatCannotBeRead() async throws {
        try configure("  onFailure:\n    articles: quarantine")
        #expect(try await run().isPartial == false)
        let good = try site.folder.text(page)
        try site.folder.write("---\ntitle: [\n---\n", to: article)
        try site.replace(
            "title: How to read", with: "title: Reading",
            in: "Content/articles/how-to-read-a-margin-report.md")
        let summary = try await run()
        #expect(summary.isPartial)
        #expect(summary.run.outcome == .published)
        #expect(summary.run.quarantined.map(\.id) == ["item-quarantined"])
        #expect(summary.run.quarantined[0].location.file.hasSuffix(article))
        #expect(try site.folder.text(page).contains("How liquidation unfolds"))
        #expect(good.contains("How liquidation unfolds"))
        let report = try site.folder.text("Output/current/build-report.json")
        #expect(report.contains("\"item-quarantined\""))
    }

    @Test func keepsTheLastGoodVersionOfAnArticleWhosePageFailsItsCheck() async throws {
        try configure("  onFailure:\n    articles: quarantine")
        _ = try await run()
        let text = try site.folder.text(article)
        try site.folder.write(text + "\nNew words. [Nowhere](/articles/nowhere/)\n", to: article)
        try site.replace(
            "title: How to read", with: "title: Reading",
            in: "Content/articles/how-to-read-a-margin-report.md")
        let summary = try await run()
        #expect(summary.run.outcome == .published)
        #expect(summary.run.quarantined.map(\.id) == ["item-quarantined"])
        #expect(try !site.folder.text(page).contains("New words"))
    }

    @Test func leavesOutAnArticleThatHasNoGoodVersion() async throws {
        try configure("  onFailure:\n    articles: quarantine")
        try site.folder.write("---\ntitle: [\n---\n", to: "Content/articles/new.md")
        let summary = try await run()
        #expect(summary.run.quarantined.map(\.id) == ["item-dropped"])
        #expect(
            !FileManager.default.fileExists(
                atPath: site.folder.path("Output/current/site/articles/new")))
    }

    @Test func stopsAtABadArticleUnlessTold() async throws {
        try site.folder.write("---\ntitle: [\n---\n", to: "Content/articles/new.md")
        guard case .content(let problems) = try await failure({ try await run() }) else {
            Issue.record("another failure")
            return
        }
        #expect(problems.all.contains { $0.location.file.hasSuffix("new.md") })
        #expect(try site.current() == nil)
    }

    @Test func neverSetsARealAccountAmongTheSamplesAside() async throws {
        try configure("  onFailure:\n    portfolios: drop")
        try site.folder.write(
            site.realAccount(id: "desk-77"), to: "Content/portfolios/desk-77.json")
        let failure = try await failure { try await run() }
        #expect(failure.diagnostics.contains { $0.id == "portfolio-not-fictional" })
    }

    @Test func stopsAtABadAccountWhenTold() async throws {
        try site.folder.write("{}\n", to: "real.ndjson")
        #expect(try await run(.dryRun, accounts: site.folder.path("real.ndjson")).isPartial)
        try configure("  onFailure:\n    accounts: fail")
        let failure = try await failure {
            try await run(accounts: site.folder.path("real.ndjson"))
        }
        guard case .input = failure else { throw failure }
        #expect(try site.current() == nil)
    }

    // MARK: Gates

    /// A rise by 76 percent, by 340, and a fall by 71: one rule, and what was accepted stays so.
    @Test(arguments: ["50000", "20000", "300000"])
    func stopsAtAPriceThatJumpedUnlessAccepted(before: String) async throws {
        let latest = "Content/snapshots/2026-02-01T16-25-00Z.json"
        let earlier = try site.folder.text(latest)
            .replacingOccurrences(of: "2026-02-01T16:25:00Z", with: "2026-02-01T10:00:00Z")
            .replacingOccurrences(of: "87959.907984", with: before)
        try #require(earlier.contains(before))
        try site.folder.write(earlier, to: "Content/snapshots/2026-02-01T10-00-00Z.json")
        guard case .stale(let problems) = try await failure({ try await run() }) else {
            Issue.record("another failure")
            return
        }
        #expect(problems.all.map(\.id) == ["price-jump"])
        let ticker = "Output/current/site/ticker/ticker.json"
        let built = try await site.run()
        #expect(built.warnings.map(\.id) == ["price-jump"])
        #expect(try site.folder.text(ticker).contains("\"reason\": \"jumped\""))
        let page = try site.folder.text("Output/current/site/ticker/index.html")
        #expect(page.contains("withheld: moved too far"))
        let accepted = try await run(acceptsChanges: true)
        #expect(accepted.run.outcome == .published)
        #expect(accepted.run.warnings.contains { $0.id == "price-jump" && $0.severity == .warning })
        #expect(try site.folder.text(ticker).contains("87959.907984"))
        let again = try await run(afterSeconds: 60)
        #expect(!again.run.warnings.contains { $0.id == "price-jump" })
        #expect(try site.folder.text(ticker).contains("87959.907984"))
    }

    @Test func stopsWhenMuchOfTheSiteWouldBeGoneUnlessAccepted() async throws {
        let live = try await run().run.releaseID
        for name in try site.folder.names("Content/articles")
        where name != "how-to-handle-a-margin-call.md" {
            try site.remove("Content/articles/\(name)")
        }
        for name in try site.folder.names("Content/portfolios")
        where name != "sample-binance-call.json" {
            try site.remove("Content/portfolios/\(name)")
        }
        try site.replace(
            "related:", with: "tags_unused:", in: "Content/articles/how-to-handle-a-margin-call.md")
        let failure = try await failure { try await run() }
        #expect(
            failure.diagnostics.contains { $0.id == "release-pages-lost" }, "\(failure.diagnostics)"
        )
        #expect(try site.current() == live)
        #expect(try site.releases() == [live], "the draft is gone")
        #expect(try await run(acceptsChanges: true).run.outcome == .published)
    }

    /// A page that became a redirect is not lost.
    @Test func letsQuestionsMoveIntoTheirArticles() async throws {
        let file = "Content/articles/how-to-handle-a-margin-call.md"
        let more = (0..<60).map { "### Is this question \($0)?\n\nIt is." }
        try site.folder.write(
            site.folder.text(file) + "\n\n" + more.joined(separator: "\n\n") + "\n", to: file)
        try site.replace("questions: section", with: "questions: page", in: "Content/site.yml")
        _ = try await run()
        let page = "Output/current/site/faq/how-to-handle-a-margin-call/is-this-question-7/"
        #expect(try site.folder.names(page) == ["index.html"])
        try site.replace("questions: page", with: "questions: section", in: "Content/site.yml")
        let summary = try await run(afterSeconds: 60)
        #expect(summary.run.outcome == .published)
        #expect(!FileReader().exists(site.folder.path(page)))
        let rules = [
            "site/_redirects", "server/Caddyfile.snippet", "server/nginx.snippet",
            "server/apache.snippet",
        ]
        for rule in try rules.map({ try site.folder.text("Output/current/" + $0) }) {
            #expect(rule.contains("/plans/how-to-handle-a-margin-call/#"))
        }
    }

    // MARK: Real accounts

    /// A file of so many accounts, one a line.
    private func accounts(_ ids: [String]) throws -> String {
        let lines = try ids.map {
            try site.realAccount(id: $0).replacingOccurrences(of: "\n", with: " ")
        }
        try site.folder.write(lines.joined(separator: "\n"), to: "real.ndjson")
        return site.folder.path("real.ndjson")
    }

    @Test(arguments: ["", "\n\n"])
    func stopsWhereThereIsNoAccountToReadUnlessAccepted(text: String) async throws {
        try site.folder.write(text, to: "real.ndjson")
        try site.folder.write("%PDF-1.7", to: "folder/real.ndjson")
        for path in [site.folder.path("real.ndjson"), site.folder.path("folder"), "/dev/null"] {
            guard case .stale(let problems) = try await failure({ try await run(accounts: path) })
            else {
                Issue.record("another failure")
                return
            }
            #expect(problems.all.last?.id == "accounts-none")
            #expect(problems.all.last?.location.file == path)
        }
        #expect(try site.current() == nil)
        let accepted = try await run(
            accounts: site.folder.path("real.ndjson"), acceptsChanges: true)
        #expect(accepted.run.outcome == .published)
        #expect(accepted.run.warnings.contains { $0.id == "accounts-none" })
    }

    @Test func stopsWhereTooManyAccountsAreGoneUnlessAccepted() async throws {
        let ids = (1...10).map { "desk-\($0)-x" }
        let live = try await run(accounts: accounts(ids)).run.releaseID
        for ids in [Array(ids.prefix(8)), []] {
            let path = ids.isEmpty ? nil : try accounts(ids)
            let failure = try await failure {
                try await run(accounts: path, afterSeconds: 60)
            }
            guard case .stale(let problems) = failure else {
                Issue.record("another failure")
                return
            }
            #expect(problems.all.map(\.id) == ["accounts-lost"])
            #expect(problems.all[0].message.contains("\(10 - ids.count) of 10"))
            #expect(try site.current() == live)
        }
        // One tenth may go, and the next night is held against what is left.
        #expect(
            try await run(accounts: accounts(Array(ids.prefix(9))), afterSeconds: 120).run.outcome
                == .published)
        let path = try accounts(Array(ids.prefix(8)))
        _ = try await failure { try await run(accounts: path, afterSeconds: 180) }
        let accepted = try await run(accounts: path, afterSeconds: 180, acceptsChanges: true)
        #expect(accepted.run.warnings.contains { $0.id == "accounts-lost" })
        #expect(try await run(accounts: path, afterSeconds: 240).run.outcome == .published)
    }

    @Test func accountsOfOtherNamesAreNoReplacement() async throws {
        let ids = (1...10).map { "desk-\($0)-x" }
        _ = try await run(accounts: accounts(ids))
        let others = ids.prefix(7) + ["other-1-x", "other-2-x", "other-3-x", "other-4-x"]
        let path = try accounts(Array(others))
        guard
            case .stale(let problems) = try await failure({
                try await run(accounts: path, afterSeconds: 60)
            })
        else {
            Issue.record("another failure")
            return
        }
        #expect(problems.all.map(\.id) == ["accounts-lost"])
        #expect(problems.all[0].message.contains("3 of 10"))
    }

    @Test(arguments: ["[]", "{\"schema\": 1}", "no account"])
    func aFileWithoutAnyAccountIsNoAccount(text: String) async throws {
        _ = try await run(accounts: accounts(["desk-1-x"]))
        try site.folder.write(text, to: "real.json")
        guard
            case .stale(let problems) = try await failure({
                try await run(accounts: site.folder.path("real.json"), afterSeconds: 60)
            })
        else {
            Issue.record("another failure")
            return
        }
        #expect(problems.all.last?.id == "accounts-none")
    }

    @Test func aBuildKnowsTheIdsOfTheNightToCome() async throws {
        try site.replace(
            "Liquidation is a sequence", with: "Liquidation (OSPREY-77-book) is a sequence",
            in: article)
        let path = try accounts(["osprey-77-book"])
        try site.replace(
            "language: en", with: "language: en\naccounts: \(path)", in: "Content/site.yml")
        let failure = try await #require(throws: RunFailure.self) {
            _ = try await SiteRun(
                build: site.build(), publication: .publish, isStrict: false, reports: nil,
                progress: nil
            ).run()
        }
        guard case .check(let problems) = failure else {
            Issue.record("another failure")
            return
        }
        #expect(Set(problems.all.map(\.id)) == ["P004-account-named"])
    }

    @Test func anOlderTickerThatComesLaterHoldsNothingBack() async throws {
        _ = try await run(accounts: accounts(["desk-1-x"]))
        let odd = """
            {"schema":"marginalia/snapshot/1","asOf":"2026-01-31T16:25:00Z","source":"odd","currency":"USD",
             "quotes":[{"asset":"bitcoin","ticker":"BTC","name":"Bitcoin","price":"8"}]}
            """
        try site.folder.write(odd, to: "Content/snapshots/odd.json")
        let summary = try await run(accounts: accounts(["desk-1-x"]), afterSeconds: 60)
        #expect(!summary.run.warnings.contains { $0.id == "price-jump" })
    }

    @Test func countsAccountsThatCannotBeReadAsThere() async throws {
        _ = try await run(accounts: accounts(["desk-1", "desk-2"]))
        let path = try accounts(["desk-1"])
        try site.folder.write(site.folder.text("real.ndjson") + "\n{}\n", to: "real.ndjson")
        let summary = try await run(accounts: path, afterSeconds: 60)
        #expect(summary.run.outcome == .published)
        #expect(summary.isPartial)
    }

    @Test func allowsTheLossThatTheSettingsAllow() async throws {
        try configure("  gates:\n    lostAccountsPercent: 50")
        _ = try await run(accounts: accounts(["desk-1", "desk-2"]))
        let summary = try await run(accounts: accounts(["desk-1"]), afterSeconds: 60)
        #expect(summary.run.outcome == .published)
    }

    @Test func findsTheIdOfAnAccountOnItsFirstNight() async throws {
        try site.replace(
            "Liquidation is a sequence", with: "Liquidation (osprey-77-book) is a sequence",
            in: article)
        let failure = try await failure { try await run(accounts: accounts(["osprey-77-book"])) }
        guard case .check(let problems) = failure else {
            Issue.record("another failure")
            return
        }
        #expect(Set(problems.all.map(\.id)) == ["P004-account-named"])
        #expect(!problems.all.contains { $0.description.contains("osprey-77") })
        #expect(try site.current() == nil)
        let other = try await run(accounts: accounts(["desk-1"]))
        #expect(other.run.outcome == .published)
    }

    @Test func goesOnAfterANightWithoutAccounts() async throws {
        try site.folder.write("", to: "none.ndjson")
        _ = try await run(accounts: site.folder.path("none.ndjson"), acceptsChanges: true)
        let next = try await run(accounts: accounts(["desk-1"]), afterSeconds: 60)
        #expect(next.problems.isEmpty, "a night without accounts is remembered too")
    }

    @Test func publishesThoughAnIdIsAWordOrANumberAndSaysWhere() async throws {
        let ids = [
            "1", "20260201", "margin", "how-liquidation-unfolds", "osprey-77-book", "desk-9",
        ]
        for night in 0..<2 {
            let summary = try await run(
                accounts: accounts(ids), afterSeconds: Int64(night) * 60)
            #expect(summary.run.outcome == .published)
            let said = summary.run.warnings.filter { $0.id == "ids-not-searched" }
            #expect(said.map(\.location.line) == [1])
            #expect(said.first?.message.contains("line 1, 2, 3, 4)") == true)
            #expect(said.first?.description.contains("unfolds") == false)
        }
    }

    // MARK: After a rollback

    /// Two nights, then back to the first.
    private func rolledBack() async throws -> (first: String, second: String) {
        let first = try await run().run.releaseID
        try site.replace("title: How to read", with: "title: Reading", in: other)
        let second = try await run(afterSeconds: 60).run.releaseID
        #expect(try ReleaseStore(opening: site.folders.output).rollback(to: nil).live == first)
        return (first, second)
    }

    private let other = "Content/articles/how-to-read-a-margin-report.md"

    @Test func leavesARollbackAloneUntilSomethingIsWritten() async throws {
        let (first, second) = try await rolledBack()
        // A new ticker is no reason.
        let ticker = try site.folder.text("Content/snapshots/2026-02-01T16-25-00Z.json")
            .replacingOccurrences(of: "2026-02-01T16:25:00Z", with: "2026-02-01T16:26:00Z")
        try site.folder.write(ticker, to: "Content/snapshots/2026-02-01T16-26-00Z.json")
        let trial = try await run(.dryRun, afterSeconds: 120)
        #expect(trial.run.outcome == .tried && trial.isPartial)
        #expect(trial.run.warnings.contains { $0.id == "release-held" })
        #expect(try !site.folder.text("Output/.state/journal").contains(" held "))
        let held = try await run(afterSeconds: 120)
        #expect(held.run.outcome == .held)
        #expect(held.isPartial)
        #expect(held.run.hold?.left == second)
        #expect(!held.run.reports.isEmpty)
        #expect(try site.current() == first)
        #expect(try site.releases() == [first, second].sorted())
        try site.replace("title: Reading", with: "title: Learning", in: other)
        let next = try await run(afterSeconds: 180)
        #expect(next.run.outcome == .published)
        #expect(next.run.hold?.live == first, "it says what it ends")
        #expect(!next.isPartial)
        #expect(try await run(afterSeconds: 240).run.hold == nil)
    }

    @Test func publishesAfterARollbackWhenTold() async throws {
        let (first, second) = try await rolledBack()
        #expect(try await run(afterSeconds: 120, acceptsChanges: true).run.outcome == .held)
        let store = try ReleaseStore(opening: site.folders.output)
        #expect(try store.resume()?.left == second)
        #expect(try await run(afterSeconds: 120).run.outcome == .published)
        _ = try store.rollback(to: first)
        #expect(try await run(afterSeconds: 180, holdsRollbacks: false).run.outcome == .published)
        _ = try store.rollback(to: first)
        let built = try await site.run(
            clock: #require(try site.settings().clock).advanced(bySeconds: 240))
        #expect(built.outcome == .published)
        #expect(built.hold != nil)
    }

    @Test func doesNotMakeWhatWasLeftLiveAgainWhenItsContentComesBack() async throws {
        let (first, _) = try await rolledBack()
        try site.replace("title: Reading", with: "title: How to read", in: other)
        #expect(try await run().run.outcome == .unchanged, "what is live is what is there")
        try site.replace("title: How to read", with: "title: Reading", in: other)
        #expect(try await run(afterSeconds: 60).run.outcome == .held)
        #expect(try site.current() == first)
    }

    @Test func saysWhatHoldsAndWritesRefusalsDown() async throws {
        _ = try await rolledBack()
        let held = try await run(afterSeconds: 120)
        let said = try #require(held.run.warnings.first { $0.id == "release-held" })
        let hold = try #require(held.run.hold)
        #expect(said.message.contains(hold.since.description) && said.message.contains(hold.user))
        try site.folder.write("{", to: "Content/portfolios/bad.json")
        _ = try await failure { try await run() }
        let events = try site.folder.text("Output/.state/journal").split(separator: "\n").map {
            $0.split(separator: " ")[1]
        }
        #expect(events == ["published", "published", "rolled-back", "held", "refused"])
    }

    // MARK: After the swap

    @Test func tellsOfSamplesOnlyWhereThereAreNoRealAccounts() async throws {
        try configure("  alerts:\n    from: call\n    file: alerts.ndjson")
        let trial = try await run(.dryRun)
        #expect(trial.alertCount > 0)
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("alerts.ndjson")))
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("Output/private")))
        let first = try await run()
        #expect(first.alertCount == trial.alertCount)
        #expect(
            try site.folder.text("alerts.ndjson").contains("\"account\":\"sample-binance-call\""))
        #expect(try await run(afterSeconds: 60).alertCount == 0)
        try site.folder.write(site.realAccount(id: "desk-1") + "\n", to: "real.json")
        let real = try await run(accounts: site.folder.path("real.json"), afterSeconds: 43_200)
        #expect(real.alertCount == 0)
    }

    @Test func tellsWhoeverIsNamedLaterOfWhatNoOneWasToldOf() async throws {
        #expect(try await run().alertCount > 0)
        try configure("  alerts:\n    file: alerts.ndjson")
        #expect(try await run(afterSeconds: 60).alertCount > 0)
        #expect(try await run(afterSeconds: 120).alertCount == 0)
    }

    @Test func publishesAlthoughTheAlertCommandFails() async throws {
        try configure("  alerts:\n    from: call\n    command: [/bin/false]")
        let summary = try await run()
        #expect(summary.isPartial)
        #expect(summary.alertCount == 0)
        #expect(summary.problems.map(\.id) == ["alert-command-failed"])
        #expect(try site.current() == summary.run.releaseID)
        try site.replace("/bin/false", with: "/bin/true", in: "Content/site.yml")
        #expect(try await run(afterSeconds: 60).alertCount > 0, "what did not go out goes out now")
    }

    @Test func writesMetricsOfSuccessAndOfFailureWithoutNamingAnAccount() async throws {
        try configure("  metrics: run.prom")
        try site.folder.write(site.realAccount(id: "desk-1") + "\n", to: "real.json")
        _ = try await run(accounts: site.folder.path("real.json"))
        let good = try site.folder.text("run.prom")
        #expect(good.contains("\nmarginalia_run_success 1\n"))
        #expect(good.contains("marginalia_run_result{result=\"ok\"} 1"))
        let healthy = try #require(line("accounts{state=\"healthy\"}", of: good))
        #expect(good.contains("marginalia_run_stage_seconds{stage=\"publishing\"} "))
        for secret in ["desk-1", "sample-"] { #expect(!good.contains(secret)) }
        let success = try #require(line("last_success_timestamp_seconds", of: good))
        let now = SystemClock.now.secondsSinceEpoch
        let told = try #require(success.split(separator: " ").last.flatMap { Int64($0) })
        #expect((now - 3_600...now).contains(told), "in real time, whatever the clock")
        try site.folder.write("{", to: "Content/portfolios/bad.json")
        _ = try await failure { try await run() }
        let bad = try site.folder.text("run.prom")
        #expect(bad.contains("\nmarginalia_run_success 0\n"))
        #expect(bad.contains("marginalia_run_result{result=\"content\"} 1"))
        #expect(bad.contains("marginalia_release_published_timestamp_seconds "))
        #expect(
            line("accounts{state=\"healthy\"}", of: bad) == healthy,
            "as the last good night left it")
        #expect(line("last_success_timestamp_seconds", of: bad) == success)
    }

    private func line(_ name: String, of metrics: String) -> Substring? {
        metrics.split(separator: "\n").first { $0.hasPrefix("marginalia_\(name) ") }
    }

    @Test func saysThatARunHasBegunBeforeAnythingElse() async throws {
        try configure("  metrics: run.prom")
        _ = try await run()
        let store = try ReleaseStore(opening: site.folders.output)
        let lock = try OutputLock(of: store)
        // Whatever ends a run in between, the figures say that it did not come to its end.
        let file = try #require(MetricsFile.remembered(in: store, of: site.folders))
        try file.update { $0.begin(at: noon) }
        withExtendedLifetime(lock) {}
        let text = try site.folder.text("run.prom")
        #expect(line("run_success", of: text) == "marginalia_run_success 0")
        #expect(
            text.contains("marginalia_last_attempt_timestamp_seconds \(noon.secondsSinceEpoch)\n"))
        #expect(text.contains("marginalia_accounts{"))
    }

    @Test func showsInTheFiguresThatTheSettingsCannotBeRead() async throws {
        try configure("  metrics: run.prom")
        _ = try await run()
        NightlyRun.fail(.configuration(Diagnostics([])), in: site.folders)
        let text = try site.folder.text("run.prom")
        #expect(line("run_success", of: text) == "marginalia_run_success 0")
        #expect(text.contains("marginalia_run_result{result=\"configuration\"} 1"))
        #expect(text.contains("marginalia_accounts{"))
    }

    // MARK: Faults after the swap

    @Test func goesOnWithEverythingElseWhenSomethingFailsAfterTheSwap() async throws {
        try configure(
            """
              metrics: nowhere/run.prom
              onFailure:
                articles: quarantine
              alerts:
                file: alerts.ndjson
            """)
        // A file stands where copies of content are kept.
        try site.folder.write("", to: "Output/.marginalia")
        try site.folder.write("x", to: "Output/.state/good")
        let summary = try await run()
        #expect(summary.run.outcome == .published)
        #expect(summary.isPartial)
        #expect(try site.current() == summary.run.releaseID)
        #expect(summary.run.afterSwap.map(\.severity) == [.warning])
        #expect(summary.problems.map(\.id) == ["io-not-found", "io-not-found"], "begun, ended")
        #expect(summary.alertCount > 0)
        #expect(!(try site.folder.text("alerts.ndjson")).isEmpty)
    }

    // MARK: The key

    @Test func asksBeforeReportsGetOtherNames() async throws {
        try site.folder.write(site.realAccount(id: "desk-4711") + "\n", to: "real.json")
        let real = site.folder.path("real.json")
        _ = try await run(accounts: real)
        let day = "Output/private/2026-02-01"
        let before = try site.folder.names(day)
        try site.remove(".marginalia-key")
        let lost = try await failure { try await run(accounts: real) }
        guard case .configuration(let problems) = lost else { throw lost }
        #expect(problems.all.map(\.id) == ["key-lost"])
        #expect(!FileManager.default.fileExists(atPath: site.folder.path(".marginalia-key")))
        _ = try await run(accounts: real, acceptsNewKey: true)
        let after = try site.folder.names(day)
        #expect(after.count == before.count, "no report stands twice")
        #expect(
            Set(after).intersection(before) == [
                "book.csv", "book.html", "book.json", "index.ndjson", "manifest.ndjson",
            ])
        try site.folder.write(String(repeating: "k", count: 32), to: ".marginalia-key")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: site.folder.path(".marginalia-key"))
        let other = try await failure { try await run(accounts: real) }
        #expect(other.diagnostics.map(\.id) == ["key-changed"])
    }

    @Test func removesWhatNoReportComparesWithAnyMore() async throws {
        try configure("  keptReportDays: 3")
        _ = try await run()
        let own = Set(try site.folder.names("Output/private/history"))
        try site.folder.write("{}", to: "Output/private/history/0123.json")
        _ = try await run(afterSeconds: 60)
        #expect(try site.folder.names("Output/private/history").contains("0123.json"))
        for day in ["2025-12-01", "2026-01-20"] {
            try site.folder.write("x", to: "Output/private/\(day)/a.html")
        }
        #expect(try await run(afterSeconds: 120).purgedDays.count == 1)
        #expect(Set(try site.folder.names("Output/private/history")) == own)
    }

    @Test func removesReportsOfOldDaysButNeverTheLastTwo() async throws {
        try configure("  keptReportDays: 3")
        for day in ["2025-12-01", "2026-01-20", "2026-01-29", "notes"] {
            try site.folder.write("x", to: "Output/private/\(day)/a.html")
        }
        try site.folder.write("", to: "Output/.marginalia")
        // They are older than any key.
        let summary = try await run(acceptsNewKey: true)
        #expect(summary.purgedDays.map(\.description) == ["2025-12-01", "2026-01-20"])
        let left = try site.folder.names("Output/private").filter { !$0.contains(".") }
        #expect(left == ["2026-01-29", "2026-02-01", "history", "key-mark", "notes"])
        let store = try ReleaseStore(opening: site.folders.output)
        let late = CivilDate(year: 2027, month: 1, day: 1)
        #expect(try PrivateStore.purge(in: store, before: late).isEmpty, "two days stay")
    }

    @Test func namesNoAccountInWhatIsPublished() async throws {
        try site.folder.write(site.realAccount(id: "desk-4711") + "\n", to: "real.json")
        let id = try await run(accounts: site.folder.path("real.json")).run.releaseID
        let index = try site.folder.text("Output/private/2026-02-01/index.ndjson")
        #expect(index.contains("desk-4711"))
        for file in try FileReader().list(site.folder.path("Output/releases/\(id)")) {
            // Not all of them are text.
            let bytes = try FileReader().read(
                site.folder.path("Output/releases/\(id)/\(file.path)"))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("desk-4711"), "\(file.path)")
        }
    }
}
