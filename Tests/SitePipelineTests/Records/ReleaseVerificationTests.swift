import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ReleaseVerificationTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func problems() async throws -> (id: String, release: String) {
        let id = try await site.run().releaseID
        return (id, site.folder.path("Output/releases/\(id)"))
    }

    @Test func findsNothingWrongWithAFreshRelease() async throws {
        let release = try await problems().release
        let summary = try ReleaseVerification(of: release).run()
        #expect(summary.problems.isEmpty)
        #expect(summary.fileCount > 10)
    }

    @Test func findsWhatIsMissingAlteredOrStrange() async throws {
        let release = try await problems().release
        try FileManager.default.removeItem(atPath: release + "/site/404.html")
        try Data("Disallow: /".utf8).write(to: URL(filePath: release + "/site/robots.txt"))
        try Data("x".utf8).write(to: URL(filePath: release + "/site/stranger.html"))
        let found = try ReleaseVerification(of: release).run().problems
        #expect(
            found.map { [$0.id, String($0.location.file.dropFirst(release.count))] } == [
                ["release-file-missing", "/site/404.html"],
                ["release-file-altered", "/site/robots.txt"],
                ["release-file-unknown", "/site/stranger.html"],
            ])
    }

    @Test func sharesUnchangedFilesWithTheReleaseBefore() async throws {
        let (first, _) = try await problems()
        try site.replace(
            "title: How liquidation unfolds", with: "title: How it unfolds",
            in: "Content/articles/how-liquidation-unfolds.md")
        let second = try await site.run().releaseID
        func inode(_ id: String, _ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(
                atPath: site.folder.path("Output/releases/\(id)/site/\(path)"))[.systemFileNumber]
                as? Int
        }
        #expect(try inode(first, "robots.txt") == inode(second, "robots.txt"))
        let page = "articles/how-liquidation-unfolds/index.html"
        #expect(try inode(first, page) != inode(second, page))
        for id in [first, second] {
            let release = site.folder.path("Output/releases/\(id)")
            #expect(try ReleaseVerification(of: release).run().problems.isEmpty)
        }
    }
}
