import ContentIngest
import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct TextStarterTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func start(
        _ kind: TextStarter.Kind, _ name: String, hasFolder: Bool = false
    ) throws -> String {
        try TextStarter(in: site.folders, clock: noon).start(
            kind, named: name, hasFolder: hasFolder)
    }

    /// A draft at first, and a page without one warning more once that line is gone.
    @Test(arguments: [
        (TextStarter.Kind.article, false, "articles/new-one.md", "articles/new-one"),
        (.article, true, "articles/new-one/index.md", "articles/new-one"),
        (.page, false, "pages/new-one.md", "new-one"),
    ])
    func beginsATextThatBuilds(
        kind: TextStarter.Kind, hasFolder: Bool, file: String, page: String
    ) async throws {
        #expect(
            try start(kind, "new-one", hasFolder: hasFolder)
                == site.folder.path("Content/" + file))
        let before = try await site.run()
        #expect(before.leftOut[.draft] == 1)
        try site.replace("draft: true\n", with: "", in: "Content/" + file)
        _ = try await site.run()
        let html = try site.folder.text("Output/current/site/\(page)/index.html")
        #expect(html.contains("<h1>New one</h1>"))
    }

    /// However its letters were typed: the file has them composed.
    @Test(arguments: [("保证金", "保证金"), ("cafe\u{301}", "caf\u{E9}")])
    func takesANameInAnyScript(name: String, file: String) async throws {
        #expect(try start(.article, name) == site.folder.path("Content/articles/\(file).md"))
        try site.replace("draft: true\n", with: "", in: "Content/articles/\(file).md")
        _ = try await site.run()
        #expect(
            FileReader().exists(site.folder.path("Output/current/site/articles/\(file)/index.html"))
        )
    }

    /// With the sections that reports refer to. There is one plan in a site, and it has one.
    @Test func beginsAPlanWithItsParts() throws {
        let file = try start(.plan, "new-one")
        let plan = try ArticleReader().read(FileReader().read(file), file: file, slug: "new-one")
        #expect(plan.warnings.isEmpty)
        #expect(plan.article.kind == .plan && plan.article.isDraft)
        #expect(PlanCheck.problems(of: [plan.article]).isEmpty)
    }

    @Test func leavesATextOfThatNameAlone() throws {
        _ = try start(.article, "new-one")
        let error = try #require(
            throws: Diagnostic.self
        ) { try start(.plan, "new-one", hasFolder: true) }
        #expect(error.id == "text-exists")
        #expect(error.location.file.hasSuffix("Content/articles/new-one.md"))
    }

    @Test func refusesANameThatCannotStandInAnAddress() throws {
        let error = try #require(throws: Diagnostic.self) { try start(.article, "New one") }
        #expect(error.id == "article-slug")
        #expect(error.hint == "Write new-one.")
    }
}
