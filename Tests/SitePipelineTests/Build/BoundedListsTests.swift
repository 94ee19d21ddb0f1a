import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// No page grows with the site: every list goes over pages.
@Suite struct BoundedListsTests {
    private let site: SiteCopy
    private let published = "Output/current/site"

    private static let noteCount = 35
    private static let questionCount = 6

    /// A site on which every list needs a second page.
    init() throws {
        site = try SiteCopy()
        for number in 0..<Self.noteCount {
            let questions = (0..<Self.questionCount).map {
                "### Does rule \(number) hold in case \($0)?\n\nIt does."
            }
            try write(
                "note-\(number)", about: "rule \(number)", tags: "rules",
                text: "It is about Bitcoin.\n\n## Frequently Asked Questions\n\n"
                    + questions.joined(separator: "\n\n"))
        }
        for number in 0..<3 {
            let tags = (0..<45).map { "only-\(number)-\($0)" }
            try write(
                "list-\(number)", about: "list \(number)", tags: tags.joined(separator: ", "),
                text: "It has many topics.")
        }
        for number in 0..<210 {
            try site.folder.write(
                """
                ---
                title: Draft \(number)
                summary: Not yet.
                date: 2026-01-31T12:00:00Z
                draft: true
                rights: own
                ---
                """, to: "Content/articles/draft-\(number).md")
        }
        try site.folder.write("desk: {name: The desk}\n", to: "Content/people.yml")
        for number in 0..<25 {
            try site.folder.write(
                """
                ---
                title: Terms of part \(number)
                summary: What holds for part \(number) of all that is published here.
                date: 2026-01-31T12:00:00Z
                rights: own
                ---

                They hold.
                """, to: "Content/pages/terms-\(number).md")
        }
        let quotes = (0..<260).map {
            #"{"asset": "coin-\#($0)", "ticker": "C\#($0)X", "name": "Coin \#($0)", "price": "1", "change24h": "0"}"#
        }
        try site.replace(
            "  \"quotes\": [", with: "  \"quotes\": [\n" + quotes.joined(separator: ",\n") + ",",
            in: "Content/snapshots/2026-02-01T16-25-00Z.json")
        let headlines = (0..<60).map {
            #"{"title": "Headline \#($0)", "at": "2026-01-31T12:00:00Z"}"#
        }
        try site.replace(
            "  \"headlines\": [",
            with: "  \"headlines\": [\n" + headlines.joined(separator: ",\n") + ",",
            in: "Content/news.json")
    }

    private func write(_ slug: String, about what: String, tags: String, text: String) throws {
        try site.folder.write(
            """
            ---
            title: Note on \(what) that many ask about
            summary: What \(what) says of a position, and what follows from it for its owner.
            date: 2026-01-31T12:00:00Z
            tags: [\(tags)]
            author: desk
            source: own
            rights: own
            ---

            \(text)
            """, to: "Content/articles/\(slug).md")
    }

    private func page(_ path: String) throws -> String {
        try site.folder.text("\(published)/\(path)index.html")
    }

    /// How many entries the lists and tables of a page have.
    private func entries(_ page: String) -> Int {
        page.matches(of: /<main.*<\/main>/.dotMatchesNewlines())
            .reduce(0) { $0 + $1.output.matches(of: /<li[ >]|<tr>/).count }
    }

    @Test func putsEveryListOnPagesThatDoNotGrow() async throws {
        let summary = try await site.run()
        // Nothing leads nowhere, no page is orphaned, misses in the sitemap or is named as another.
        let findings = summary.warnings.filter { $0.id.contains(/^[LSB]0/) }
        #expect(findings.isEmpty, "\(findings.prefix(5))")
        for path in [
            "articles/", "people/desk/", "faq/", "topics/", "topics/rules/",
            "topics/rules/questions/", "assets/btc/articles/",
            "search/d/", "status/", "ticker/", "news/",
        ] {
            let next = try page(path + "page-2/")
            #expect(try page(path).contains("href=\"/\(path)page-2/\""), "\(path)")
            #expect(next.contains("href=\"/\(path)\""), "\(path)")
        }
        let terms = try page("faq/").matches(of: /href="\/terms-\d+\/"/).count
        #expect((1..<25).contains(terms))
        let count = Self.noteCount * Self.questionCount
        let questions = try (1...5).map {
            try page("topics/rules/questions/" + ($0 == 1 ? "" : "page-\($0)/"))
        }
        let asked = questions.flatMap { page in
            page.matches(of: /href="(\/articles\/note-\d+\/#[a-z0-9-]+)"/).map {
                String($0.output.1)
            }
        }
        #expect(Set(asked).count == count)
        #expect(asked.count == count)
        #expect(try !site.folder.names("\(published)/faq").contains("note-1"))
        let files = try FileReader().list(site.folder.path(published))
            .filter { $0.path.hasSuffix(".html") }
        for file in files {
            let text = try site.folder.text("\(published)/\(file.path)")
            #expect(entries(text) <= 460, "\(file.path)")
            #expect(file.byteCount < 200 << 10, "\(file.path)")
        }
    }
}
