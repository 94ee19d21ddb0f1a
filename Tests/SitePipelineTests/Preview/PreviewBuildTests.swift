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

    @Test func keepsTheLastGoodPagesWhenABuildFails() async throws {
        _ = try await update()
        let good = try files()
        try site.replace(
            "Liquidation is a sequence", with: "[lost](/nowhere/)",
            in: "Content/articles/how-liquidation-unfolds.md")
        let failure = try #require(await #expect(throws: RunFailure.self) { try await update() })
        #expect(
            failure.diagnostics.contains { $0.id == "link-broken" || $0.location.file == article })
        #expect(try files() == good)
        try site.replace(
            "[lost](/nowhere/)", with: "Found",
            in: "Content/articles/how-liquidation-unfolds.md")
        _ = try await update()
        #expect(try text(of: article).contains("Found"))
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
