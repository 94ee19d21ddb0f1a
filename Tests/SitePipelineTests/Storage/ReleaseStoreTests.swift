import Foundation
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
        try store.publish(draft)
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
        try durable.publish(draft)
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
        try store.keep(draft)
        #expect(store.releaseIDs() == ["one", "two"])
        #expect(store.currentID() == "one")
        let refused = try #require(throws: Diagnostic.self) { try store.rollback(to: "two") }
        #expect(refused.id == "release-never-live")
        #expect(store.currentID() == "one")
        #expect(try store.rollback(to: "two", evenUnpublished: true) == "two")
        #expect(store.currentID() == "two")
    }

    @discardableResult
    private func keep(_ id: String) throws -> String {
        let draft = try store.begin(id: id)
        try draft.write(Array(id.utf8), to: "site/index.html")
        try store.keep(draft)
        return draft.id
    }

    @Test func rollsBackOnlyToWhatWasLive() throws {
        for id in ["good", "better"] { try publish(id) }
        try keep("rejected")
        try publish("fixed")
        #expect(try store.rollback(to: nil) == "better")
        #expect(try store.rollback(to: nil) == "good")
        let nothing = try #require(throws: Diagnostic.self) { try store.rollback(to: nil) }
        #expect(nothing.id == "release-none-earlier")
        #expect(store.currentID() == "good")
    }

    @Test func goesPastReleasesThatWereRolledBackFrom() throws {
        for id in ["good", "bad"] { try publish(id) }
        #expect(try store.rollback(to: nil) == "good")
        try publish("fixed")
        #expect(try store.rollback(to: nil) == "good", "not bad, which an operator left")
        #expect(try store.rollback(to: "bad") == "bad", "it was live, and is named")
    }

    @Test func saysOfEachReleaseWhetherItWasLive() throws {
        try publish("good")
        try keep("kept")
        try publish("new")
        let history = store.liveHistory()
        #expect(history.isRecorded)
        #expect(history.leftAt("good") != nil)
        #expect(history.leftAt("new") != nil)
        #expect(history.leftAt("kept") == nil)
    }

    @Test func wantsANameWhereWhatWasLiveIsNotRecorded() throws {
        for id in ["one", "two", "three"] { try publish(id) }
        try FileManager.default.removeItem(atPath: folder.path("Output/.state/live"))
        let unknown = try #require(throws: Diagnostic.self) { try store.rollback(to: nil) }
        #expect(unknown.id == "release-live-unknown")
        #expect(store.currentID() == "three")
        #expect(try store.rollback(to: "one") == "one")
        #expect(try store.rollback(to: "three") == "three", "now it is recorded")
    }

    @Test func takesAKillBetweenTheSwapAndTheNextRunForWhatItIs() throws {
        for id in ["one", "two"] { try publish(id) }
        // What a swap writes down comes before it, so nothing is missing after it.
        try store.recordLive()
        try keep("three")
        try store.makeCurrent("three")
        try publish("four")
        #expect(try store.rollback(to: nil) == "three")
        #expect(try store.rollback(to: nil) == "two")
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
        #expect(try store.rollback(to: nil) == "good")
    }

    @Test func knowsThatItWasRolledBackUntilAnotherReleaseIsLive() throws {
        for id in ["one", "two", "three"] { try publish(id) }
        #expect(store.rollbackInForce() == nil)
        _ = try store.rollback(to: nil)
        _ = try store.rollback(to: nil)
        let rollback = try #require(store.rollbackInForce())
        #expect(rollback.left == "three")
        #expect(rollback.live == "one")
        _ = try store.rollback(to: "three")
        #expect(store.rollbackInForce() == nil, "back where it was")
        _ = try store.rollback(to: "two")
        try publish("four")
        #expect(store.rollbackInForce() == nil)
    }

    @Test func rollsBackToTheReleaseBeforeTheLiveOne() throws {
        for id in ["one", "two", "three"] { try publish(id, page: id) }
        #expect(try store.rollback(to: nil) == "two")
        #expect(try folder.text("Output/current/site/index.html") == "two")
        #expect(try store.rollback(to: "three") == "three")
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
        try store.publish(draft)
        #expect(try folder.names("Output/releases") == [".staging-living", "night"])
        try store.publish(living)
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
