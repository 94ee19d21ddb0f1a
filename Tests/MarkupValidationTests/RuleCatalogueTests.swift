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
            for file in try FileManager.default.contentsOfDirectory(atPath: family.path) {
                codes.append(String(file.prefix(4)))
                let text = try String(
                    contentsOf: family.appendingPathComponent(file), encoding: .utf8)
                try checkFinders(text)
            }
        }
        #expect(codes.count > 70)
        #expect(codes.sorted() == RuleCatalogue.all.map(\.code).sorted())
    }

    /// Whoever is said to find a rule's breaches names the rule.
    private func checkFinders(_ text: String) throws {
        let name = try #require(text.firstMatch(of: /static let (\w+) =/)).1
        let line = try #require(text.firstMatch(of: /\/\/\/ Found by (.*)/)).1
        let finders = line.matches(of: /`(\w+)`/).map { String($0.1) }
        #expect(!finders.isEmpty, "\(name)")
        for finder in finders {
            let source = try #require(Self.sources["\(finder).swift"], "\(finder)")
            #expect(source.contains(".\(name)"), "\(finder) finds \(name)")
        }
    }

    /// The module's files by name.
    private static let sources: [String: String] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/MarkupValidation")
        var sources: [String: String] = [:]
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            if let text = try? String(contentsOf: file, encoding: .utf8) {
                sources[file.lastPathComponent] = text
            }
        }
        return sources
    }()

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
