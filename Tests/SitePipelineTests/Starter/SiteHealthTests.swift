import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SiteHealthTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    /// - Parameter clock: Long after the release was completed, unless another is given.
    private func ids(
        clock: Instant = Instant(secondsSinceEpoch: 9_000_000_000), keptReleases: Int = 5
    ) throws -> [String] {
        var settings = try site.settings()
        settings.keptReleases = keptReleases
        return try SiteHealth(folders: site.folders, settings: settings, systemClock: clock)
            .findings().compactMap(\.problem?.id).filter { $0 != "doctor-watches" }
    }

    @Test func findsNothingWrongWithAFreshSite() async throws {
        #expect(try ids() == [])
        _ = try await site.run(reports: ReportRequest(accountsPath: nil, includesSamples: true))
        #expect(try ids() == [])
    }

    @Test func saysWhatItSawOfEachThing() async throws {
        let health = SiteHealth(
            folders: site.folders, settings: try site.settings(),
            systemClock: Instant(secondsSinceEpoch: 9_000_000_000))
        #expect(try health.findings().first?.seen.contains("none yet") == true)
        _ = try await site.run(reports: ReportRequest(accountsPath: nil, includesSamples: true))
        let names = try health.findings().map(\.name)
        #expect(
            names == [
                "disk", "private reports", "key of report names", "clock", "pinned clock",
                "watching",
                "PDF",
            ])
        #expect(try health.findings().allSatisfy { !$0.seen.isEmpty })
    }

    @Test func findsAMissingEngineAndMissingFontsOnlyWherePDFIsAskedFor() throws {
        func ids(_ command: [String]?, fonts: String) throws -> [String] {
            var settings = try site.settings()
            settings.pdf = command.map { PDFSettings(engine: .chromium, command: $0) }
            return try SiteHealth(
                folders: site.folders, settings: settings, systemClock: noon,
                fontFolders: [site.folder.path(fonts)]
            ).findings().compactMap(\.problem?.id).filter { $0 != "doctor-watches" }
        }
        try site.folder.write("x", to: "fonts/truetype/a.TTF")
        #expect(try ids(nil, fonts: "none") == [])
        #expect(try ids(["/bin/sh"], fonts: "fonts") == [])
        #expect(try ids(["/no/engine"], fonts: "fonts") == ["doctor-pdf-engine"])
        #expect(try ids(["/bin/sh"], fonts: "none") == ["doctor-fonts"])
    }

    @Test func findsWhatOthersCanRead() async throws {
        _ = try await site.run(reports: ReportRequest(accountsPath: nil, includesSamples: true))
        for name in ["Output/private", ".marginalia-key"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: site.folder.path(name))
        }
        #expect(try ids() == ["doctor-too-open", "doctor-too-open"])
    }

    @Test func findsAClockThatWasSetBackAndADiskThatIsTooSmall() async throws {
        _ = try await site.run()
        #expect(try ids(clock: noon.advanced(bySeconds: -1_000_000_000)) == ["doctor-clock"])
        #expect(try ids(keptReleases: 1_000_000_000) == ["doctor-disk-room"])
    }
}
