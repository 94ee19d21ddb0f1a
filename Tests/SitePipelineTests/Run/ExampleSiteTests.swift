import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// `Tests/Fixtures/sites/blog`: a site below a path with pictures, people, a menu and a script of its own.
@Suite struct ExampleSiteTests {
    private let site: SiteCopy

    init() throws {
        site = try SiteCopy()
        let example = SiteCopy.shipped.appending(path: "Tests/Fixtures/sites/blog").path()
        for file in try FileReader().list(example) {
            let place = URL(filePath: site.folder.path(file.path))
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(try FileReader().read(SiteFolders.join(example, file.path))).write(to: place)
        }
    }

    /// Not one finding: links, pictures, policy and menus hold below the path.
    @Test func buildsWithoutAFinding() async throws {
        let summary = try await site.run()
        #expect(summary.warnings.filter { $0.severity != .notice }.map(\.description) == [])
        let page = try site.folder.text(
            "Output/current/site/articles/pictures-in-texts/index.html")
        for part in [
            "<img src=\"halves.jpg\" alt=\"Two halves, one of them red\" width=\"40\"",
            "<figure><img src=\"/blog/images/halves.webp\"", "href=\"/blog/people/ada/\"",
            "\"image\":\"https://example.org/blog/articles/pictures-in-texts/halves.jpg\"",
            "<a href=\"https://example.com/\">Elsewhere</a>", "src=\"/blog/static/counter.",
        ] { #expect(page.contains(part), "\(part)") }
        let about = try site.folder.text("Output/current/site/about/index.html")
        #expect(about.contains("content=\"https://example.org/blog/images/share.png\""))
        let redirects = try site.folder.text("Output/current/site/_redirects")
        #expect(
            redirects.contains(
                "/blog/2019/01/pictures.html /blog/articles/pictures-in-texts/ 301"))
    }

    /// No address of a page, a style sheet or a feed forgets the path.
    @Test func keepsEveryAddressBelowThePath() async throws {
        _ = try await site.run()
        let root = site.folder.path("Output/current/site")
        for file in try FileReader().list(root).map(\.path)
        where file.hasSuffix(".html") || file.hasSuffix(".css") {
            let text = try site.folder.text("Output/current/site/" + file)
            #expect(
                !text.contains(/(?:href|src|action)="\/(?!blog\/)|url\(\/(?!blog\/)/), "\(file)")
        }
        for feed in ["feed.atom", "feed.rss", "feed.json", "sitemap.xml"] {
            let text = try site.folder.text("Output/current/site/" + feed)
            #expect(!text.contains(/https:\/\/example\.org\/(?!blog\/|blog<|blog")/), "\(feed)")
        }
    }
}
