import ArgumentParser
import MarginModel
import SitePipeline

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Turn scraped pages into content: a ticker, an article, headlines and teasers.",
        discussion: """
            Example:
              marginalia import page.txt --source kdj --as-of 2026-02-01T16:25:00Z --timezone UTC

            Writes Content/snapshots, Content/articles and Content/news-SOURCE.json, and lists every \
            line that was left out with the reason. What is imported has the rights 'unknown' unless \
            you say otherwise, and is not published.
            """)

    @Argument(help: "The pages, as text.")
    var files: [String]

    @Option(help: "A short name of the source, for file names and the source line.")
    var source: String

    @Option(help: "When the prices on the page were read, as an instant with zone.")
    var asOf: Instant?

    @Option(help: "The zone of the dates on the page: UTC, or an offset like +02:00.")
    var timezone: ZoneOffset?

    @Option(help: "own, licensed, quote-only or unknown.")
    var rights: Rights = .unknown

    @Flag(help: "Replace files that are there already.")
    var force = false

    @OptionGroup(title: "Site") var folder: FolderOptions
    @OptionGroup(title: "Messages") var messages: MessageOptions

    func validate() throws {
        if asOf == nil {
            throw ValidationError(
                "--as-of is missing: a scraped page does not say when its prices were read, and a "
                    + "file's time is not a price's time. Example: --as-of 2026-02-01T16:25:00Z")
        }
        if timezone == nil {
            throw ValidationError(
                "--timezone is missing: the dates on the page name no zone. Example: --timezone UTC"
            )
        }
        guard source.utf8.allSatisfy({ Import.isPlain($0) }), !source.isEmpty else {
            throw ValidationError("--source takes lower-case letters, digits and hyphens")
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D: true
        default: false
        }
    }

    func run() throws {
        guard let asOf, let timezone else { throw ExitStatus.usage }
        let console = messages.console
        let pages = PageImport(
            content: folder.folders.content, source: source, asOf: asOf,
            zoneOffsetSeconds: timezone.seconds, rights: rights, replacesExisting: force)
        var failed = false
        for file in files {
            do {
                let imported = try pages.run(file)
                console.report(imported.warnings)
                console.summarize(lines(of: imported, file))
            } catch {
                console.report(error.all)
                failed = true
            }
        }
        if failed { throw ExitStatus.input }
    }

    private func lines(of imported: PageImport.Imported, _ file: String) -> [String] {
        let page = imported.page
        let market = page.market.joined(separator: ", ")
        var lines = [
            "\(file):",
            "  \(counted(page.tickerRows, "ticker row"))",
            article(of: page),
            "  \(counted(page.headlines, "headline")), \(counted(page.teasers, "teaser"))",
            "  rights: \(rights.rawValue)"
                + (rights.allowsPublication ? "" : ", so it is not published"),
        ]
        if !page.market.isEmpty { lines.append("  market, shown here alone: \(market)") }
        lines += imported.files.map { "  \($0.outcome): \($0.path)" }
        lines.append("  how sure each part is, by its line in doubt most:")
        lines += imported.certainties.map {
            "    \($0.part), \(counted($0.lines, "line")): \($0.percent) % (line \($0.line))"
        }
        lines.append("  \(counted(imported.dropped.count, "line")) left out:")
        lines += imported.dropped.map { "    line \($0.line): \($0.reason): \($0.excerpt)" }
        return lines
    }

    private func article(of page: PageImport.ScrapedPageCounts) -> String {
        guard let title = page.title else { return "  no article" }
        let steps = page.sections.map { "\($0.steps)" }.joined(separator: " + ")
        return
            "  article \"\(title)\": \(counted(page.sections.count, "section")) with \(steps) steps, "
            + "\(counted(page.questions, "question")), summary: \(page.hasSummary ? "yes" : "no"), "
            + "disclaimer: \(page.hasDisclaimer ? "yes" : "no")"
    }
}

extension Rights: ExpressibleByArgument {}

/// An offset from UTC, as `UTC`, `Z` or `+02:00`.
struct ZoneOffset: ExpressibleByArgument {
    let seconds: Int

    init?(argument: String) {
        if argument.uppercased() == "UTC" || argument.uppercased() == "Z" {
            seconds = 0
            return
        }
        // The instant reader knows offsets: what a zone moves midnight by is its offset.
        guard argument.hasPrefix("+") || argument.hasPrefix("-"),
            let moved = try? Instant(parsing: "2000-01-02T00:00:00\(argument)"),
            let midnight = Instant(year: 2_000, month: 1, day: 2)
        else { return nil }
        seconds = Int(midnight.seconds(since: moved))
    }
}
