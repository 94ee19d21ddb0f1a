import Foundation
import MarginModel
import PageRendering
import Testing

@testable import SitePipeline

/// `language:` chooses what pages say, of the languages that there are words in.
@Suite struct LanguageTests {
    private static let de = [
        "Artikel", "Suche", "Börsen und ihre Regeln", "Margin Call", "Februar",
    ]
    private static let zh = ["文章", "搜索", "交易所及其规则", "追加保证金", "2026年2月1日"]

    private func site(_ language: String) throws -> SiteCopy {
        let site = try SiteCopy()
        try site.replace("language: en", with: "language: \(language)", in: "Content/site.yml")
        return site
    }

    @Test(arguments: [("de", de), ("zh-Hans", zh), ("de-AT", de), ("zh-CN", zh)])
    func publishesASiteInTheLanguage(language: String, words: [String]) async throws {
        let site = try site(language)
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice } == [])
        let page = try site.folder.text("Output/current/site/tools/margin/index.html")
        #expect(page.contains("<html lang=\"\(language)\""))
        for word in words { #expect(page.contains(word), "\(word)") }
        for word in ["Worked example", "Margin use", "Search", "February", "Skip to"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func refusesALanguageWithoutWordsWhereItIsSet() async throws {
        let site = try site("fr")
        let failure = try await #require(throws: RunFailure.self) { _ = try await site.run() }
        guard case .configuration(let problems) = failure else {
            Issue.record("another failure: \(failure)")
            return
        }
        #expect(problems.all.map(\.id) == ["language-without-words"])
        #expect(problems.all.map(\.location) == [try site.settings().languagePlace])
        #expect(problems.all[0].hint?.contains("de, en, zh-Hans") == true)
    }

    @Test(arguments: ["zh-TW", "zh-Hant", "d", "deu", "e-n"])
    func takesNoLanguageForAnother(tag: String) throws {
        let site = try site("en")
        let words = try TemplateFolder(reading: site.folders.templates).words
        let problems = #expect(throws: Diagnostics.self) { try words.words(for: tag) }
        #expect(problems?.all.map(\.id) == ["language-without-words"])
    }

    @Test func aSiteChangesSingleEntriesAndAddsLanguages() throws {
        let (site, defaults) = (try SiteCopy(), try SiteCopy())
        try site.remove("Templates/words")
        try site.folder.write("menu:\n  calculator: Check\n", to: "Templates/words/en.yml")
        try site.folder.write("title:\n  news: Nieuws\n", to: "Templates/words/nl.yml")
        let words = try TemplateFolder(
            reading: site.folders.templates, defaults: defaults.folders.templates
        ).words
        #expect(words.languages == ["de", "en", "nl", "zh-Hans"])
        #expect(try words.words(for: "en")(.menuCalculator) == "Check")
        #expect(try words.words(for: "en")(.menuPrices) == "Prices")
        // Dutch says the site's English where it says nothing.
        #expect(try words.words(for: "nl")(.news) == "Nieuws")
        #expect(try words.words(for: "nl")(.menuCalculator) == "Check")
    }

    /// What is printed for a new language is complete once it stands in its file, and says the same.
    @Test func printsAFileToFillIn() throws {
        let site = try SiteCopy()
        let words = try TemplateFolder(reading: site.folders.templates).words
        let printed = try words.missing(in: "fr")
        let english = try words.words(for: "en")
        #expect(printed.count == english.keys.count)
        #expect(try words.missing(in: "de").count == 0 && words.missing(in: "de").file.isEmpty)
        try site.folder.write(printed.file, to: "Templates/words/fr.yml")
        let filled = try TemplateFolder(reading: site.folders.templates).words
        #expect(try filled.missing(in: "fr").count == 0)
        let french = try filled.words(for: "fr")
        #expect(french.file(of: french.keys) == english.file(of: english.keys))
        let part = printed.file.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
        try site.folder.write(part, to: "Templates/words/fr.yml")
        let missing = try TemplateFolder(reading: site.folders.templates).words.missing(in: "fr")
        #expect(missing.count == 1 && missing.file.hasPrefix("withheld:\n  "))
    }

    @Test func pointsIntoTheFileOfWords() throws {
        let site = try SiteCopy()
        try site.folder.write(
            "# Ours.\nlist:\n  place: \"Seite {numer} von {pages}\"\n", to: "Templates/words/nl.yml"
        )
        let words = try TemplateFolder(reading: site.folders.templates).words
        let problems = try #require(throws: Diagnostics.self) { try words.words(for: "nl") }
        let place = try #require(problems.all.first { $0.id == "words-unknown-name" }?.location)
        #expect(place.file.hasSuffix("words/nl.yml") && place.line == 3 && place.column == 18)
    }
}
