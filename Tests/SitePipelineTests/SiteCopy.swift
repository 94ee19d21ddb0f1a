import ContentIngest
import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// The shipped site in a folder of its own, for tests that change it and run on it.
struct SiteCopy {
    let folder: TemporaryFolder
    var folders: SiteFolders { SiteFolders(root: folder.path) }

    static let shipped = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init() throws {
        folder = try TemporaryFolder()
        for name in ["Content", "Templates"] {
            try FileManager.default.copyItem(
                atPath: SiteCopy.shipped.appending(path: name).path(), toPath: folder.path(name))
        }
    }

    func replace(_ text: String, with other: String, in file: String) throws {
        let before = try folder.text(file)
        try #require(before.contains(text), "\(file) holds '\(text)'")
        try folder.write(before.replacingOccurrences(of: text, with: other), to: file)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(atPath: folder.path(file))
    }

    func settings() throws -> SiteSettings {
        try ContentLoader.settings(in: folders).settings
    }

    /// The clock that the shipped settings pin, unless another is given.
    func build(clock: Instant? = nil, workers: Int = 2) throws -> SiteBuild {
        let settings = try settings()
        return SiteBuild(
            folders: folders, settings: settings,
            clock: try clock ?? #require(settings.clock), queue: WorkQueue(workers: workers))
    }

    func run(
        _ publication: SiteRun.Publication = .publish, clock: Instant? = nil,
        isStrict: Bool = false, reports: ReportRequest? = nil,
        progress: (any BuildProgress)? = nil
    ) async throws -> RunSummary {
        try await SiteRun(
            build: build(clock: clock, workers: progress == nil ? 2 : 1), publication: publication,
            isStrict: isStrict, reports: reports, progress: progress
        ).run()
    }

    /// The live release as the link names it, or `nil`.
    func current() throws -> String? {
        try ReleaseStore(opening: folders.output).currentID()
    }

    /// What lies among the releases, drafts included.
    func releases() throws -> [String] { try folder.names("Output/releases") }

    /// A real account's JSON: the healthy sample under another id, not fictional.
    func realAccount(id: String) throws -> String {
        try folder.text("Content/portfolios/sample-binance-healthy.json")
            .replacingOccurrences(of: "\"sample-binance-healthy\"", with: "\"\(id)\"")
            .replacingOccurrences(of: "\"fictional\": true", with: "\"fictional\": false")
    }
}

/// A clock for tests that need none in particular.
let noon = Instant(secondsSinceEpoch: 1_769_947_200)
