import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

/// Drafts that start from the folder of a purged release.
@Suite struct RecycledDraftTests {
    let folder: TemporaryFolder
    let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    private func publish(_ id: String, _ files: [String: String]) throws {
        let draft = try store.begin(id: id)
        for (path, text) in files { try draft.write(Array(text.utf8), to: path) }
        _ = try store.publish(draft, by: "test")
    }

    /// The oldest release is purged; the two others share `same.html` with it.
    ///
    /// - Parameter strayLink: A link that someone put among the oldest release's files.
    private func recycled(
        _ oldest: [String: String], strayLink: String? = nil
    ) throws -> ReleaseDraft {
        try publish("old", oldest.merging(["site/same.html": "same"]) { $1 })
        try publish("before", ["site/same.html": "same", "site/page.html": "before"])
        try publish("live", ["site/same.html": "same", "site/page.html": "live"])
        #expect(try store.purge(keeping: 2) == ["old"])
        if let strayLink {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("Output/releases/.spare/\(strayLink)"),
                withDestinationPath: folder.path("Output/releases/live"))
        }
        let draft = try store.begin(id: "new", recycling: store.spare())
        #expect(try folder.names("Output/releases") == [".staging-new", "before", "live"])
        return draft
    }

    private func inode(_ path: String) throws -> UInt64 {
        var status = stat()
        try #require(stat(folder.path(path), &status) == 0, "\(path)")
        return UInt64(status.st_ino)
    }

    private func stampOfLive(_ path: String) throws -> FileStamp {
        let live = try Folder(opening: folder.path("Output/releases/live"))
        return try #require(live.stamp(of: path, mode: 0o644))
    }

    @Test func holdsWhatWasWrittenAndLinkedAndNothingElse() throws {
        let draft = try recycled(
            [
                "manifest.json": "old", "site/page.html": "old", "site/gone/index.html": "gone",
                "site/deep/er/index.html": "gone", "site/same/other.html": "gone",
            ], strayLink: "site/out")
        try draft.expect(["site/same.html", "site/page.html", "site/deep/index.html"])
        #expect(try draft.link("site/same.html", as: stampOfLive("site/same.html")))
        try draft.write(Array("new".utf8), to: "site/page.html")
        try draft.write(Array("new".utf8), to: "site/deep/index.html")
        try draft.write(Array("new".utf8), to: "manifest.json")
        _ = try store.publish(draft, by: "test")
        let files = try FileReader().list(folder.path("Output/releases/new")).map(\.path)
        #expect(
            files == [
                "manifest.json", "site/deep/index.html", "site/page.html", "site/same.html",
            ])
        #expect(try folder.names("Output/releases/new/site") == ["deep", "page.html", "same.html"])
        for path in ["manifest.json", "site/deep/index.html", "site/page.html"] {
            #expect(try folder.text("Output/releases/new/\(path)") == "new")
        }
        #expect(
            try inode("Output/releases/new/site/same.html")
                == inode("Output/releases/live/site/same.html"))
        #expect(try folder.text("Output/releases/live/site/page.html") == "live")
        #expect(try folder.text("Output/releases/before/site/page.html") == "before")
    }

    @Test func sharesWithTheLiveReleaseWhatWasOfAnOlderOne() throws {
        let draft = try recycled(["site/page.html": "old"])
        try draft.expect(["site/page.html", "site/same.html"])
        #expect(try draft.link("site/page.html", as: stampOfLive("site/page.html")))
        try draft.write(Array("same".utf8), to: "site/same.html")
        for page in ["page", "same"] {
            #expect(
                try inode("Output/releases/.staging-new/site/\(page).html")
                    == inode("Output/releases/live/site/\(page).html"))
        }
    }

    @Test func putsAFileWhereAFolderWasAndAFolderWhereAFileWas() throws {
        let draft = try recycled(["site/a/index.html": "old", "site/b": "old"])
        try draft.expect(["site/a", "site/b/index.html"])
        try draft.write([1], to: "site/a")
        try draft.write([2], to: "site/b/index.html")
        #expect(try folder.text("Output/releases/.staging-new/site/a") == "\u{1}")
        #expect(try folder.text("Output/releases/.staging-new/site/b/index.html") == "\u{2}")
    }

    @Test func refusesToWriteAPathTwice() throws {
        let draft = try recycled(["site/page.html": "old"])
        try draft.expect(["site/page.html", "site/same.html"])
        try draft.write([1], to: "site/page.html")
        #expect(throws: Diagnostic.self) { try draft.write([2], to: "site/page.html") }
        #expect(try draft.link("site/same.html", as: stampOfLive("site/same.html")))
        #expect(try !draft.link("site/same.html", as: stampOfLive("site/same.html")))
        #expect(throws: Diagnostic.self) { try draft.write([2], to: "site/same.html") }
    }

    @Test func publishesNoFileOfTheOldReleaseThatWasExpectedAndNeverCame() throws {
        let draft = try recycled(["site/page.html": "old", "site/late/index.html": "old"])
        try draft.expect(["site/page.html", "site/late/index.html", "site/never.html"])
        try draft.write(Array("new".utf8), to: "site/page.html")
        _ = try store.publish(draft, by: "test")
        let files = try FileReader().list(folder.path("Output/releases/new")).map(\.path)
        #expect(files == ["site/page.html"])
    }

    @Test func isNotOfferedTwice() throws {
        let draft = try recycled([:])
        let next = try store.begin(id: "next", recycling: store.spare())
        #expect(try folder.names("Output/releases/.staging-next") == [])
        try next.discard()
        try draft.discard()
        #expect(try folder.names("Output/releases") == ["before", "live"])
    }
}
