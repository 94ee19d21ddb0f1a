import Foundation
import MarginModel
import Testing

@testable import LocalPreview

@Suite struct ChangeWatcherTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write("a", to: "Content/articles/a.md")
    }

    private func watcher(polling: Bool) throws -> ChangeWatcher {
        try ChangeWatcher(
            folders: [site.path + "/Content"], outputFolder: site.path, polling: polling)
    }

    /// The next change, or nothing when none comes in `seconds`.
    private func next(_ watcher: ChangeWatcher, within seconds: Int = 5) async -> Set<Change>? {
        await withTaskGroup(of: Set<Change>?.self) { group in
            group.addTask {
                for await change in watcher.changes { return change }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    @Test(arguments: [false, true])
    func seesAnEdit(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.write("b b", to: "Content/articles/a.md")
        #expect(await next(watcher) == [.sources])
    }

    @Test(arguments: [false, true])
    func seesARemovalAndARename(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.move("Content/articles/a.md", to: "Content/b.md")
        #expect(await next(watcher) == [.sources])
        try site.remove("Content/b.md")
        #expect(await next(watcher) == [.sources])
    }

    @Test(arguments: [false, true])
    func seesFilesInFoldersThatAreNew(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.write("x", to: "Content/new/deep/x.md")
        #expect(await next(watcher) == [.sources])
        try site.write("y", to: "Content/new/deep/y.md")
        #expect(await next(watcher) == [.sources])
    }

    @Test func followsAFolderThatIsRenamedAndForgetsOneThatLeaves() async throws {
        let watcher = try watcher(polling: false)
        try site.move("Content/articles", to: "Content/essays")
        #expect(await next(watcher) == [.sources])
        try site.write("more", to: "Content/essays/a.md")
        #expect(await next(watcher) == [.sources])
        try site.move("Content/essays", to: "elsewhere")
        #expect(await next(watcher) == [.sources])
        try site.write("more still", to: "elsewhere/a.md")
        #expect(await next(watcher, within: 1) == nil)
    }

    @Test(arguments: [false, true])
    func seesTheLinkToAnotherRelease(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.show(release: "two")
        #expect(await next(watcher) == [.release])
    }

    @Test(arguments: [false, true])
    func passesOverHiddenFiles(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.write("swap", to: "Content/articles/.a.md.swp")
        try site.write("ref", to: "Content/.git/HEAD")
        #expect(await next(watcher, within: 1) == nil)
    }

    @Test func tellsABurstAsAWholeNotFileByFile() async throws {
        let watcher = try watcher(polling: false)
        for number in 0..<200 { try site.write("x", to: "Content/\(number).md") }
        var told = 0
        while let change = await next(watcher, within: 1) {
            #expect(change == [.sources])
            told += 1
        }
        // One, unless the machine is so busy that the writing itself pauses.
        #expect((1...4).contains(told))
    }

    @Test func losesNothingWhileNoOneListens() async throws {
        let watcher = try watcher(polling: false)
        try site.write("x", to: "Content/x.md")
        try await Task.sleep(for: .milliseconds(400))
        try site.show(release: "two")
        try await Task.sleep(for: .milliseconds(400))
        #expect(await next(watcher) == [.sources, .release])
    }

    @Test func looksAtEverythingAgainWhenEventsWereLost() throws {
        let limit = try String(
            contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let count = try #require(Int(limit.split(separator: "\n")[0]))
        let source = try InotifySource(
            watching: WatchedPlaces(folders: [site.path + "/Content"], outputFolder: nil))
        let names = ["a", "b"].map { site.path + "/Content/\($0).md" }
        // Two files in turn, because the kernel joins events that are equal.
        for number in 0...count { close(open(names[number % 2], O_CREAT | O_WRONLY, 0o600)) }
        try site.write("unseen", to: "Content/late/x.md")
        #expect(try source.collect() == [.sources, .release])
        #expect(try source.collect() == [])
        try site.write("seen", to: "Content/late/y.md")
        #expect(try source.collect() == [.sources])
    }

    @Test(arguments: [false, true])
    func followsAFolderThatIsExchangedForAnother(polling: Bool) async throws {
        let watcher = try watcher(polling: polling)
        try site.write("a", to: "other/articles/a.md")
        try site.move("Content", to: "old")
        try site.move("other", to: "Content")
        #expect(await next(watcher)?.contains(.sources) == true)
        try site.write("b b", to: "Content/articles/a.md")
        #expect(await next(watcher) == [.sources])
        try site.write("c c c", to: "old/articles/a.md")
        #expect(await next(watcher, within: 1) == nil)
    }

    @Test(arguments: [false, true])
    func followsALinkThatIsExchanged(polling: Bool) async throws {
        try site.write("1", to: "v1/a.md")
        try site.write("2", to: "v2/a.md")
        try site.link("Linked", to: "v1")
        let watcher = try ChangeWatcher(folders: [site.path + "/Linked/"], polling: polling)
        try site.link("next", to: "v2")
        try #require(rename(site.path + "/next", site.path + "/Linked") == 0)
        #expect(await next(watcher)?.contains(.sources) == true)
        try site.write("2 2", to: "v2/a.md")
        #expect(await next(watcher) == [.sources])
    }

    @Test func seesAFolderThatWasRemovedComeBack() async throws {
        let watcher = try ChangeWatcher(folders: [site.path + "/Content"]) {
            Issue.record("\($0)")
        }
        try site.remove("Content")
        #expect(await next(watcher)?.contains(.sources) == true)
        try site.write("back", to: "Content/back.md")
        #expect(await next(watcher)?.contains(.sources) == true)
        try site.write("back again", to: "Content/back.md")
        #expect(await next(watcher) == [.sources])
    }

    @Test(arguments: [false, true])
    func seesTheOutputFolderGoAndComeBack(polling: Bool) async throws {
        try site.write("", to: "Output/README.md")
        let watcher = try ChangeWatcher(
            folders: [site.path + "/Content"], outputFolder: site.path + "/Output",
            polling: polling
        ) { Issue.record("\($0)") }
        try site.remove("Output")
        #expect(await next(watcher)?.contains(.release) == true)
        try site.write("", to: "Output/README.md")
        #expect(await next(watcher)?.contains(.release) == true)
        try site.link("Output/current", to: "releases/one")
        #expect(await next(watcher) == [.release])
    }

    @Test func looksItselfWhenTheFolderAboveIsGone() async throws {
        try site.write("a", to: "above/Content/a.md")
        let notices = AsyncStream<Diagnostic>.makeStream()
        let watcher = try ChangeWatcher(folders: [site.path + "/above/Content"]) {
            notices.continuation.yield($0)
        }
        try site.remove("above")
        for await notice in notices.stream {
            #expect(notice.id == "watch-polling")
            #expect(notice.severity == .notice)
            break
        }
        _ = await next(watcher)
        try site.write("back", to: "above/Content/back.md")
        #expect(await next(watcher)?.contains(.sources) == true)
    }

    @Test(arguments: [false, true])
    func watchesAFileAndNotItsNeighbours(polling: Bool) async throws {
        try site.write("1", to: "desk/accounts.ndjson")
        let watcher = try ChangeWatcher(
            folders: [site.path + "/Content"], files: [site.path + "/desk/accounts.ndjson"],
            polling: polling)
        try site.write("2 2", to: "desk/accounts.ndjson")
        #expect(await next(watcher) == [.sources])
        try site.write("3 3 3", to: "desk/next")
        let path = site.path + "/desk/"
        try #require(rename(path + "next", path + "accounts.ndjson") == 0)
        #expect(await next(watcher) == [.sources])
        try site.write("x", to: "desk/other.ndjson")
        try site.write("x", to: "desk/Output/private/a.json")
        #expect(await next(watcher, within: 1) == nil)
    }

    @Test(arguments: [false, true])
    func passesOverTheOutputFolderInAWatchedOne(polling: Bool) async throws {
        try site.write("", to: "desk/Output/private/a.json")
        let watcher = try ChangeWatcher(
            folders: [site.path + "/desk"], outputFolder: site.path + "/desk/Output",
            polling: polling)
        try site.write("x", to: "desk/a.json")
        #expect(await next(watcher) == [.sources])
        try site.write("x", to: "desk/Output/private/a.json")
        try site.write("x", to: "desk/Output/private/new/b.json")
        #expect(await next(watcher, within: 1) == nil)
    }

    @Test func refusesAFolderThatIsNotThere() throws {
        let error = try #require(throws: Diagnostic.self) {
            try ChangeWatcher(folders: [site.path + "/Contents"])
        }
        #expect(error.id == "watch-not-a-folder")
        #expect(error.location.file == site.path + "/Contents")
    }

    @Test func endsTheStreamWhenStopped() async throws {
        let watcher = try watcher(polling: false)
        watcher.stop()
        for await _ in watcher.changes { Issue.record("no change was made") }
    }
}
