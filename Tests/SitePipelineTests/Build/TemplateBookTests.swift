import MarginModel
import Testing

@testable import SitePipeline

@Suite struct TemplateBookTests {
    private func book(_ site: SiteCopy) throws -> TemplateBook {
        try TemplateBook(TemplateFolder(reading: site.folders.templates).sources)
    }

    @Test func compilesTheShippedTemplates() throws {
        _ = try book(SiteCopy())
    }

    @Test func tellsTheErrorsOfSeveralTemplatesInOneRun() throws {
        let site = try SiteCopy()
        for page in ["faq", "home"] {
            let file = "Templates/pages/\(page).html.mustache"
            try site.folder.write("<p>{{unknownName}}</p>\n" + site.folder.text(file), to: file)
        }
        let problems = try #require(throws: Diagnostics.self) { try book(site) }
        let files = Set(problems.all.map(\.location.file))
        #expect(files.contains { $0.hasSuffix("pages/faq.html.mustache") })
        #expect(files.contains { $0.hasSuffix("pages/home.html.mustache") })
        #expect(problems.all == problems.sorted())
    }

    @Test func tellsAnErrorInASharedPartialOnce() throws {
        let site = try SiteCopy()
        let file = "Templates/partials/footer.html.mustache"
        try site.folder.write(site.folder.text(file) + "<p>{{unknownName}}</p>\n", to: file)
        let problems = try #require(throws: Diagnostics.self) { try book(site) }
        let told = problems.all.filter { $0.message.contains("unknownName") }
        #expect(Set(told.map(\.location)).count == told.count)
        #expect(Set(told.map(\.location)).count == 1)
    }

    @Test func namesAnAssetThatIsMissing() throws {
        let site = try SiteCopy()
        try site.remove("Templates/assets/site.css")
        let folder = try TemplateFolder(reading: site.folders.templates)
        let problems = try #require(throws: Diagnostics.self) { try folder.asset("site.css") }
        #expect(problems.all.map(\.id) == ["template-asset-missing"])
        #expect(problems.all.map(\.location.file) == [folder.path + "/assets/site.css"])
    }
}
