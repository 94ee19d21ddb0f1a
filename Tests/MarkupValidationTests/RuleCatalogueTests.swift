import Foundation
import MarkupValidation
import Testing

struct RuleCatalogueTests {
    @Test func explainsEveryRuleOnce() {
        let rules = RuleCatalogue.all
        #expect(Set(rules.map { $0.code }).count == rules.count)
        #expect(Set(rules.map { $0.what }).count == rules.count)
        #expect(rules.allSatisfy { !$0.why.isEmpty && !$0.cure.isEmpty })
        #expect(Set(rules.map { $0.example }).count == rules.count)
    }

    /// A rule that is not listed would be none, and its texts stand in the file that finds its breaches.
    @Test func listsEveryRuleThatAFileDeclaresAndFinds() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/MarkupValidation")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var ids: [String] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for rule in text.matches(of: /static let (\w+) = Rule\(\s*"([^"]+)"/) {
                ids.append(String(rule.2))
                #expect(text.contains(".\(rule.1)"), "\(file.lastPathComponent) finds \(rule.1)")
            }
        }
        #expect(ids.sorted() == RuleCatalogue.all.map(\.id).sorted())
    }

    @Test(arguments: ["H006", "h006", "H006-duplicate-id"])
    func findsARuleByCodeOrId(text: String) {
        #expect(RuleCatalogue.rule(text)?.id == "H006-duplicate-id")
    }

    @Test func knowsNoRuleByAnotherName() {
        #expect(RuleCatalogue.rule("H999") == nil)
    }

    @Test(arguments: [
        ("a/index.html", DocumentKind.page), ("x.SVG", .svg), ("feed.atom", .atom),
        ("feed.xml", .atom),
        ("news-feed.xml", .atom), ("sitemap.xml", .sitemap), ("sitemap-2.xml", .sitemap),
        ("other.xml", .xml), ("rss.xml", .rss), ("feed.json", .jsonFeed), ("a.css", .stylesheet),
        ("_redirects", .redirects), ("_headers", .headers),
    ])
    func tellsTheKindByTheName(path: String, kind: DocumentKind) {
        #expect(DocumentKind.kind(ofPath: path) == kind)
    }

    @Test(arguments: ["robots.txt", "a/html", "site.js", "redirects", ""])
    func leavesOtherFilesAlone(path: String) {
        #expect(DocumentKind.kind(ofPath: path) == nil)
    }
}
