import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ReleaseDraftTests {
    let folder: TemporaryFolder
    let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    @Test(arguments: [
        "", "/etc/passwd", "..", "site/../../x", "site//x", "site/./x", "site/", "/", "a\0b",
        "a\nb", "site/" + String(repeating: "x", count: 256),
    ])
    func refusesPathsThatLeaveTheReleaseOrAreNotPlain(path: String) throws {
        let draft = try store.begin(id: "one")
        let error = try #require(throws: Diagnostic.self) { try draft.write([1], to: path) }
        #expect(error.id == "path-unsafe")
        #expect(try folder.names("Output/releases/.staging-one") == [])
    }

    @Test func refusesToWriteAPathTwice() throws {
        let draft = try store.begin(id: "one")
        try draft.write([1], to: "site/faq/index.html")
        let again = try #require(throws: Diagnostic.self) {
            try draft.write([2], to: "site/faq/index.html")
        }
        #expect(again.id == "output-path-taken")
        #expect(again.location.file == "site/faq/index.html")
        let asFolder = try #require(throws: Diagnostic.self) {
            try draft.write([2], to: "site/faq")
        }
        #expect(asFolder.id == "output-path-taken")
    }

    @Test func refusesAFileWhereAFolderIsNeeded() throws {
        let draft = try store.begin(id: "one")
        try draft.write([1], to: "site/faq")
        let error = try #require(throws: Diagnostic.self) {
            try draft.write([1], to: "site/faq/index.html")
        }
        #expect(error.id == "io-not-a-folder")
    }

    @Test func neverWritesThroughALinkPlantedInTheDraft() throws {
        let draft = try store.begin(id: "one")
        try FileManager.default.createSymbolicLink(
            atPath: draft.path + "/manifest.json", withDestinationPath: folder.path("outside"))
        #expect(throws: Diagnostic.self) { try draft.write([1], to: "manifest.json") }
        #expect(FileManager.default.fileExists(atPath: folder.path("outside")) == false)
    }

    @Test func refusesWritesAfterPublishing() throws {
        let draft = try store.begin(id: "one")
        _ = try store.publish(draft, by: "test")
        let error = try #require(throws: Diagnostic.self) { try draft.write([1], to: "late.json") }
        #expect(error.id == "release-closed")
        #expect(try folder.names("Output/releases/one") == [])
    }

    @Test func keepsEveryFileWhenManyTasksWriteAtOnce() async throws {
        let draft = try store.begin(id: "one")
        try await withThrowingTaskGroup { group in
            for worker in 0..<8 {
                group.addTask {
                    for page in 0..<100 {
                        let bytes = Array("\(worker) \(page)".utf8)
                        try draft.write(bytes, to: "site/\(page)/deep/\(worker)/index.html")
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try store.publish(draft, by: "test")
        for (worker, page) in [(0, 0), (3, 41), (7, 99)] {
            #expect(
                try folder.text("Output/current/site/\(page)/deep/\(worker)/index.html")
                    == "\(worker) \(page)")
        }
        #expect(try FileReader().list(folder.path("Output/releases/one/site")).count == 800)
    }

    @Test func letsOneOfManyTasksWriteTheSamePath() async throws {
        let draft = try store.begin(id: "one")
        let winners = await withTaskGroup { group in
            for worker in UInt8(0)..<16 {
                group.addTask { (try? draft.write([worker], to: "site/a/b/index.html")) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
    }
}

/// The `umask` belongs to the whole process, so these tests run one after the other. The tests that
/// run beside them must pass under each of these masks.
@Suite(.serialized) struct StoredPermissionTests {
    @Test(arguments: [mode_t(0o022), 0o077, 0o000])
    func releasesAreReadableAndReportsPrivateWhateverTheUmask(mask: mode_t) throws {
        let folder = try TemporaryFolder()
        let previous = umask(mask)
        defer { umask(previous) }
        let store = try ReleaseStore(opening: folder.path("Output"), durably: false)
        let draft = try store.begin(id: "one")
        try draft.write([1], to: "site/faq/index.html")
        _ = try store.publish(draft, by: "test")
        let reports = try PrivateStore(in: store, for: CivilDate(year: 2026, month: 2, day: 1))
        try reports.write([1], token: "k3J", fileExtension: "html")
        try reports.writeIndex(named: "index.json") { (write) throws(Diagnostic) in try write([2]) }

        for path in ["releases", "releases/one", "releases/one/site", "releases/one/site/faq"] {
            #expect(try folder.permissions("Output/" + path) == 0o755, "\(path)")
        }
        #expect(try folder.permissions("Output/releases/one/site/faq/index.html") == 0o644)
        for path in ["private", "private/2026-02-01"] {
            #expect(try folder.permissions("Output/" + path) == 0o700, "\(path)")
        }
        for path in ["k3J.html", "index.json"] {
            #expect(try folder.permissions("Output/private/2026-02-01/" + path) == 0o600, "\(path)")
        }
    }
}
