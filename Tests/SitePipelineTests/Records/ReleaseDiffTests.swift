import Foundation
import MarginModel
import MarkupValidation
import Testing

@testable import SitePipeline

@Suite struct ReleaseDiffTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func diff() throws -> ReleaseDiff {
        try ReleaseDiff(
            from: "r1", at: folder.path("r1"), to: "r2", at: folder.path("r2"))
    }

    private func manifest(_ release: String, _ inputs: [String: String]) throws {
        let inputs = inputs.map { InputFile(path: $0.key, sha256: $0.value) }
        let manifest = Manifest(
            id: release, clock: noon, configuration: "c", inputs: inputs, outputs: [],
            sources: ManifestSources(inputs: inputs, root: "", templates: "Templates"))
        try folder.write(
            String(decoding: manifest.bytes, as: UTF8.self), to: "\(release)/manifest.json")
    }

    @Test func listsFilesByWhatBecameOfThem() throws {
        try folder.write("same", to: "r1/site/same.html")
        try folder.write("one word", to: "r1/site/a/changed.html")
        try folder.write("gone", to: "r1/site/gone.html")
        try folder.write("same", to: "r2/site/same.html")
        try folder.write("another word", to: "r2/site/a/changed.html")
        try folder.write("new", to: "r2/site/new.html")
        let changes = try diff()
        #expect(
            changes.entries == [
                .init(path: "a/changed.html", change: .content),
                .init(path: "gone.html", change: .removed),
                .init(path: "new.html", change: .added),
            ])
        #expect(changes.oldSize == SiteSize(files: 3, bytes: 16))
        #expect(changes.changed == ["a/changed.html"])
    }

    /// What a run compares: the manifest of a release that stands with what was written just now.
    @Test func tellsTheSameFromManifestsAsFromFolders() async throws {
        let site = try SiteCopy()
        _ = try await site.run()
        let first = try #require(try site.current())
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        try site.remove("Content/articles/how-the-margin-ratio-works.md")
        let store = try ReleaseStore(opening: site.folders.output)
        let build = try site.build()
        let draft = try store.begin(id: "next")
        let result = try await build.render(build.prepare(), into: draft, as: "next", progress: nil)
        let old = store.releasePath(of: first)
        let fromManifests = try ReleaseDiff(
            from: first, at: old, to: result.manifest, at: draft.path)
        let fromFolders = try ReleaseDiff(from: first, at: old, to: "next", at: draft.path)
        #expect(fromManifests.entries == fromFolders.entries)
        #expect(fromManifests.oldSize == fromFolders.oldSize)
        #expect(fromManifests.newSize == fromFolders.newSize)
        #expect(fromManifests.removed.contains("articles/how-the-margin-ratio-works/index.html"))
        #expect(fromManifests.changed.contains("articles/how-liquidation-unfolds/index.html"))
        // Without a manifest the old folder is looked through.
        try site.remove("Output/releases/\(first)/manifest.json")
        let withoutManifest = try ReleaseDiff(
            from: first, at: old, to: result.manifest, at: draft.path)
        #expect(withoutManifest.entries.map(\.path) == fromFolders.entries.map(\.path))
        #expect(withoutManifest.oldSize == fromFolders.oldSize)
    }

    /// What someone removed from the live release stops no run, and shows again.
    @Test func publishesAPageThatIsMissingFromTheLiveRelease() async throws {
        let site = try SiteCopy()
        _ = try await site.run()
        let page = "articles/how-liquidation-unfolds/index.html"
        try site.remove("Output/current/site/\(page)")
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let summary = try await site.run()
        #expect(summary.outcome == .published)
        #expect(summary.changes?.added == [page])
        #expect(try site.folder.text("Output/current/site/\(page)").contains("It is a sequence"))
    }

    @Test func countsEverythingAsAddedInTheFirstRelease() throws {
        try folder.write("b", to: "r2/site/b")
        try folder.write("a", to: "r2/site/a")
        let changes = try ReleaseDiff(from: nil, at: nil, to: "r2", at: folder.path("r2"))
        #expect(changes.added == ["a", "b"])
        #expect(changes.removed.isEmpty && changes.changed.isEmpty)
    }

    @Test(arguments: [
        // Only figures: also negative ones and times.
        ("<p>BTC 87,959.91 at 16:25</p>", "<p>BTC −1.5 at 09:01</p>", false, true, "price-only"),
        ("<p class=\"a\">Text</p>", "<p class=\"b\">Text</p>", true, true, "template"),
        ("<p>Text</p>", "<p>Other text</p>", true, true, "content"),
        // The inputs decide where the bytes cannot: no content changed.
        ("<p>rose 2 %</p>", "<p>fell 2 %</p>", false, false, "price-only"),
        ("<p>Text</p>", "<p>Text, footer</p>", true, false, "template"),
        // An arrow turned with its price.
        ("<p class=\"up\">2 %</p>", "<p class=\"down\">3 %</p>", false, true, "price-only"),
    ])
    func tellsFiguresFromMarkupFromWords(
        old: String, new: String, templates: Bool, content: Bool, expected: String
    ) {
        let difference = PageDifference(
            causes: .init(templates: templates, content: content))
        #expect(
            difference.change(from: Array(old.utf8), to: Array(new.utf8)).rawValue == expected)
    }

    @Test func asksTheManifestsForTheCause() throws {
        try folder.write("<p>rose</p>", to: "r1/site/index.html")
        try folder.write("<p>fell</p>", to: "r2/site/index.html")
        #expect(try diff().paths(.content) == ["index.html"], "without manifests")
        try manifest("r1", ["Content/snapshots/a.json": "1", "Content/site.yml": "1"])
        try manifest("r2", ["Content/snapshots/b.json": "2", "Content/site.yml": "1"])
        #expect(try diff().paths(.priceOnly) == ["index.html"])
        try manifest("r2", ["Content/snapshots/b.json": "2", "Content/site.yml": "2"])
        #expect(try diff().paths(.content) == ["index.html"])
        try manifest("r1", ["Templates/a": "1"])
        try manifest("r2", ["Templates/a": "2"])
        #expect(try diff().paths(.template) == ["index.html"])
    }

    @Test func writesItDownForProgramsAndForPeople() throws {
        try folder.write("old", to: "r1/site/a<b.html")
        try folder.write("new", to: "r2/site/a<b.html")
        let changes = try diff()
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(changes.json)) as? [String: Any])
        #expect(json["previous"] as? String == "r1")
        let files = try #require(json["files"] as? [[String: String]])
        #expect(files == [["path": "a<b.html", "change": "content"]])
        #expect(changes.text.contains("content    a<b.html"))
        let page = String(decoding: changes.html(), as: UTF8.self)
        #expect(page.contains("<td>a&lt;b.html</td>"))
        let checked = PageChecker().check(
            changes.html(), path: "changes.html", kind: .privateReport)
        #expect(checked.diagnostics.isEmpty, "our own pages pass our own check")
    }

    // MARK: Losses

    private func losses(removing count: Int, leaving bytes: Int) throws -> [String] {
        for number in 0..<10 { try folder.write("0123456789", to: "r1/site/\(number)") }
        for number in 0..<(10 - count) {
            try folder.write(String(repeating: "x", count: bytes), to: "r2/site/\(number)")
        }
        return LossGate(limits: ReleaseLimits(lostPagesPercent: 20, shrinkPercent: 50))
            .problems(with: try diff()).map(\.id)
    }

    @Test func acceptsLossesUpToTheLimit() throws {
        #expect(try losses(removing: 2, leaving: 10) == [])
    }

    @Test func stopsWhenTooManyPagesAreGone() throws {
        #expect(try losses(removing: 3, leaving: 10) == ["release-pages-lost"])
    }

    @Test func stopsWhenTheSiteShrank() throws {
        #expect(try losses(removing: 0, leaving: 4) == ["release-shrunk"])
    }

    /// A page whose address leads on is not lost, nor are its bytes.
    @Test func doesNotCountWhatLeadsOn() throws {
        for number in 0..<10 { try folder.write("0123456789", to: "r1/site/\(number)") }
        try folder.write("0123456789", to: "r2/site/0")
        let changes = try diff()
        let gate = LossGate(limits: ReleaseLimits(lostPagesPercent: 20, shrinkPercent: 50))
        let moved = Set((1..<8).map(String.init))
        #expect(gate.problems(with: changes, moved: moved).isEmpty)
        #expect(
            gate.problems(with: changes).map(\.id) == ["release-pages-lost", "release-shrunk"])
    }
}
