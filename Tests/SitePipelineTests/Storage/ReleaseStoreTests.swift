import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ReleaseStoreTests {
    let folder: TemporaryFolder
    let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    @discardableResult
    private func publish(_ id: String, page: String = "hello") throws -> String {
        let draft = try store.begin(id: id)
        try draft.write(Array(page.utf8), to: "site/index.html")
        try draft.write(Array("{}".utf8), to: "manifest.json")
        _ = try store.publish(draft, by: "test")
        return draft.id
    }

    @Test func publishingMovesTheLinkToTheNewRelease() throws {
        #expect(store.currentID() == nil)
        try publish("one", page: "first")
        #expect(try folder.text("Output/current/site/index.html") == "first")
        try publish("two", page: "second")
        #expect(store.currentID() == "two")
        #expect(try folder.text("Output/current/site/index.html") == "second")
        #expect(try folder.text("Output/releases/one/site/index.html") == "first")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(
                atPath: folder.path("Output/current")) == "releases/two")
        #expect(try folder.names("Output") == [".marginalia", ".state", "current", "releases"])
        #expect(store.sitePath(of: "two") == folder.path("Output/releases/two/site"))
    }

    @Test func publishingDurablyGivesTheSameTree() throws {
        let durable = try ReleaseStore(opening: folder.path("Durable"))
        let draft = try durable.begin(id: "one")
        try draft.write(Array("x".utf8), to: "site/a/b/index.html")
        _ = try durable.publish(draft, by: "test")
        #expect(try folder.text("Durable/current/site/a/b/index.html") == "x")
    }

    @Test func listsReleasesInTheOrderOfTheirCompletionNotOfTheirNames() throws {
        for id in ["b", "a", "c"] { try publish(id) }
        #expect(store.releaseIDs() == ["b", "a", "c"])
    }

    @Test func givesATakenIDTheNextFreeSuffix() throws {
        #expect(try publish("night") == "night")
        #expect(try publish("night") == "night-2")
        let open = try store.begin(id: "night")
        #expect(open.id == "night-3")
        #expect(try store.begin(id: "night").id == "night-4")
        #expect(store.releaseIDs() == ["night", "night-2"])
    }

    @Test(arguments: ["", "..", ".hidden", "a/b", "a b", "é", String(repeating: "x", count: 129)])
    func refusesIDsThatAreNotPlainNames(id: String) throws {
        let error = try #require(throws: Diagnostic.self) { try store.begin(id: id) }
        #expect(error.id == "release-id-invalid")
    }

    @Test func keepingCompletesAReleaseWithoutMakingItLive() throws {
        try publish("one")
        let draft = try store.begin(id: "two")
        try draft.write([], to: "site/index.html")
        #expect(store.releaseIDs() == ["one"])
        try store.keep(draft, by: "test")
        #expect(store.releaseIDs() == ["one", "two"])
        #expect(store.currentID() == "one")
        let refused = try #require(throws: Diagnostic.self) { try store.rollback(to: "two") }
        #expect(refused.id == "release-never-live")
        #expect(store.currentID() == "one")
        #expect(try store.rollback(to: "two", evenUnpublished: true).live == "two")
        #expect(store.currentID() == "two")
    }

    @discardableResult
    private func keep(_ id: String) throws -> String {
        let draft = try store.begin(id: id)
        try draft.write(Array(id.utf8), to: "site/index.html")
        try store.keep(draft, by: "test")
        return draft.id
    }

    @Test func rollsBackOnlyToWhatWasLive() throws {
        for id in ["good", "better"] { try publish(id) }
        try keep("rejected")
        try publish("fixed")
        #expect(try store.rollback(to: nil).live == "better")
        #expect(try store.rollback(to: nil).live == "good")
        let nothing = try #require(throws: Diagnostic.self) { try store.rollback(to: nil) }
        #expect(nothing.id == "release-none-earlier")
        #expect(store.currentID() == "good")
    }

    @Test func goesPastReleasesThatWereRolledBackFrom() throws {
        for id in ["good", "bad"] { try publish(id) }
        #expect(try store.rollback(to: nil).live == "good")
        try publish("fixed")
        #expect(try store.rollback(to: nil).live == "good", "not bad, which an operator left")
        #expect(try store.rollback(to: "bad").live == "bad", "it was live, and is named")
    }

    @Test func saysOfEachReleaseWhetherItWasLive() throws {
        try publish("good")
        try keep("kept")
        try publish("new")
        let journal = store.journal()
        #expect(journal.wasLive("good")?.until != nil)
        #expect(journal.wasLive("new") != nil && journal.wasLive("new")?.until == nil)
        #expect(journal.wasLive("kept") == nil && journal.knows("kept"))
        #expect(!journal.knows("never-seen"))
    }

    @Test func keepsTheOrderOfReleasesWhateverTheirFoldersTimes() throws {
        for id in ["b", "a", "c"] { try publish(id) }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)],
            ofItemAtPath: folder.path("Output/releases/c"))
        #expect(store.releaseIDs() == ["b", "a", "c"])
    }

    @Test func writesOneLineForEachEventForItsOwnerAlone() throws {
        try publish("one")
        try keep("two")
        try publish("three")
        _ = try store.rollback(to: nil)
        #expect(try store.resume()?.left == "three")
        try store.record(.refused, nil, by: "nightly", why: "check H006")
        let lines = try journalLines()
        #expect(
            lines.map { $0[1...2].joined(separator: " ") } == [
                "published one", "kept two", "published three", "rolled-back one", "resumed one",
                "refused -",
            ])
        #expect(
            lines.map { $0[3].prefix { $0 != "/" } }.suffix(3) == [
                "rollback", "release", "nightly",
            ])
        #expect(lines.last?[5...] == ["check", "H006"])
        #expect(try folder.permissions("Output/.state/journal") == 0o600)
        #expect(try folder.permissions("Output/.state") == 0o700)
    }

    private func journalLines() throws -> [[String]] {
        try folder.text("Output/.state/journal").split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
    }

    @Test func repairsALineOfTheJournalThatWasTorn() throws {
        for id in ["one", "two"] { try publish(id) }
        let journal = try folder.text("Output/.state/journal")
        try folder.write(journal + "2026-02-01T16:30:00Z publ", to: "Output/.state/journal")
        #expect(store.releaseIDs() == ["one", "two"])
        try publish("three")
        #expect(try folder.text("Output/.state/journal").hasPrefix(journal))
        #expect(try journalLines().map { $0[2] } == ["one", "two", "three"])
    }

    @Test func wantsANameWhereWhatWasLiveIsNotRecorded() throws {
        for id in ["one", "two", "three"] { try publish(id) }
        try FileManager.default.removeItem(atPath: folder.path("Output/.state/journal"))
        let unknown = try #require(throws: Diagnostic.self) { try store.rollback(to: nil) }
        #expect(unknown.id == "release-live-unknown")
        #expect(store.currentID() == "three")
        #expect(try store.rollback(to: "one").live == "one")
        #expect(try store.rollback(to: "three").live == "three", "now it is recorded")
    }

    /// A line comes before its swap. The link tells what came of it.
    @Test func takesBackTheLineOfASwapThatAKillPrevented() throws {
        for id in ["one", "two"] { try publish(id) }
        try keep("three")
        try store.record(.rolledBack, "three", by: "rollback")
        #expect(store.journal().live == "two")
        #expect(store.journal().wasLive("three") == nil)
        #expect(store.journal().hold == nil)
        try publish("four")
        #expect(
            try journalLines().map { $0[1] }.suffix(3) == ["rolled-back", "found", "published"])
        #expect(try store.rollback(to: nil).live == "two")
        #expect(try store.rollback(to: nil).live == "one")
    }

    @Test func holdsThroughAKillRightAfterTheSwap() throws {
        for id in ["one", "two"] { try publish(id) }
        try store.record(.rolledBack, "one", by: "rollback")
        _ = try store.makeCurrent("one")
        #expect(store.journal().hold?.left == "two")
    }

    @Test func keepsAHoldWhenALineSaysWhatIsKnownAlready() throws {
        for id in ["one", "two"] { try publish(id) }
        _ = try store.rollback(to: nil)
        try store.record(.found, "one", by: "nightly")
        #expect(store.journal().hold?.left == "two")
    }

    @Test func takesALinkThatSomeoneMovedForWhatItIs() throws {
        for id in ["one", "two"] { try publish(id) }
        try keep("three")
        _ = try store.makeCurrent("three")
        try publish("four")
        #expect(try store.rollback(to: nil).live == "three")
        #expect(try store.rollback(to: nil).live == "two")
    }

    @Test func refusesAnotherUsersFolderBeforeAnythingIsWritten() throws {
        // Only root can give a folder away.
        guard geteuid() == 0 else { return }
        let other = folder.path("other")
        try FileManager.default.createDirectory(
            atPath: other, withIntermediateDirectories: false,
            attributes: [.ownerAccountID: 12_345, .posixPermissions: 0o755])
        let error = try #require(throws: Diagnostic.self) { try ReleaseStore(opening: other) }
        #expect(error.id == "output-of-another-user")
        #expect(try folder.names("other").isEmpty)
    }

    @Test func makesAFolderThatAWebServerCanEnterWhateverTheUmask() throws {
        let before = umask(0o077)
        defer { umask(before) }
        _ = try ReleaseStore(opening: folder.path("narrow"))
        #expect(try folder.permissions("narrow") == 0o755)
        #expect(try folder.permissions("narrow/releases") == 0o755)
    }

    @Test func aReleaseThatTakesThePlaceOfAPurgedOneWasNeverLive() throws {
        for id in ["a", "b", "c"] { try publish(id) }
        #expect(try store.purge(keeping: 1) == ["a"])
        try keep("a")
        let refused = try #require(throws: Diagnostic.self) { try store.rollback(to: "a") }
        #expect(refused.id == "release-never-live")
    }

    @Test func keepsTheReleaseThatWasLiveBeforeThroughAPurge() throws {
        for id in ["good", "new"] { try publish(id) }
        for id in ["x", "y"] { try keep(id) }
        #expect(try store.purge(keeping: 0) == ["x", "y"])
        #expect(try store.rollback(to: nil).live == "good")
    }

    @Test func knowsThatItWasRolledBackUntilAnotherReleaseIsLive() throws {
        for id in ["one", "two", "three"] { try publish(id) }
        #expect(store.journal().hold == nil)
        _ = try store.rollback(to: nil)
        _ = try store.rollback(to: nil)
        let hold = try #require(store.journal().hold)
        #expect(hold.left == "three")
        #expect(hold.live == "one")
        _ = try store.rollback(to: "three")
        #expect(store.journal().hold == nil, "back where it was")
        _ = try store.rollback(to: "two")
        try publish("four")
        #expect(store.journal().hold == nil)
        _ = try store.rollback(to: nil)
        #expect(store.journal().hold != nil)
        #expect(try store.resume()?.left == "four")
        #expect(store.journal().hold == nil)
        _ = try store.rollback(to: nil, holding: false)
        #expect(store.journal().hold == nil)
    }

    @Test func rollsBackToTheReleaseBeforeTheLiveOne() throws {
        for id in ["one", "two", "three"] { try publish(id, page: id) }
        #expect(try store.rollback(to: nil).live == "two")
        #expect(try folder.text("Output/current/site/index.html") == "two")
        #expect(try store.rollback(to: "three").live == "three")
        #expect(try folder.text("Output/current/site/index.html") == "three")
    }

    @Test func refusesToRollBackToWhatIsNotThere() throws {
        try publish("one")
        let earlier = try #require(throws: Diagnostic.self) { try store.rollback(to: nil) }
        #expect(earlier.id == "release-none-earlier")
        let unknown = try #require(throws: Diagnostic.self) { try store.rollback(to: "../one") }
        #expect(unknown.id == "release-unknown")
        #expect(unknown.hint?.contains("one") == true)
        #expect(store.currentID() == "one")
    }

    @Test func purgesTheOldestButNeverTheLiveOneAndTheOneBefore() throws {
        for id in ["a", "b", "c", "d", "e"] { try publish(id) }
        _ = try store.rollback(to: "c")
        #expect(try store.purge(keeping: 1) == ["a", "d"])
        #expect(store.releaseIDs() == ["b", "c", "e"])
        #expect(try folder.names("Output/releases") == [".spare", "b", "c", "e"])
        #expect(try store.purge(keeping: 0) == ["e"])
        #expect(try folder.names("Output/releases") == [".spare", "b", "c"])
        #expect(store.currentID() == "c")
    }

    @Test func removesATreeWithoutFollowingItsLinks() throws {
        try folder.write("precious", to: "elsewhere/file")
        for id in ["a", "b", "c", "d"] { try publish(id) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("Output/releases/a/site/out"),
            withDestinationPath: folder.path("elsewhere"))
        #expect(try store.purge(keeping: 2) == ["a", "b"])
        #expect(try folder.names("Output/releases") == [".spare", "c", "d"])
        #expect(try folder.text("elsewhere/file") == "precious")
    }

    @Test func aDraftThatIsGivenUpNeverShows() throws {
        try publish("one")
        let draft = try store.begin(id: "two")
        try draft.write([1], to: "site/deep/er/index.html")
        #expect(store.releaseIDs() == ["one"])
        try draft.discard()
        #expect(try folder.names("Output/releases") == ["one"])
        #expect(throws: Diagnostic.self) { try draft.write([1], to: "site/late.html") }
    }

    @Test func sweepsTheDraftOfADeadProcessAndSparesALivingOne() throws {
        try folder.write("half", to: "Output/releases/.staging-night/site/index.html")
        let living = try store.begin(id: "living")
        try living.write([1], to: "site/index.html")
        let draft = try store.begin(id: "night")
        #expect(draft.id == "night")
        try draft.write([2], to: "site/index.html")
        _ = try store.publish(draft, by: "test")
        #expect(try folder.names("Output/releases") == [".staging-living", "night"])
        _ = try store.publish(living, by: "test")
        #expect(store.releaseIDs() == ["night", "living"])
    }

    @Test func survivesALinkThatAKilledSwapLeft() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("Output/.current.next"), withDestinationPath: "releases/gone")
        try publish("one")
        #expect(store.currentID() == "one")
        #expect(try folder.names("Output").contains(".current.next") == false)
    }
}

@Suite struct OutputMarkerTests {
    @Test func refusesAFolderWithFilesOfOthers() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "thesis.tex")
        let error = try #require(throws: Diagnostic.self) {
            try ReleaseStore(opening: folder.path)
        }
        #expect(error.id == "output-not-marked")
        #expect(error.location.file == folder.path)
        #expect(try folder.names() == ["thesis.tex"])
    }

    @Test func acceptsAFolderWithAReadmeAlone() throws {
        let folder = try TemporaryFolder()
        try folder.write("what this is", to: "README.md")
        _ = try ReleaseStore(opening: folder.path)
        #expect(try folder.names() == [".marginalia", "README.md", "releases"])
        try folder.write("anything", to: "note.txt")
        _ = try ReleaseStore(opening: folder.path)
    }

    @Test func namesTheFolderThatCannotBeMade() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("missing/Output")
        let error = try #require(throws: Diagnostic.self) { try ReleaseStore(opening: path) }
        #expect(error.id == "io-not-found")
        #expect(error.location.file == path)
        #expect(error.hint != nil)
    }
}
