import Foundation
import MarginModel
import Testing

@testable import ContentIngest

/// The pages of `Tests/Fixtures/scraped`, each with what it must become.
@Suite struct ScrapedLayoutTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/scraped")

    static let names: [String] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }()

    @Test func findsThePages() { #expect(Self.names.count >= 25) }

    @Test(arguments: names)
    func readsEveryLayoutAsAPersonWould(name: String) throws {
        let page = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).txt"))
        let expected = try String(
            contentsOf: Self.folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
        #expect(
            facts(of: Array(page), file: name) == expected.split(separator: "\n").map(String.init))
    }

    /// Line ends and a byte order mark are none of a page's meaning.
    @Test(arguments: ["\r\n", "\r"])
    func readsEveryKindOfLineEnd(lineEnd: String) throws {
        let url = Self.folder.appendingPathComponent("one-line-ticker.txt")
        let text = try String(contentsOf: url, encoding: .utf8)
        let changed =
            "\u{FEFF}"
            + text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: lineEnd)
        #expect(facts(of: Array(changed.utf8), file: "x") == facts(of: Array(text.utf8), file: "x"))
    }

    private func facts(of bytes: [UInt8], file: String) -> [String] {
        let reader = ScrapedPageReader(
            sourceID: "desk", asOf: Instant(secondsSinceEpoch: 0), universal: { $0 })
        do {
            return facts(of: try reader.read(bytes, file: file))
        } catch {
            return ["refused " + error.all.map(\.id).joined(separator: " ")]
        }
    }

    private func text(_ blocks: [DraftBlock]) -> String {
        blocks.map { block in
            switch block {
            case .paragraph: "paragraph"
            case .subheading: "subheading"
            case .bullets(let items): "\(items.count) bullets"
            case .steps(let steps, _): "\(steps.count) steps"
            }
        }.joined(separator: ", ")
    }

    private func facts(of page: ScrapedPage) -> [String] {
        var facts = page.snapshot.quotes.map {
            "quote \($0.asset) \($0.price?.description ?? "-") \($0.change24h?.description ?? "-")"
        }
        facts += page.market.map { "market \($0.name) | \($0.value) | \($0.change ?? "-")" }
        if let article = page.article {
            facts += ["title \(article.title)", "summary \(article.summary)"]
            facts.append("date \(article.date?.description ?? "none")")
            if !article.lead.isEmpty { facts.append("lead \(text(article.lead))") }
            facts += article.sections.map { "section \($0.title) | \(text($0.blocks))" }
            facts += article.faq.map { "question \($0.question)" }
            if !article.disclaimer.isEmpty {
                facts.append("disclaimer \(article.disclaimer.count)")
            }
        }
        facts += page.headlines.map { "headline \($0.at) \($0.title)" }
        facts += page.teasers.map { "teaser \($0.at) \($0.title)" }
        facts += page.dropped.map { "dropped \($0.line) \($0.reason.rawValue)" }
        facts += page.warnings.map { "warning \($0.id) \($0.location.line)" }
        return facts
    }
}
