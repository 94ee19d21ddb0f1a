import ContentIngest
import MarginModel
import MarginRules
import MarkupValidation
import PageRendering
import SitePipeline

/// Measurements on the shipped content, run from the repository's folder.
@main
struct Main {
    static func main() throws {
        let files = FileReader()
        let watch = Stopwatch()
        let clock = try Instant(parsing: "2026-02-01T16:30:00Z")

        let bytes = try files.read("Content/portfolios/sample-binance-call.json")
        watch.measure("read an account (JSON)", unit: "accounts") {
            try? AccountReader().read(bytes, file: "bench")
        }
        ParserBench(watch: watch).run(account: bytes)
        let account = try AccountReader().read(bytes, file: "bench").account
        let sheet = try VenueSheetFolder.load("Content/venues").sheets[.binance]
        for count in [1, 10, 100] {
            let book = try Book(of: account.positions[0], on: sheet, count: count)
            let assessor = book.assessor(clock: clock)
            watch.measure("assess, \(count) positions", unit: "accounts") {
                assessor.assess(book.account)
            }
            guard count <= 10 else { continue }
            let assessment = assessor.assess(book.account)
            precondition(assessment.state == .call, "the benchmark plans for an account in a call")
            watch.measure("plan, \(count) positions", unit: "plans") { assessor.plan(assessment) }
            watch.measure("assessment of \(count) as JSON", unit: "accounts") {
                AssessmentJSON(assessment).bytes(pretty: false)
            }
        }
        let article = try files.read("Content/articles/how-the-margin-ratio-works.md")
        watch.measure("read an article (Markdown)", unit: "articles") {
            try? ArticleReader().read(article, file: "bench", slug: "bench")
        }
        try TextBench.run(files, watch)
        let page = try? files.read(
            "Output/current/site/plans/how-to-handle-a-margin-call/index.html")
        guard let page else {
            print("check a page: no site is published here yet; run make site first")
            return
        }
        let checker = PageChecker()
        watch.measure("check a page of \(page.count) bytes", unit: "pages") {
            checker.check(page, path: "bench/index.html", kind: .page)
        }
    }
}
