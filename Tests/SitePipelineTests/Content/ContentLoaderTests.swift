import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ContentLoaderTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func load(
        clock: Instant? = nil
    ) async throws -> (content: SiteContent, warnings: [Diagnostic]) {
        let settings = try site.settings()
        return try await ContentLoader(
            folders: site.folders, clock: try clock ?? #require(settings.clock),
            queue: WorkQueue(workers: 2)
        ).load(settings)
    }

    private func refusal() async throws -> [Diagnostic] {
        let error = await #expect(throws: Diagnostics.self) { try await load() }
        return try #require(error).all
    }

    private func fileName(_ problem: Diagnostic) -> String {
        String(problem.location.file.dropFirst(site.folders.content.count + 1))
    }

    @Test func readsTheShippedContent() async throws {
        let (content, _) = try await load()
        #expect(content.articles.map(\.slug) == content.articles.map(\.slug).sorted())
        #expect(content.sheets.count == 3)
        #expect(!content.samples.contains { !$0.isFictional })
        #expect(content.inputs == content.inputs.sorted { $0.path < $1.path })
        #expect(content.inputs.contains { $0.path.hasSuffix("/news.json") })
    }

    @Test func namesEveryFileThatIsNotRead() async throws {
        for path in [
            "articles/b.txt", "articles/c.MD", "articles/2026/sub.html", "posts/a.md",
            "snapshots/prices.txt", "notes.txt", "articles/.draft.md", "history/README.md",
        ] {
            try site.folder.write("x", to: "Content/" + path)
        }
        let unread = try await load().warnings.filter { $0.id == "file-not-read" }
        #expect(
            unread.map(fileName) == [
                "articles/2026/sub.html", "articles/b.txt", "articles/c.MD", "notes.txt", "posts",
                "snapshots/prices.txt",
            ])
    }

    @Test func namesWhatIsRelatedToNothing() async throws {
        let file = "Content/articles/how-liquidation-unfolds.md"
        try site.replace("related: [", with: "related: [how-liquidation-unfold, ", in: file)
        let warning = try #require(try await load().warnings.first { $0.id == "related-unknown" })
        let lines = try site.folder.text(file).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[warning.location.line - 1].hasPrefix("related:"))
        #expect(warning.hint == "Did you mean how-liquidation-unfolds?")
    }

    @Test func refusesAPlanThatReportsCannotReferTo() async throws {
        func article(_ body: String) -> String {
            "---\ntitle: A plan\nsummary: What it says.\ndate: 2026-02-01T10:00:00Z\n"
                + "rights: own\nkind: plan\n---\n\n\(body)\n"
        }
        try site.folder.write(article("## First {#response}\n\nText."), to: "Content/articles/a.md")
        let problems = try await refusal()
        #expect(
            problems.map { "\($0.id) \(fileName($0))" } == [
                "plan-sections articles/a.md",
                "plan-twice articles/how-to-handle-a-margin-call.md",
            ])
    }

    /// Whatever they are called: the ending says nothing but that a file holds data.
    @Test func readsFilesOfDataByTheirContent() async throws {
        let before = try await load().content
        for (name, other) in [
            ("snapshots/2026-02-01T16-25-00Z.json", "snapshots/prices.csv"),
            ("venues/okx.json", "venues/okx.tsv"), ("history/bitcoin.csv", "history/BTC.json"),
            ("portfolios/sample-okx-cross.json", "portfolios/okx.jsonl"),
            ("news.json", "news.ndjson"),
        ] {
            let place = site.folder.path("Content/" + other)
            try FileManager.default.moveItem(
                atPath: site.folder.path("Content/" + name), toPath: place)
            let gzip = try Process.run(URL(filePath: "/bin/gzip"), arguments: [place])
            gzip.waitUntilExit()
            try #require(gzip.terminationStatus == 0)
        }
        let (after, warnings) = try await load()
        #expect(!warnings.contains { $0.id == "file-not-read" })
        #expect(after.snapshot == before.snapshot && after.news == before.news)
        #expect(after.sheets == before.sheets && after.candles == before.candles)
        #expect(Set(after.samples) == Set(before.samples))
        #expect(try HistoryFolder.load(site.folder.path("Content/history")) == after.candles)
        let sheets = try VenueSheetFolder.load(site.folder.path("Content/venues")).sheets
        #expect(sheets == after.sheets)
    }

    @Test func readsSeveralSamplesOfOneFile() async throws {
        let folder = site.folder.path("Content/portfolios")
        let count = try await load().content.samples.count
        let lines = try FileReader().list(folder).map {
            try String(contentsOfFile: folder + "/" + $0.path, encoding: .utf8)
                .replacing("\n", with: " ")
        }
        try FileManager.default.removeItem(atPath: folder)
        try site.folder.write(lines.joined(separator: "\n"), to: "Content/portfolios/all.ndjson")
        #expect(try await load().content.samples.count == count)
        let real = lines[0].replacing("\"fictional\": true,", with: "")
        try site.folder.write(real + "\n" + lines[1], to: "Content/portfolios/all.ndjson")
        #expect(try await refusal().map(\.id).contains("portfolio-not-fictional"))
    }

    @Test func followsALinkToAnArticleAndNamesOneThatLeadsNowhere() async throws {
        let files = FileManager.default
        let article = site.folder.path("Content/articles/how-liquidation-unfolds.md")
        try files.moveItem(atPath: article, toPath: site.folder.path("real.md"))
        try files.createSymbolicLink(
            atPath: article, withDestinationPath: site.folder.path("real.md"))
        #expect(try await load().content.articles.contains { $0.slug == "how-liquidation-unfolds" })
        try site.remove("real.md")
        let problems = try await refusal().filter { $0.severity == .error }
        #expect(problems.map(\.id) == ["io-not-found"])
        #expect(problems.map(fileName) == ["articles/how-liquidation-unfolds.md"])
    }

    @Test func tellsTheErrorsOfAllFilesInOneRunByPlace() async throws {
        for name in ["articles/z.md", "portfolios/p.json", "snapshots/s.json", "venues/v.json"] {
            try site.folder.write("{", to: "Content/" + name)
        }
        try site.folder.write("[]", to: "Content/news-extra.json")
        let problems = try await refusal()
        let files = problems.filter { $0.severity == .error }.map(fileName)
        #expect(
            Set(files) == [
                "articles/z.md", "news-extra.json", "portfolios/p.json", "snapshots/s.json",
                "venues/v.json",
            ])
        #expect(files == files.sorted())
    }

    @Test func refusesTwoSamplesOfOneID() async throws {
        let name = "Content/portfolios/sample-binance-call.json"
        try site.folder.write(site.folder.text(name), to: "Content/portfolios/zz.json")
        let problems = try await refusal().filter { $0.severity == .error }
        #expect(problems.map(\.id) == ["portfolio-duplicate-id"])
        #expect(problems.map(fileName) == ["portfolios/zz.json"])
    }

    @Test func refusesTwoSheetsOfOneVenue() async throws {
        try site.folder.write(
            site.folder.text("Content/venues/okx.json"), to: "Content/venues/older.json")
        let problems = try await refusal().filter { $0.severity == .error }
        #expect(problems.map(\.id) == ["venue-duplicate-sheet"])
        #expect(problems.map(fileName) == ["venues/older.json"])
        let error = try #require(throws: Diagnostics.self) {
            try VenueSheetFolder.load(site.folder.path("Content/venues"))
        }
        #expect(error.all.filter { $0.severity == .error }.map(\.id) == ["venue-duplicate-sheet"])
    }

    @Test(arguments: ["\"fictional\": false,", ""])
    func refusesASampleThatDoesNotSayItIsFictional(instead: String) async throws {
        try site.replace(
            "\"fictional\": true,", with: instead,
            in: "Content/portfolios/sample-okx-cross.json")
        let problems = try await refusal().filter { $0.severity == .error }
        #expect(problems.map(\.id) == ["portfolio-not-fictional"])
        #expect(problems.map(fileName) == ["portfolios/sample-okx-cross.json"])
    }

    @Test func takesTheNewestSnapshotThatIsNotAfterTheClock() async throws {
        let shipped = "Content/snapshots/2026-02-01T16-25-00Z.json"
        for (name, minute) in [("1-later", "31"), ("2-last", "30"), ("3-older", "10")] {
            try site.folder.write(
                site.folder.text(shipped).replacingOccurrences(
                    of: "T16:25:00Z", with: "T16:\(minute):00Z"),
                to: "Content/snapshots/\(name).json")
        }
        let clock = try #require(try site.settings().clock)
        let snapshot = try #require(try await load().content.snapshot)
        #expect(snapshot.asOf == clock)
        let newest = try SnapshotFolder.newest(
            in: site.folder.path("Content"), settings: site.settings(), clock: clock)
        #expect(newest.snapshot == snapshot)
        let early = try await load(clock: clock.advanced(bySeconds: -7_200)).content.snapshot
        #expect(early == nil)
    }

    /// Of an older ticker once, of the one in use in every run.
    @Test func tellsOnceWhatReadingAnOlderTickerSaid() async throws {
        let shipped = "Content/snapshots/2026-02-01T16-25-00Z.json"
        for minute in ["10", "20"] {
            try site.folder.write(
                site.folder.text(shipped).replacingOccurrences(
                    of: "T16:25:00Z", with: "T16:\(minute):00Z"
                ).replacingOccurrences(of: "0.421635", with: "none"),
                to: "Content/snapshots/\(minute).json")
        }
        try site.replace("0.421635", with: "nothing", in: shipped)
        func places(_ warnings: [Diagnostic]) -> [String] {
            warnings.filter { $0.id == "not-a-number" }.map(fileName).sorted()
        }
        let latest = String(shipped.dropFirst("Content/".count))
        let first = try await site.run().warnings
        #expect(places(first) == ["snapshots/10.json", "snapshots/20.json", latest])
        #expect(places(try await load().warnings) == [latest])
    }

    @Test func leavesOutWhatIsDatedAfterTheClock() async throws {
        let clock = try #require(try site.settings().clock)
        try site.folder.write(
            """
            {"schema":"marginalia/news/1","source":"desk","rights":"own","headlines":[
            {"title":"Of now","at":"\(clock)"},
            {"title":"Of tomorrow","at":"\(clock.advanced(bySeconds: 86_400))"}],"teasers":[]}
            """, to: "Content/news-desk.json")
        try site.folder.write(
            "time,open,high,low,close,volume\n2026-02-01T00:00:00Z,1,1,1,1,1\n"
                + "2026-03-01T00:00:00Z,1,1,1,1,1\n", to: "Content/history/NEW.csv")
        let (content, warnings) = try await load()
        let news = try #require(content.news.first { $0.source == "desk" })
        #expect(news.headlines.map(\.title) == ["Of now"])
        #expect(content.candles["NEW"]?.count == 1)
        let told = warnings.filter { $0.id == "dated-after-clock" }.map(fileName).sorted()
        #expect(told == ["history/NEW.csv", "news-desk.json"])
    }

    @Test func stopsWhereATickerIsInAnotherUnit() async throws {
        try site.replace(
            "0.999775", with: "0.86", in: "Content/snapshots/2026-02-01T16-25-00Z.json")
        try site.replace(
            "0.999807", with: "0.86", in: "Content/snapshots/2026-02-01T16-25-00Z.json")
        #expect(try await refusal().filter { $0.severity == .error }.map(\.id) == ["ticker-unit"])
    }

    @Test(arguments: ["articles", "portfolios", "snapshots", "venues"])
    func passesOverNotesForPeople(folder: String) async throws {
        let before = try await load().content.inputs
        try site.folder.write("# Notes\n", to: "Content/\(folder)/README.md")
        try site.folder.write("{", to: "Content/\(folder)/old/draft.json")
        #expect(try await load().content.inputs == before)
    }

    @Test func warnsOfAnExampleAccountThatIsNoSample() async throws {
        try site.replace(
            "exampleAccount: sample-binance-call", with: "exampleAccount: sample-binance-cal",
            in: "Content/site.yml")
        let warning = try #require(
            try await load().warnings.first { $0.id == "example-account-unknown" })
        #expect(warning.severity == .warning)
        #expect(warning.location.file == site.folders.settings)
        #expect(try #require(warning.hint).contains("sample-binance-call"))
    }
}
