import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// An incremental build gives what a full one gives, whatever was changed.
@Suite struct IncrementalBuildTests {
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
        var rendered = 0
        for edit in 0..<Self.editCount {
            // First each kind in turn, so that none is left to chance.
            let all = RandomEdits.Kind.allCases
            let kind = edit < all.count ? all[edit] : kinds.choose(all)
            try edits.make(kind)
            let build = try site.build(
                clock: #require(try site.settings().clock).advanced(bySeconds: edits.secondsLater))
            let prepared = try await build.prepare()
            var earlier: Ledger?
            if let current = store.currentID() {
                earlier = await Ledger(ofRelease: store.releasePath(of: current), on: build.queue)
            }
            #expect((earlier == nil) == (edit == 0), "there is a ledger of every release")
            let draft = try store.begin(id: "edit-\(edit)", recycling: store.spare())
            let result = try await build.render(
                prepared, into: draft, as: "edit", since: earlier, progress: nil)
            let full = try store.begin(id: "full")
            let expected = try await build.render(prepared, into: full, as: "edit", progress: nil)
            try #require(
                differences(draft.path, full.path) == [], "edit \(edit), \(kind), seed \(seed)")
            #expect(result.check.bytes == expected.check.bytes)
            try full.discard()
            _ = try store.publish(draft, by: "test")
            linked += result.manifest.outputs.count { $0.origin == .linked }
            rendered += result.manifest.outputs.count { $0.origin == .rendered }
            _ = try store.purge(keeping: 2)
        }
        #expect(linked > rendered / 4, "\(linked) linked, \(rendered) rendered")
    }

    /// The paths of files, the manifest included, that are not in both folders with the same bytes.
    private func differences(_ one: String, _ other: String) throws -> [String] {
        func files(_ folder: String) throws -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            for file in try FileReader().list(folder) where file.path != Ledger.fileName {
                files[file.path] = try FileReader().read(folder + "/" + file.path)
            }
            return files
        }
        let (left, right) = (try files(one), try files(other))
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    // MARK: What is taken over

    private func origins(
        _ reuse: PageReuse, clock: Instant? = nil
    ) async throws -> [String: WrittenPage.Origin] {
        let build = try site.build(clock: clock)
        let store = try ReleaseStore(opening: site.folders.output)
        let rendered = try await ReleaseRendering(
            build: build, store: store, standing: nil,
            live: await ReleaseRendering.liveLedger(in: store, on: build.queue),
            spare: store.spare(), isStrict: false,
            reuse: reuse, progress: nil
        ).render(build.prepare(), nil)
        try #require(rendered.draft).discard()
        return Dictionary(
            rendered.result.manifest.outputs.map { ($0.path, $0.origin) },
            uniquingKeysWith: { first, _ in first })
    }

    private let article = "articles/how-liquidation-unfolds/index.html"
    private let other = "articles/how-the-margin-ratio-works/index.html"

    @Test func linksPagesThatAnEditDoesNotReach() async throws {
        _ = try await site.run()
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let origins = try await origins(.unchanged)
        #expect(origins[article] == .rendered)
        #expect(origins[other] == .linked)
        #expect(origins["robots.txt"] == .sameBytes)
    }

    /// Lists that do not show what changed, questions, reference and sample pages.
    @Test func linksListsThatAnEditDoesNotReach() async throws {
        _ = try await site.run()
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let origins = try await origins(.unchanged)
        #expect(
            origins.filter { $0.key.hasSuffix(".html") && $0.value != .linked }.keys.sorted()
                == [article, "status/index.html"])
    }

    @Test func rendersOnlyWhatMeasuresAgesWhenTheClockAloneHasMoved() async throws {
        _ = try await site.run()
        let later = try #require(try site.settings().clock).advanced(bySeconds: 60)
        let origins = try await origins(.unchanged, clock: later)
        let rendered = origins.filter { $0.key.hasSuffix(".html") && $0.value != .linked }.keys
        #expect(rendered.contains("status/index.html"))
        #expect(
            rendered.allSatisfy {
                $0 == "status/index.html" || $0.hasPrefix("tools/margin/sample-")
            }, "\(rendered.sorted())")
    }

    @Test(arguments: [(0, false), (60, true), (61, true)])
    func rendersAnArticleAgainWhenItsReviewFallsDue(seconds: Int64, isDue: Bool) async throws {
        try site.replace(
            "review_by: 2027-02-01T00:00:00Z", with: "review_by: 2026-02-01T16:31:00Z",
            in: "Content/articles/how-liquidation-unfolds.md")
        _ = try await site.run()
        let later = try #require(try site.settings().clock).advanced(bySeconds: seconds)
        let origins = try await origins(.unchanged, clock: later)
        #expect((origins[article] == .rendered) == isDue)
        #expect(origins[other] == .linked)
    }

    /// A setting that only shows in what search engines are told.
    @Test func rendersArticlesAgainWhenStructuredDataIsSwitchedOn() async throws {
        try site.replace("  faq: true", with: "  faq: false", in: "Content/site.yml")
        _ = try await site.run()
        try site.replace("  faq: false", with: "  faq: true", in: "Content/site.yml")
        let plan = "plans/how-to-handle-a-margin-call/index.html"
        #expect(try await origins(.unchanged)[plan] == .rendered)
    }

    /// What was no secret yesterday may be one today: pages are checked for it again.
    @Test func checksEveryPageAgainWhenAnAccountIsNew() async throws {
        _ = try await site.run()
        try site.folder.write(
            #"{"id":"acme-1","token":"00"}"# + "\n", to: "Output/private/reports/index.ndjson")
        #expect(try await origins(.unchanged)[article] == .rendered)
    }

    @Test func rendersAPageAgainWhenTheTitleOfARelatedOneChanged() async throws {
        _ = try await site.run()
        try site.replace(
            "title: How liquidation unfolds", with: "title: How it unfolds",
            in: "Content/articles/how-liquidation-unfolds.md")
        #expect(try await origins(.unchanged)[other] == .rendered)
    }

    @Test func takesNothingOverWhenAskedNotTo() async throws {
        _ = try await site.run()
        #expect(Set(try await origins(.nothing).values) == [.rendered])
    }

    @Test func doesNotLinkAFileThatWasTamperedWith() async throws {
        _ = try await site.run()
        let file = "Output/current/site/" + article
        try site.folder.write(site.folder.text(file) + " ", to: file)
        #expect(try await origins(.unchanged)[article] == .sameBytes)
    }

    @Test func takesNothingOverFromADamagedLedger() async throws {
        _ = try await site.run()
        let file = site.folder.path("Output/current/ledger")
        var bytes = try FileReader().read(file)
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(filePath: file))
        #expect(Set(try await origins(.unchanged).values) == [.rendered])
    }

    // MARK: Proof

    @Test func publishesWhatItHasVerified() async throws {
        _ = try await site.run()
        try site.replace("tagline: ", with: "tagline: Still ", in: "Content/site.yml")
        let run = SiteRun(
            build: try site.build(), publication: .publish, isStrict: false, reports: nil,
            reuse: .verified, progress: nil)
        #expect(try await run.run().outcome == .published)
        #expect(try site.releases().count == 2, "the trial build is gone")
    }

    /// A ledger that claims another output than the same reads give now.
    private func forgeLedger(of path: String) async throws {
        let release = site.folder.path("Output/current")
        let bytes = try FileReader().read(release + "/ledger")
        let queue = WorkQueue(workers: 2)
        let ledger = try await LedgerDecoder.ledger(
            from: bytes, of: ToolVersion.fingerprint, on: queue)
        try site.folder.write(
            site.folder.text("Output/current/site/\(path)") + "<!-- stale -->",
            to: "Output/current/site/\(path)")
        let store = try ReleaseStore(opening: site.folders.output)
        let draft = try store.begin(id: "probe")
        let stamp = try #require(
            Folder(opening: release + "/site").stamp(of: path, mode: 0o644))
        try draft.discard()
        let forged = ledger.entries.values.map { entry in
            guard entry.path == path else { return entry }
            return LedgerEntry(
                path: path, reads: entry.reads, byteCount: stamp.byteCount,
                sha256: String(repeating: "0", count: 64), stamp: stamp, facts: entry.facts,
                diagnostics: [])
        }
        try Data(await Ledger.bytes(of: forged, checks: ledger.checks, on: queue)).write(
            to: URL(filePath: release + "/ledger"))
    }

    @Test func refusesToPublishWhenVerifyingFindsADifference() async throws {
        _ = try await site.run()
        try await forgeLedger(of: other)
        let live = try site.current()
        let run = SiteRun(
            build: try site.build(), publication: .publish, isStrict: false, reports: nil,
            reuse: .verified, progress: nil)
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await run.run() })
        #expect(failure.diagnostics.map(\.id) == ["full-build-differs"])
        #expect(try site.current() == live)
        #expect(try site.releases() == [live])
    }

    @Test func findsAStalePageInASampleOfAll() async throws {
        _ = try await site.run()
        try await forgeLedger(of: other)
        let build = try site.build()
        let store = try ReleaseStore(opening: site.folders.output)
        let current = try #require(store.currentID())
        let draft = try store.begin(id: "next")
        let ledger = try #require(
            await Ledger(ofRelease: store.releasePath(of: current), on: build.queue))
        let prepared = try await build.prepare()
        let rejection = try #require(
            await #expect(throws: SiteBuild.Rejection.self) {
                try await build.render(
                    prepared, into: draft, as: current, since: ledger,
                    sample: PageSample(seed: "any", oneIn: 1), progress: nil)
            })
        #expect(rejection.problems.all.map(\.id).contains("page-reuse-differs"))
        try draft.discard()
    }

    @Test func samplesAboutOnePageInFiftyAndOthersEachTime() {
        let paths = (0..<5_000).map { "articles/a-\($0)/index.html" }
        let first = Set(paths.filter(PageSample(seed: "one").contains))
        let second = Set(paths.filter(PageSample(seed: "two").contains))
        #expect((50...150).contains(first.count))
        #expect(first.intersection(second).count < first.count / 4)
    }
}
