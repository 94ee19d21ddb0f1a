import ContentIngest
import MarginModel
import MarkupValidation
import PageRendering

/// A parser, fed with whatever comes. It may refuse, with diagnostics that point into the input; it
/// may not crash, and what it accepts must hold what the next step relies on.
enum FuzzTarget: String, CaseIterable {
    case account, accountLines, snapshot, news, sheet, candles
    case scrapedPage, markdown, article, settings, picture
    /// Whole accounts, from reading to the report: see `AccountFuzz`.
    case figures
    case template, page, report, svg, feed, sitemap, stylesheet, redirects, data
    /// Documents that must be refused; `hostile.py` writes them.
    case hostilePage, hostileFeed

    private static let accounts = Result {
        try AccountFuzz(
            samples: "Content/portfolios", venues: "Content/venues", history: "Content/history")
    }

    func run(_ bytes: [UInt8]) {
        let file = "input"
        switch self {
        case .account: check(bytes) { try AccountReader().read(bytes, file: file).warnings }
        case .accountLines:
            for line in AccountReader().readLines(bytes, file: file) {
                check(bytes) { try line.result.get().positions.isEmpty ? [] : line.warnings }
            }
        case .snapshot: check(bytes) { try SnapshotReader().read(bytes, file: file).warnings }
        case .news: check(bytes) { try NewsReader().read(bytes, file: file).warnings }
        case .sheet: check(bytes) { try VenueSheetReader().read(bytes, file: file).warnings }
        case .candles:
            check(bytes) {
                let candles = try CandleReader().read(bytes, file: file).candles
                require(
                    zip(candles, candles.dropFirst()).allSatisfy { $0.time < $1.time },
                    "candles stand in the order of time")
                return []
            }
        case .scrapedPage: check(bytes) { try importPage(bytes, file: file) }
        case .markdown: readMarkdown(bytes, file: file)
        case .article:
            check(bytes) { try ArticleReader().read(bytes, file: file, slug: "a").warnings }
        case .settings: check(bytes) { try SettingsReader().read(bytes, file: file).warnings }
        case .picture:
            for format in PictureFormat.allCases {
                // Refusing it is right, and there is no place in it to point to.
                guard let size = try? PictureReader().size(of: bytes, as: format) else { continue }
                require(size.width > 0 && size.height > 0, "a picture has a size")
            }
        case .figures:
            guard let accounts = try? Self.accounts.get() else { fatalError("no samples here") }
            // Refusing one is right; where the refusal points to is what `account` looks at.
            try? accounts.run(bytes)
        case .template:
            let source = TemplateSource(name: "t", file: "t.html.mustache", bytes: bytes)
            check(bytes) {
                _ = try TemplateLibrary([source], words: .bare).compile("t", for: StateView.self)
                return []
            }
        case .page: checkMarkup(bytes, as: .page)
        case .report: checkMarkup(bytes, as: .privateReport)
        case .svg: checkMarkup(bytes, as: .svg)
        case .feed:
            for kind in [DocumentKind.atom, .rss, .jsonFeed] { checkMarkup(bytes, as: kind) }
        case .sitemap: checkMarkup(bytes, as: .sitemap)
        case .stylesheet: checkMarkup(bytes, as: .stylesheet)
        case .redirects: checkMarkup(bytes, as: .redirects)
        case .data:
            check(bytes) { DataFiles.check(bytes, path: "a.json") }
            check(bytes) { DataFiles.check(bytes, path: "a.csv") }
            check(bytes) {
                PublicText(contacts: [], secrets: [NameDigest(of: "desk")]).check(bytes, path: file)
            }
        case .hostilePage: refuse(bytes, as: .page)
        case .hostileFeed: refuse(bytes, as: .atom)
        }
    }

    /// Checks a document, and the site that it would be alone.
    private func checkMarkup(_ bytes: [UInt8], as kind: DocumentKind) {
        let path = "index.html"
        let checked = PageChecker().check(bytes, path: path, kind: kind)
        check(bytes) { checked.diagnostics }
        check(bytes) {
            SiteChecker(baseURL: "https://example.org").check([checked.facts], files: [path])
        }
    }

    private func refuse(_ bytes: [UInt8], as kind: DocumentKind) {
        let found = PageChecker().check(bytes, path: "input", kind: kind).diagnostics
        check(bytes) { found }
        require(found.contains { $0.severity == .error }, "a hostile document is refused")
        for diagnostic in found { print(diagnostic) }
    }

    /// Every diagnostic, thrown or returned, points at a line that the input has.
    private func check(_ bytes: [UInt8], _ read: () throws -> [Diagnostic]) {
        let diagnostics: [Diagnostic]
        do { diagnostics = try read() } catch let error as Diagnostics {
            require(error.hasErrors, "what is thrown holds an error")
            diagnostics = error.all
        } catch let error as Diagnostic {
            diagnostics = [error]
        } catch {
            fatalError("only diagnostics are thrown, not \(error)")
        }
        // A line ends at a line feed or, in scraped pages, a carriage return. Large documents are
        // refused at their first line, and then nothing need be counted.
        let isCounted = diagnostics.contains { $0.location.line > 1 }
        let lineCount = isCounted ? 1 + bytes.count { $0 == 0x0A || $0 == 0x0D } : 1
        for diagnostic in diagnostics {
            let place = diagnostic.location
            require(
                (1...lineCount + 1).contains(place.line) && place.column >= 1,
                "\(diagnostic.id) points into the input, not at \(place)")
        }
    }

    /// What an import writes can be read back, and says the same.
    private func importPage(_ bytes: [UInt8], file: String) throws -> [Diagnostic] {
        let zero = Instant(secondsSinceEpoch: 0)
        let reader = ScrapedPageReader(sourceID: "desk", asOf: zero, universal: { $0 })
        let page = try reader.read(bytes, file: file)
        guard let draft = page.article else { return page.warnings }
        let writer = ArticleMarkdownWriter(source: "desk", rights: .unknown, asOf: zero)
        let markdown = writer.markdown(for: draft)
        do {
            let article = try ArticleReader().read(markdown, file: "a.md", slug: "a").article
            let lists = article.sections.map { $0.steps.map(\.plainText) }
            let text = String(decoding: markdown, as: UTF8.self)
            require(article.title == draft.title, "an imported title reads back: \(text)")
            require(
                article.sections.map(\.title) == draft.sections.map(\.title),
                "imported headings read back: \(text)")
            require(
                lists == draft.sections.map(\.steps),
                "imported steps read back: \(lists) of \(text)")
        } catch {
            fatalError(
                "an imported article reads back: \(error.all) of "
                    + String(decoding: markdown, as: UTF8.self))
        }
        return page.warnings
    }

    /// Whatever the source, the markup is well-formed, or the text was refused as unreadable. The bytes
    /// come in an array of exactly their size, so the sanitizer sees a reader that looks past them.
    private func readMarkdown(_ bytes: [UInt8], file: String) {
        let document = MarkdownReader().read(bytes, file: file)
        check(bytes) { document.diagnostics.all }
        if document.diagnostics.all.contains(where: { $0.kind == .unreadable }) { return }
        var xml = Array("<r>".utf8) + document.leadHTML + (document.notes?.introHTML ?? [])
        for section in document.sections {
            xml += section.introHTML + section.steps.flatMap(\.html) + section.outroHTML
        }
        xml += document.faq.flatMap(\.answerHTML) + Array("</r>".utf8)
        if !document.diagnostics.all.contains(where: { $0.id == "markdown-duplicate-id" }) {
            let markup = String(decoding: xml, as: UTF8.self)
            let ids = words(behind: " id=\"", in: markup)
            require(Set(ids).count == ids.count, "ids are unique: \(ids)")
            let notes = words(behind: " href=\"#footnote-", in: markup).map { "footnote-\($0)" }
            require(Set(ids).isSuperset(of: notes), "notes and their mentions are there: \(notes)")
        }
        let problems = PageChecker().check(xml, path: "x.xml", kind: .xml).diagnostics
        require(
            !problems.contains { $0.severity == .error }, "markup is well-formed: \(problems)")
    }

    /// What stands between each `start` and the next quotation mark.
    private func words(behind start: String, in text: String) -> [String] {
        text.components(separatedBy: start).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    private func require(_ holds: Bool, _ claim: @autoclosure () -> String) {
        if !holds { fatalError("\(rawValue): this does not hold: \(claim())") }
    }
}
