import ContentIngest
import Glibc
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
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.count == 2, arguments.first == "memory", let count = arguments.last {
            exit(CheckBench.keepsMemory(documents: Int(count) ?? 100_000) ? 0 : 1)
        }
        if arguments.count == 3, let verb = arguments.first,
            ["check", "parse", "text"].contains(verb)
        {
            // For a profiler, and for `counts.sh`: one page again and again.
            let (file, times) = (Array(arguments)[1], Int(Array(arguments)[2]) ?? 1)
            // The page of the counts where no file is named.
            let page = Int(file) == nil ? try files.read(file) : try PageBench.bytes(clock: clock)
            CheckBench.repeating(verb, page, times: times)
            return
        }
        if arguments.count == 3, let verb = arguments.first {
            // `counts.sh` asks for one verb, positions and repetitions.
            let numbers = arguments.dropFirst().compactMap { Int($0) }
            let account = try AccountReader().read(bytes, file: "bench").account
            try EngineBench(
                position: account.positions[0],
                sheet: try VenueSheetFolder.load("Content/venues").sheets[.binance], clock: clock
            ).repeating(verb, count: numbers[0], times: numbers[1])
            return
        }
        watch.measure("read an account (JSON)", unit: "accounts") {
            try? AccountReader().read(bytes, file: "bench")
        }
        ParserBench(watch: watch).run(account: bytes)
        let account = try AccountReader().read(bytes, file: "bench").account
        let sheet = try VenueSheetFolder.load("Content/venues").sheets[.binance]
        let engine = EngineBench(position: account.positions[0], sheet: sheet, clock: clock)
        try engine.run(watch)
        let article = try files.read("Content/articles/how-the-margin-ratio-works.md")
        watch.measure("read an article (Markdown)", unit: "articles") {
            try? ArticleReader().read(article, file: "bench", slug: "bench")
        }
        try TextBench.run(files, watch)
        try PageBench.run(files, clock: clock, watch)
        let page = try? files.read(
            "Output/current/site/plans/how-to-handle-a-margin-call/index.html")
        guard let page else {
            print("check a page: no site is published here yet; run make site first")
            return
        }
        CheckBench(watch: watch).run(page: page)
    }
}
