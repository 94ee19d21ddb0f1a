import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PreviewBuildTests {
    private let site: SiteCopy
    private let preview: PreviewBuild
    private let article = "articles/how-liquidation-unfolds/index.html"

    init() throws {
        site = try SiteCopy()
        preview = try PreviewBuild(in: site.folders.output)
    }

    private func update() async throws -> PreviewBuild.Update {
        try await preview.update(site.build())
    }

    private func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for file in try FileReader().list(preview.sitePath) {
            files[file.path] = try FileReader().read(preview.sitePath + "/" + file.path)
        }
        return files
    }

    private func text(of path: String) throws -> String {
        String(decoding: try #require(files()[path]), as: UTF8.self)
    }

    @Test func showsWhatABuildWouldPublishWhateverWasEdited() async throws {
        _ = try await update()
        try site.replace(
            "title: How liquidation unfolds", with: "title: How it unfolds",
            in: "Content/articles/how-liquidation-unfolds.md")
        _ = try await update()
        try site.remove("Content/portfolios/sample-okx-cross.json")
        try site.replace("roundUpPercent: 5", with: "roundUpPercent: 6", in: "Content/site.yml")
        _ = try await update()
        let shown = try files()
        let id = try await site.run().releaseID
        let release = site.folder.path("Output/releases/\(id)/site")
        let published = try FileReader().list(release)
        #expect(Set(published.map(\.path)) == Set(shown.keys))
        for file in published where file.path != "status/index.html" {
            let bytes = try FileReader().read(release + "/" + file.path)
            #expect(shown[file.path] == bytes, "\(file.path)")
        }
    }

    @Test func changesOnlyWhatAnEditReaches() async throws {
        let first = try await update()
        #expect(try first.changedCount == files().count)
        let second = try await update()
        #expect(second.changedCount == 0)
        try site.replace(
            "Liquidation is a sequence", with: "It is a sequence",
            in: "Content/articles/how-liquidation-unfolds.md")
        let changed = try await update().changedCount
        #expect((1...6).contains(changed), "the page, its twin, and what counts its words")
        #expect(try text(of: article).contains("It is a sequence"))
    }

    @Test func showsAPageWithItsFindingsAndAllOthers() async throws {
        #expect(try await update().findingsByPage[article] == nil)
        try linkToNowhere()
        try site.replace(
            "title: How the margin ratio works", with: "title: What the ratio says",
            in: "Content/articles/how-the-margin-ratio-works.md")
        let faulty = try await update()
        let finding = try #require(faulty.findingsByPage[article]?.first { $0.severity == .error })
        #expect(finding.location.file == article)
        #expect(
            finding.origins.first?.file.hasSuffix("articles/how-liquidation-unfolds.md") == true)
        let other = "articles/how-the-margin-ratio-works/index.html"
        #expect(faulty.findingsByPage[other] == nil)
        #expect(try text(of: article).contains("/articles/nowhere/"))
        #expect(try text(of: other).contains("What the ratio says"))
        let again = try await update()
        #expect(again.changedCount == 0 && !again.isNew)
        #expect(again.findingsByPage == faulty.findingsByPage)
        await #expect(throws: RunFailure.self) { try await site.run() }
    }

    private func linkToNowhere() throws {
        try site.replace(
            "Liquidation is a sequence", with: "[lost](/articles/nowhere/)",
            in: "Content/articles/how-liquidation-unfolds.md")
    }

    @Test func findsAPageInOrderWhenWhatItLinksToIsThere() async throws {
        try linkToNowhere()
        #expect(try await update().findingsByPage[article] != nil)
        try site.folder.write(
            site.folder.text("Content/articles/how-the-margin-ratio-works.md")
                .replacingOccurrences(of: "title: How the margin", with: "title: Where the margin"),
            to: "Content/articles/nowhere.md")
        let mended = try await update()
        #expect(mended.isNew)
        #expect(mended.findingsByPage[article]?.contains { $0.severity == .error } != true)
    }

    @Test(arguments: [
        ("articles/how-liquidation-unfolds", "articles/how-liquidation-unfolds/index.html"),
        ("articles/how-to-handle-a-margin-call", "plans/how-to-handle-a-margin-call/index.html"),
        ("pages/glossary", "glossary/index.html"),
    ])
    func goesWithoutATextThatCannotBeRead(name: String, page: String) async throws {
        _ = try await update()
        #expect(try files()[page] != nil)
        try site.folder.write("---\ntitle: [\n---\n", to: "Content/\(name).md")
        let update = try await update()
        #expect(try files()[page] == nil)
        #expect(try files()["index.html"] != nil)
        let found = try #require(update.findingsByPage[page])
        #expect(found.contains { $0.severity == .error })
        #expect(found.allSatisfy { $0.location.file.hasSuffix("\(name).md") })
        await #expect(throws: RunFailure.self) { try await site.run() }
    }

    @Test func showsWhatBelongsToNoPageOverAllOfThem() async throws {
        try site.folder.write("{", to: "Content/snapshots/2026-02-01T16-29-00Z.json")
        try site.folder.write(
            site.folder.text("Content/portfolios/sample-okx-cross.json"),
            to: "Content/portfolios/twice.json")
        let found = try await update().findingsByPage
        for page in ["index.html", article] {
            let files = found[page, default: []].map(\.location.file)
            #expect(files.contains { $0.hasSuffix("snapshots/2026-02-01T16-29-00Z.json") })
            #expect(files.contains { $0.hasSuffix("portfolios/twice.json") })
        }
    }

    @Test func showsTheFirstOfTwoPagesOfOneAddress() async throws {
        try site.folder.write(
            site.folder.text("Content/pages/glossary.md"), to: "Content/pages/faq.md")
        let update = try await update()
        #expect(update.findings.contains { $0.id == "page-path-taken" && $0.severity == .error })
        #expect(try files()["faq/index.html"] != nil)
    }

    @Test func keepsTheLastGoodPagesWhenATemplateCannotBeRead() async throws {
        _ = try await update()
        let good = try files()
        try site.replace("{{", with: "{{#nonsense}}{{", in: "Templates/pages/article.html.mustache")
        await #expect(throws: RunFailure.self) { try await update() }
        #expect(try files() == good)
    }

    @Test func makesThePreviewAnewWhenItWasRemoved() async throws {
        let first = try await update()
        #expect(await preview.isWhole)
        try site.remove("Output")
        #expect(await !preview.isWhole)
        #expect(try await update().changedCount == first.changedCount)
        #expect(await preview.isWhole)
        #expect(try files().count == first.changedCount)
    }

    /// `rm -r` leaves a folder that got a file meanwhile.
    @Test func makesFilesAnewThatWereRemovedFromThePreview() async throws {
        _ = try await update()
        let whole = try files()
        try site.remove("Output/.state/preview/site/\(article)")
        #expect(await !preview.isWhole)
        #expect(try await update().changedCount == 1)
        #expect(await preview.isWhole)
        #expect(try files() == whole)
    }

    @Test func goesWithoutAPageWhoseFileIsGoneAlready() async throws {
        _ = try await update()
        try site.remove("Content/articles/how-to-read-a-margin-report.md")
        try site.remove("Output/.state/preview/site/articles/how-to-read-a-margin-report")
        _ = try await update()
        #expect(await preview.isWhole)
        #expect(try files()["articles/how-to-read-a-margin-report/index.html"] == nil)
    }

    @Test func namesTheSourcesThatChanged() async throws {
        #expect(try await update().sources.count > 10)
        try site.replace("tagline: ", with: "tagline: Still ", in: "Content/site.yml")
        #expect(try await update().sources == ["Content/site.yml"])
        #expect(try await update().sources == [])
    }

    @Test func publishesNothing() async throws {
        _ = try await update()
        #expect(try site.current() == nil)
        #expect(try site.releases() == [])
    }

    @Test func refusesASecondPreviewOfTheSameSite() throws {
        let error = try #require(throws: Diagnostic.self) {
            try PreviewFolder(in: site.folders.output)
        }
        #expect(error.id == "preview-in-use")
        withExtendedLifetime(preview) {}
    }
}
