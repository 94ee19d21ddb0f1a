import MarginModel
import PageRendering

/// The pages that help to find others: one per question, the search page and its index.
struct FindingPages: Sendable {
    let index: SiteIndex
    let book: TemplateBook
    let site: SiteView
    let ticker: TickerStripView?
    /// The pages of assets and venues.
    let references: [SearchEntry]
    let script: SiteAsset
    /// Finds the index again when no entry has changed.
    let memory: BuildMemory?

    var jobs: [PageJob] { questionJobs + searchJobs }

    private var questionJobs: [PageJob] {
        let (site, ticker, template) = (site, ticker, book.traced(book.question))
        return index.articles.flatMap { article in
            article.faq.indices.map { number in
                let folder = QuestionPage.path(ofQuestion: number, in: article).dropFirst()
                return PageJob(
                    path: "\(folder)index.html", source: article.location.file, template: template
                ) { QuestionPage(number: number, of: article, site: site, ticker: ticker) }
            }
        }
    }

    private var searchJobs: [PageJob] {
        let (site, ticker, entries, script) = (site, ticker, entries, script)
        let page = PageJob(
            path: "search/index.html", source: "pages/search", template: book.traced(book.search)
        ) {
            SearchPage(
                entries: entries, script: "/" + script.path,
                scriptIntegrity: script.integrity, site: site, ticker: ticker)
        }
        return [page]
            + files(indexing: entries).map {
                PageJob(path: "search/\($0.name)", source: "search index", bytes: $0.bytes)
            }
    }

    private func files(indexing entries: [SearchEntry]) -> [SearchFile] {
        let make = {
            SearchIndex(entries).files.map { SearchFile(name: $0.name, bytes: $0.bytes) }
        }
        guard let memory else { return make() }
        let text = entries.map { "\($0.title)\n\($0.words)" }.joined(separator: "\n\n")
        let source = InputFile(path: "entries", sha256: Fingerprint.sha256(Array(text.utf8)))
        return memory.value(of: "search index", from: [source], make)
    }

    private var entries: [SearchEntry] {
        index.articles.map { article in
            SearchEntry(
                title: article.title, href: article.path,
                kind: article.kind == .plan ? "Action plan" : "Article",
                words: ([article.summary] + article.tags + article.sections.map(\.title))
                    .joined(separator: " "))
        }
            + index.articles.flatMap { article in
                article.faq.enumerated().map { number, entry in
                    SearchEntry(
                        title: entry.question,
                        href: QuestionPage.path(ofQuestion: number, in: article), kind: "Question")
                }
            }
            + references
            + index.pages.map { text in
                SearchEntry(
                    title: text.title, href: StandingPage.path(of: text), kind: "Page",
                    words: ([text.summary] + text.sections.map(\.title)).joined(separator: " "))
            }
    }
}

/// A file of the search index.
private struct SearchFile: Sendable {
    let name: String
    let bytes: [UInt8]
}
