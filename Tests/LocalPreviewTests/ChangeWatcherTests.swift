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

    @Test func looksForAFolderThatWasRemovedUntilItIsBack() async throws {
        let notices = AsyncStream<Diagnostic>.makeStream()
        let watcher = try ChangeWatcher(folders: [site.path + "/Content"]) {
            notices.continuation.yield($0)
        }
        try site.remove("Content")
        for await notice in notices.stream {
            #expect(notice.id == "watch-polling")
            #expect(notice.severity == .notice)
            break
        }
        _ = await next(watcher)
        try site.write("back", to: "Content/back.md")
        #expect(await next(watcher)?.contains(.sources) == true)
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
