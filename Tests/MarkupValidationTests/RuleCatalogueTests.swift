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

    /// One rule a file, and each of them in the list: a file that is not listed would be no rule.
    @Test func listsTheRuleOfEveryFile() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/MarkupValidation/Catalogue")
        let families = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        var codes: [String] = []
        for family in families where !family.pathExtension.contains("swift") {
            codes += try FileManager.default.contentsOfDirectory(atPath: family.path)
                .map { String($0.prefix(4)) }
        }
        #expect(codes.count > 70)
        #expect(codes.sorted() == RuleCatalogue.all.map(\.code).sorted())
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
        ("_redirects", .redirects),
    ])
    func tellsTheKindByTheName(path: String, kind: DocumentKind) {
        #expect(DocumentKind.kind(ofPath: path) == kind)
    }

    @Test(arguments: ["robots.txt", "a/html", "site.js", "redirects", ""])
    func leavesOtherFilesAlone(path: String) {
        #expect(DocumentKind.kind(ofPath: path) == nil)
    }
}
