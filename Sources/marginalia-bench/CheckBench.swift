import Glibc
import MarkupValidation

/// The check of pages beside the bare parse of the same bytes, and the rules of whole sites.
struct CheckBench {
    let watch: Stopwatch

    func run(page: [UInt8]) {
        let parser = BareParser()
        watch.measure("parse a page of \(page.count) bytes, without rules", unit: "pages") {
            parser.parse(page)
        }
        let checker = PageChecker()
        watch.measure("check a page of \(page.count) bytes", unit: "pages") {
            checker.check(page, path: "bench/index.html", kind: .page)
        }
        let (facts, files) = Self.site(pageCount: 10_000)
        let site = SiteChecker(baseURL: "https://example.org")
        watch.measure("rules of a site of 10,000 pages", unit: "sites") {
            site.check(facts, files: files)
        }
    }

    /// Checks the same page `times` times, or only parses it.
    static func repeating(_ verb: String, _ page: [UInt8], times: Int) {
        let (checker, parser) = (PageChecker(), BareParser())
        let text = PublicText(contacts: ["desk@example.org"])
        for _ in 0..<times {
            switch verb {
            case "parse": parser.parse(page)
            case "text": _ = text.check(page, path: "bench/index.html")
            default: _ = checker.check(page, path: "bench/index.html", kind: .page)
            }
        }
    }

    /// Pages with 40 links each: half of them the same everywhere, half to neighbours.
    private static func site(pageCount: Int) -> (facts: [PageFacts], files: Set<String>) {
        let checker = PageChecker()
        let menu = (0..<20).map { "<a href=\"/a/\($0)/\">m</a>" }.joined()
        var facts: [PageFacts] = []
        for number in 0..<pageCount {
            let near = (1...20).map { "<a href=\"/a/\((number + $0) % pageCount)/#s\">n</a>" }
            let page = """
                <!DOCTYPE html>
                <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
                <head><meta charset="utf-8"/><title>Page \(number)</title>
                <meta name="description" content="What page \(number) of the bench is about."/></head>
                <body><main><h1 id="s">Page</h1><p>\(menu)\(near.joined())</p></main></body>
                </html>

                """
            facts.append(
                checker.check(Array(page.utf8), path: "a/\(number)/index.html", kind: .page).facts)
        }
        return (facts, Set(facts.map(\.path)))
    }

    /// Checks documents, no two alike, for ever with the same checker, and says what memory does.
    ///
    /// - Returns: Whether it stays: less than four megabytes more at the end than after a tenth.
    static func keepsMemory(documents: Int) -> Bool {
        let checker = PageChecker()
        var early = 0
        for number in 1...documents {
            let kind: DocumentKind = number % 5 == 0 ? .atom : .page
            let text = number % 5 == 0 ? feed(number) : page(number)
            _ = checker.check(Array(text.utf8), path: "a", kind: kind)
            if number == documents / 10 { early = residentKilobytes() }
        }
        let late = residentKilobytes()
        print("\(documents) documents: \(early) kB after a tenth of them, \(late) kB after all")
        return late - early < 4096
    }

    /// Every page has names that no other has: a parser that kept them would grow.
    private static func page(_ number: Int) -> String {
        """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head><meta charset="utf-8"/><title>\(number)</title></head>
        <body><main><h1>a</h1><p id="i\(number)" data-x\(number)="">\(number % 7 == 0 ? "<b>" : "")</p>
        <x\(number)/><svg xmlns="http://www.w3.org/2000/svg" aria-label="c\(number)"/></main></body>
        </html>
        """
    }

    private static func feed(_ number: Int) -> String {
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>\(number)</title><y\(number)/></feed>"
    }

    private static func residentKilobytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let fields = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
        )
        .split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
    }
}
