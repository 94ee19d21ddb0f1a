public import ArgumentParser
import Glibc
import MarginModel
import SitePipeline

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn scraped pages into content: a ticker, an article, headlines and teasers.",
        discussion: """
            Example:
              marginalia import page.txt --source kdj --as-of 2026-02-01T16:25:00Z --timezone Europe/Berlin

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

    @Option(
        help: "The zone of the dates on the page: UTC, an offset like +02:00, or Europe/Berlin.")
    var timezone: PageZone?

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
        let result = PageImport(
            content: folder.folders.content, source: source, asOf: asOf,
            universal: timezone.universal, rights: rights, replacesExisting: force
        ).run(files)
        for page in result.pages {
            console.report(page.warnings)
            console.summarize(lines(of: page))
        }
        console.report(result.problems.all)
        if result.pages.count > 1 { console.summarize(table(of: result.pages)) }
        var lines = result.files.map { "\($0.outcome): \($0.path)" }
        lines.append(
            "rights: \(rights.rawValue)"
                + (rights.allowsPublication ? "" : ", so nothing of it is published"))
        console.summarize(lines)
        if result.problems.hasErrors { throw ExitStatus.input }
    }

    private func lines(of page: PageImport.Imported) -> [String] {
        var lines = ["\(page.file):"]
        if let title = page.title {
            let steps = page.sections.map { "\($0.steps)" }.joined(separator: " + ")
            lines.append("  article \"\(title)\"")
            if !page.sections.isEmpty {
                lines.append("  \(counted(page.sections.count, "section")) with \(steps) steps")
            }
        } else {
            lines.append("  no article")
        }
        if let plan = page.plan { lines.append("  plan: \(plan)") }
        if !page.market.isEmpty {
            lines.append("  market, shown here alone: \(page.market.joined(separator: ", "))")
        }
        for part in page.parts {
            lines.append(
                "  \(part.name), \(part.count): "
                    + (part.doubts.isEmpty ? "found by its anchors" : "look at this, because"))
            lines += part.doubts.map { doubt in
                "    " + (doubt.line.map { "line \($0): " } ?? "") + doubt.why
            }
        }
        lines.append("  \(counted(page.dropped.count, "line")) left out:")
        lines += page.dropped.map { "    line \($0.line): \($0.reason): \($0.excerpt)" }
        return lines
    }

    /// One row a page: parts that were found, parts to look at, lines left out.
    private func table(of pages: [PageImport.Imported]) -> [String] {
        let width = pages.map(\.file.count).max() ?? 0
        func row(_ name: String, _ cells: [String]) -> String {
            cells.reduce(name.padded(to: width)) { row, cell in
                row + "  " + cell.padded(to: 8, onTheLeft: true)
            }
        }
        return [row("page", ["found", "look at", "left out"])]
            + pages.map { page in
                let doubtful = page.parts.count { !$0.doubts.isEmpty }
                return row(
                    page.file,
                    ["\(page.parts.count - doubtful)", "\(doubtful)", "\(page.dropped.count)"])
            }
    }
}

extension Rights: ExpressibleByArgument {}

/// The zone of a page's times: `UTC`, an offset such as `+02:00`, or a name such as `Europe/Berlin`.
struct PageZone: ExpressibleByArgument {
    /// The instant of a time of the zone, which is given as if it were UTC.
    let universal: @Sendable (Instant) -> Instant

    init?(argument: String) {
        if argument.uppercased() == "UTC" || argument.uppercased() == "Z" {
            universal = { $0 }
        } else if argument.hasPrefix("+") || argument.hasPrefix("-") {
            // The instant reader knows offsets: what a zone moves midnight by is its offset.
            guard let moved = try? Instant(parsing: "2000-01-02T00:00:00\(argument)"),
                let midnight = Instant(year: 2_000, month: 1, day: 2)
            else { return nil }
            let offset = moved.seconds(since: midnight)
            universal = { $0.advanced(bySeconds: offset) }
        } else {
            var file = stat()
            guard !argument.split(separator: "/").contains(".."),
                stat("/usr/share/zoneinfo/\(argument)", &file) == 0,
                file.st_mode & S_IFMT == S_IFREG
            else { return nil }
            // The C library knows the zones; nothing else of the program reads the local time.
            setenv("TZ", argument, 1)
            tzset()
            universal = { local in
                var seconds = time_t(local.millisecondsSinceEpoch / 1_000)
                var fields = tm()
                gmtime_r(&seconds, &fields)
                fields.tm_isdst = -1
                return Instant(secondsSinceEpoch: Int64(mktime(&fields)))
            }
        }
    }
}
