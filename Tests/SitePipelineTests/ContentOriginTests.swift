import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// Findings on pages name the line of the content that is at fault.
@Suite struct ContentOriginTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func write(_ body: String) throws {
        try site.folder.write(
            """
            ---
            title: A test
            summary: Words that say what the test is about, and no more.
            date: 2026-02-01T12:00:00Z
            rights: own
            ---
            \(body)
            """, to: "Content/articles/test.md")
    }

    /// What the check of an article with this body finds on its page: rule, content line and column.
    private func findings(_ body: String) async throws -> [String] {
        try write(body)
        let build = try site.build()
        let store = try ReleaseStore(opening: site.folders.output, durably: false)
        let draft = try store.begin(id: "x")
        let rejection = try #require(
            await #expect(throws: SiteBuild.Rejection.self) {
                try await build.render(build.prepare(), into: draft, as: "x", progress: nil)
            })
        try draft.discard()
        return rejection.problems.all.filter { $0.location.file == "articles/test/index.html" }
            .map { finding in
                let content = finding.origins.first { $0.file.hasSuffix("articles/test.md") }
                let place = content.map { "\($0.line):\($0.column)" } ?? "-"
                return "\(finding.id.prefix(4)) \(place)"
            }
    }

    private static let bad = "[there](/no/such/page/)"

    @Test(arguments: [
        // The first line of the body is the seventh of the file.
        ("Words, \(bad).", "7:9"), ("\(bad), words.", "7:2"), ("One\ntwo\n\(bad)", "9:2"),
        ("One.\n\n## Heading\n\nTwo.\n\n\(bad)", "13:2"),
        ("## Heading\n\n1. One.\n2. Two \(bad).\n3. Three.", "10:9"),
        ("## Heading\n\n- One.\n- \(bad)", "10:4"),
        ("| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | \(bad) |", "10:8"),
        ("```\ncode\n\n\n```\n\n\(bad)", "13:2"), ("> Quoted *\(bad)*", "7:12"),
        ("## Frequently asked questions\n\n### What?\n\nThis, \(bad).", "11:8"),
        ("One.\r\n\r\nTwo\r\nthree \(bad).\r\n", "10:8"),
        ("## One\n\n### A small heading with \(bad)\n\nOne.", "9:27"),
    ])
    func namesTheLineOfABrokenLink(body: String, place: String) async throws {
        let found = try await findings(body)
        #expect(found == ["L001 \(place)"], "\(found)")
    }

    @Test func namesTheLineOfAnExample() async throws {
        let found = try await findings("One.\n\nPrice: {{prize}}, or *NaN*.")
        #expect(found == ["H007 9:1", "H007 9:23"], "\(found)")
    }

    @Test func namesTheLineOfAPicture() async throws {
        let picture = SiteCopy.shipped.appending(path: "Tests/Fixtures/pictures/halves.png").path()
        try site.folder.write("", to: "Content/static/empty.txt")
        try FileManager.default.copyItem(
            atPath: picture, toPath: site.folder.path("Content/static/a.png"))
        let found = try await findings("One.\n\nTwo ![{{prize}}](/a.png).")
        #expect(found == ["H007 9:18"], "\(found)")
    }

    @Test func namesTheFileAloneForWhatATemplateWrites() async throws {
        // The heading of a section is a template's, with the text of the content.
        #expect(try await findings("## See {{this}}\n\nOne.").allSatisfy { $0 == "H007 1:1" })
    }

    @Test func namesTheFileAloneWhenItChangedMeanwhile() async throws {
        try write(Self.bad)
        let build = try site.build()
        let store = try ReleaseStore(opening: site.folders.output, durably: false)
        let draft = try store.begin(id: "x")
        let prepared = try await build.prepare()
        try site.replace("A test", with: "Another test", in: "Content/articles/test.md")
        let rejection = try #require(
            await #expect(throws: SiteBuild.Rejection.self) {
                try await build.render(prepared, into: draft, as: "x", progress: nil)
            })
        let origin = try #require(rejection.problems.all.first?.origins.last)
        #expect(origin.file.hasSuffix("articles/test.md") && origin.line == 1)
    }
}
