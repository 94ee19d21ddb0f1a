import MarginModel
import PageRendering

/// The pages that help to find others: one per question, the search page and its index.
struct FindingPages: Sendable {
    let index: SiteIndex
    let survey: SiteSurvey
    let book: TemplateBook
    let site: SiteView
    let ticker: TickerStripView?
    let script: SiteAsset

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
        let (site, ticker, script) = (site, ticker, script)
        let (entries, search) = (survey.entries, survey.search)
        let page = PageJob(
            path: "search/index.html", source: "pages/search", template: book.traced(book.search)
        ) {
            SearchPage(
                entries: entries, script: "/" + script.path,
                scriptIntegrity: script.integrity, site: site, ticker: ticker)
        }
        return [page]
            + search.fileNames.map { name in
                PageJob(path: "search/\(name)", source: "search index") {
                    PageRecipe(of: search.bytes(ofFile: name))
                }
            }
    }
}
