import Foundation
import MarginModel
import Synchronization
import Testing

@testable import SitePipeline

/// A build after others gives what a first one gives, whatever was changed, and takes over what it can.
@Suite struct PageReuseTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    /// `MARGINALIA_EDITS=150` makes 300 edits; a run without it makes each kind of edit once a seed.
    private static let editCount =
        ProcessInfo.processInfo.environment["MARGINALIA_EDITS"].flatMap { Int($0) } ?? 20

    @Test(arguments: [UInt64(7), 8])
    func givesWhatAFullBuildGivesAfterEachOfManyEdits(seed: UInt64) async throws {
        var edits = RandomEdits(site, seed: seed)
        try edits.prepare()
        let store = try ReleaseStore(opening: site.folders.output, durably: false)
        var kinds = SplitMix(state: seed)
        var linked = 0
        var checked = 0
        for edit in 0..<Self.editCount {
            // First each kind in turn, so that none is left to chance.
            let all = RandomEdits.Kind.allCases
            let kind = edit < all.count ? all[edit] : kinds.choose(all)
            try edits.make(kind)
            let build = try site.build(
                clock: #require(try site.settings().clock).advanced(bySeconds: edits.secondsLater))
            let prepared = try await build.prepare()
            let live = await ReleaseRendering.liveFacts(in: store, on: build.queue)?.facts
            #expect((live == nil) == (edit == 0), "the facts of every release are known")
            let draft = try store.begin(id: "edit-\(edit)", recycling: store.spare())
            let result = try await build.render(
                prepared, into: draft, as: "edit", since: live, progress: nil)
            let full = try store.begin(id: "full")
            let expected = try await build.render(prepared, into: full, as: "edit", progress: nil)
            try #require(
                differences(draft.path, full.path) == [], "edit \(edit), \(kind), seed \(seed)")
            #expect(result.check.bytes == expected.check.bytes)
            try full.discard()
            _ = try store.publish(draft, by: "test")
            linked += result.manifest.outputs.count { $0.origin == .linked }
            checked += result.manifest.outputs.count { $0.origin == .checked }
            _ = try store.purge(keeping: 2)
        }
        #expect(linked > checked / 4, "\(linked) linked, \(checked) checked")
    }

    /// The paths of files, the manifest included, that are not in both folders with the same bytes.
    private func differences(_ one: String, _ other: String) throws -> [String] {
        func files(_ folder: String) throws -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            for file in try FileReader().list(folder) where file.path != ReleaseFacts.fileName {
                files[file.path] = try FileReader().read(folder + "/" + file.path)
            }
            return files
        }
        let (left, right) = (try files(one), try files(other))
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    // MARK: What is taken over

    private func origins(clock: Instant? = nil) async throws -> [String: WrittenPage.Origin] {
        let build = try site.build(clock: clock)
        let store = try ReleaseStore(opening: site.folders.output)
        let rendered = try await ReleaseRendering(
            build: build, store: store, standing: nil,
            live: await ReleaseRendering.liveFacts(in: store, on: build.queue),
            spare: store.spare(), isStrict: false, tenth: nil, progress: nil
        ).render(build.prepare(), nil)
        let made = try #require(rendered.made)
        try made.draft.discard()
        return Dictionary(
            made.result.manifest.outputs.map { ($0.path, $0.origin) },
            uniquingKeysWith: { first, _ in first })
    }

    private let article = "articles/how-liquidation-unfolds/index.html"
    private let other = "articles/how-the-margin-ratio-works/index.html"

    @Test func linksPagesThatAnEditDoesNotReach() async throws {
        _ = try await site.run()
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let origins = try await origins()
        #expect(origins[article] == .checked)
        #expect(origins[other] == .linked)
        #expect(origins["robots.txt"] == .linked)
    }

    /// Lists that do not show what changed, questions, reference and sample pages.
    @Test func linksListsThatAnEditDoesNotReach() async throws {
        _ = try await site.run()
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let origins = try await origins()
        #expect(
            origins.filter { $0.key.hasSuffix(".html") && $0.value != .linked }.keys.sorted()
                == [article, "status/index.html"])
    }

    @Test func checksOnlyWhatMeasuresAgesWhenTheClockAloneHasMoved() async throws {
        _ = try await site.run()
        let later = try #require(try site.settings().clock).advanced(bySeconds: 60)
        let origins = try await origins(clock: later)
        let checked = origins.filter { $0.key.hasSuffix(".html") && $0.value != .linked }.keys
        #expect(checked.contains("status/index.html"))
        #expect(
            checked.allSatisfy {
                $0 == "status/index.html" || $0.hasPrefix("tools/margin/sample-")
            }, "\(checked.sorted())")
    }

    @Test(arguments: [(0, false), (60, true), (61, true)])
    func checksAnArticleAgainWhenItsReviewFallsDue(seconds: Int64, isDue: Bool) async throws {
        try site.replace(
            "review_by: 2027-02-01T00:00:00Z", with: "review_by: 2026-02-01T16:31:00Z",
            in: "Content/articles/how-liquidation-unfolds.md")
        _ = try await site.run()
        let later = try #require(try site.settings().clock).advanced(bySeconds: seconds)
        let origins = try await origins(clock: later)
        #expect((origins[article] == .checked) == isDue)
        #expect(origins[other] == .linked)
    }

    /// A setting that only shows in what search engines are told.
    @Test func checksArticlesAgainWhenStructuredDataIsSwitchedOn() async throws {
        try site.replace("  faq: true", with: "  faq: false", in: "Content/site.yml")
        _ = try await site.run()
        try site.replace("  faq: false", with: "  faq: true", in: "Content/site.yml")
        let plan = "plans/how-to-handle-a-margin-call/index.html"
        #expect(try await origins()[plan] == .checked)
    }

    /// What was no secret yesterday may be one today: pages are checked for it again.
    @Test func checksEveryPageAgainWhenAnAccountIsNew() async throws {
        _ = try await site.run()
        try site.folder.write(
            #"{"id":"acme-1","token":"00"}"# + "\n", to: "Output/private/reports/index.ndjson")
        #expect(try await origins()[article] == .checked)
    }

    @Test func checksAPageAgainWhenTheTitleOfARelatedOneChanged() async throws {
        _ = try await site.run()
        try site.replace(
            "title: How liquidation unfolds", with: "title: How it unfolds",
            in: "Content/articles/how-liquidation-unfolds.md")
        #expect(try await origins()[other] == .checked)
    }

    @Test func doesNotLinkAFileThatWasTamperedWith() async throws {
        _ = try await site.run()
        let file = "Output/current/site/" + article
        try site.folder.write(site.folder.text(file) + " ", to: file)
        #expect(try await origins()[article] == .written)
    }

    @Test func takesNothingOverWhereTheFactsAreDamaged() async throws {
        _ = try await site.run()
        let file = site.folder.path("Output/current/facts")
        var bytes = try FileReader().read(file)
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(filePath: file))
        #expect(Set(try await origins().values) == [.checked])
    }

    // MARK: Nothing at all to do

    /// Which stages a run goes through.
    private final class Stages: BuildProgress {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock(\.self) }

        func show(_ stage: String) { names.withLock { $0.append(stage) } }
        func advance(_ stage: String, by count: Int, of total: Int) {}
    }

    private func repeated(
        clock: Instant? = nil, isStrict: Bool = false, reports: ReportRequest? = nil
    ) async throws -> (summary: RunSummary, isRendered: Bool) {
        let stages = Stages()
        let summary = try await site.run(
            clock: clock, isStrict: isStrict, reports: reports, progress: stages)
        return (summary, stages.all.contains("rendering"))
    }

    /// An article without a summary that readers can use, and a draft: something to tell of.
    private func writeFaulty() throws {
        let text = """
            ---
            title: How liquidation unfolds
            summary: A test.
            date: 2026-02-01T12:00:00Z
            rights: own
            ---
            ## Text
            Words.
            """
        try site.folder.write(text, to: "Content/articles/test.md")
        try site.folder.write(
            text.replacing("rights: own", with: "rights: own\ndraft: true"),
            to: "Content/articles/draft.md")
    }

    @Test func rendersNothingWhereAllInputsAreThoseOfTheRelease() async throws {
        try writeFaulty()
        let first = try await repeated()
        let second = try await repeated()
        #expect(first.isRendered)
        #expect(second.isRendered == false)
        #expect(second.summary.outcome == .unchanged)
        #expect(second.summary.releaseID == first.summary.releaseID)
        #expect(second.summary.pageCount == first.summary.pageCount)
        #expect(second.summary.leftOut == [.draft: 1])
        #expect(
            Set(second.summary.warnings) == Set(first.summary.warnings),
            "it tells what it told when it looked")
        #expect(second.summary.warnings.contains { !$0.origins.isEmpty })
    }

    @Test func refusesTheSameWarningsWithoutRendering() async throws {
        try writeFaulty()
        _ = try await site.run()
        let failure = await #expect(throws: RunFailure.self) {
            try await repeated(isStrict: true)
        }
        #expect(failure?.diagnostics.contains { $0.id.hasPrefix("S0") } == true)
    }

    @Test(arguments: ["Output/current/site/index.html", "Output/current/server/nginx.snippet"])
    func rendersWhereAFileOfTheReleaseIsAnother(file: String) async throws {
        _ = try await site.run()
        try site.folder.write(site.folder.text(file) + " ", to: file)
        let second = try await repeated()
        #expect(second.isRendered)
        #expect(second.summary.outcome == .published)
        #expect(try await repeated().isRendered == false, "it is as it should be now")
    }

    @Test func rendersWhereAFileOfTheReleaseIsGone() async throws {
        _ = try await site.run()
        try site.remove("Output/current/site/articles/how-liquidation-unfolds/index.html")
        #expect(try await repeated().isRendered)
    }

    @Test func rendersWhereTheRecordOfTheInputsIsAnother() async throws {
        _ = try await site.run()
        let file = "Output/current/manifest.json"
        try site.folder.write(
            site.folder.text(file).replacing("\"sha256\": \"0", with: "\"sha256\": \"1"), to: file)
        #expect(try await repeated().isRendered)
    }

    @Test func rendersWhereAnAccountIsNew() async throws {
        _ = try await site.run()
        try site.folder.write(
            #"{"id":"acme-1","token":"00"}"# + "\n", to: "Output/private/reports/index.ndjson")
        #expect(try await repeated().isRendered)
    }

    @Test func rendersWhereTheClockHasMoved() async throws {
        _ = try await site.run()
        let later = try #require(try site.settings().clock).advanced(bySeconds: 1)
        #expect(try await repeated(clock: later).isRendered)
    }
}
