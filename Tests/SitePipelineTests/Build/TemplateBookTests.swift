import MarginModel
import Testing

@testable import SitePipeline

@Suite struct TemplateBookTests {
    private func book(_ site: SiteCopy) throws -> TemplateBook {
        let folder = try TemplateFolder(reading: site.folders.templates)
        return try TemplateBook(folder.sources, words: folder.words.words(for: "en"))
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
        #expect(told.allSatisfy { $0.message.contains(", rendering pages/home and ") })
    }

    @Test func documentsEveryPageTemplateAndNoOther() throws {
        let site = try SiteCopy()
        let folder = try TemplateFolder(reading: site.folders.templates)
        let pages = folder.sources.map(\.name).filter {
            $0.hasPrefix("pages/") || $0.hasPrefix("reports/")
        }
        #expect(TemplateNames.all.map(\.template).sorted() == pages.sorted())
        #expect(TemplateNames.text.contains("\n  page (a record): The page.\n"))
    }

    @Test func takesWhatASiteDoesNotHaveFromTheDefaults() throws {
        let (site, defaults) = (try SiteCopy(), try SiteCopy())
        try site.remove("Templates/pages")
        try site.folder.write("<p>Ours.</p>\n", to: "Templates/partials/footer.html.mustache")
        let folder = try TemplateFolder(
            reading: site.folders.templates, defaults: defaults.folders.templates)
        _ = try TemplateBook(folder.sources, words: folder.words.words(for: "en"))
        let footer = try #require(folder.sources.first { $0.name == "partials/footer" })
        #expect(footer.bytes == Array("<p>Ours.</p>\n".utf8))
        #expect(folder.inputs.allSatisfy { $0.path.hasPrefix(site.folders.templates) })
        #expect(Set(folder.inputs.map(\.path)).count == folder.inputs.count)
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
