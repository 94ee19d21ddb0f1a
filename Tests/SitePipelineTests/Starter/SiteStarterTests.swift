import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SiteStarterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func makesASiteThatBuildsWithOneAccountInAMarginCall() async throws {
        let site = folder.path("new/site")
        try FileManager.default.createDirectory(
            atPath: folder.path("new"), withIntermediateDirectories: true)
        _ = try SiteStarter(from: SiteCopy.shipped.path()).start(in: site)
        let folders = SiteFolders(root: site)
        let settings = try ContentLoader.settings(in: folders).settings
        let summary = try await SiteRun(
            build: SiteBuild(
                folders: folders, settings: settings, clock: try #require(settings.clock),
                queue: WorkQueue(workers: 2)),
            publication: .publish, isStrict: true,
            reports: ReportRequest(accountsPath: nil, includesSamples: true), progress: nil
        ).run()
        #expect(summary.outcome == .published)
        #expect(summary.reports.map(\.state) == [.call])
    }

    @Test func replacesNothing() throws {
        try folder.write("mine", to: "Content/site.yml")
        let problem = try #require(throws: Diagnostic.self) {
            try SiteStarter(from: SiteCopy.shipped.path()).start(in: folder.path)
        }
        #expect(problem.id == "init-exists")
        #expect(try folder.names() == ["Content"])
    }
}
