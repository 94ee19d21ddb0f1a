import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct KeyFileTests {
    private let folder: TemporaryFolder
    private let folders: SiteFolders
    private let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        folders = SiteFolders(root: folder.path)
        try folder.write("", to: "Content/x")
        try folder.write("", to: "Output/.marginalia")
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    private func made(at path: String) throws(Diagnostic) -> [UInt8] {
        try KeyFile(path: path, folders: folders).key(for: store, acceptsOther: true)
    }

    private func refusal(of path: String) throws -> String {
        let error = try #require(throws: Diagnostic.self) {
            try made(at: path)
        }
        #expect(error.location.file == path)
        return error.id
    }

    @Test func makesAKeyOnceForItsOwnerAlone() throws {
        let path = folder.path("key")
        let key = try made(at: path)
        #expect(key.count == 32)
        #expect(Set(key).count > 1)
        #expect(try folder.permissions("key") == 0o600)
        #expect(try made(at: path) == key)
        #expect(try made(at: folder.path("other")) != key)
    }

    @Test func leavesNoKeyThatIsHalfWritten() throws {
        try folder.write("half a k", to: ".key.partial")
        #expect(try made(at: folder.path("key")).count == 32)
        #expect(try folder.names().contains(".key.partial") == false)
    }

    @Test func makesNoKeyWhereReportsWereMadeWithOne() throws {
        try folder.write("", to: "Output/private/2026-02-01/0123.html")
        let error = try #require(throws: Diagnostic.self) {
            try KeyFile(path: folder.path("key"), folders: folders)
                .key(for: store, acceptsOther: false)
        }
        #expect(error.id == "key-lost")
        #expect(try !folder.names().contains("key"))
    }

    @Test(arguments: [0o640, 0o604, 0o620])
    func refusesAKeyThatOthersMayUse(mode: Int) throws {
        let path = folder.path("key")
        _ = try made(at: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(try refusal(of: path) == "key-too-open")
    }

    /// No command on its mode would make it one.
    @Test func refusesAFolderInPlaceOfAKey() throws {
        try folder.write("", to: "key/x")
        #expect(try refusal(of: folder.path("key")) == "io-not-a-file")
    }

    @Test func refusesAShortKey() throws {
        let path = folder.path("key")
        try folder.write("too short", to: "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(try refusal(of: path) == "key-too-short")
    }

    @Test(arguments: [
        "Content/key", "Output/key", "Output/../Content/key", "./Content/key", "link/key",
    ])
    func refusesAKeyInsideTheSite(relative: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: "Content")
        #expect(try refusal(of: folder.path(relative)) == "key-inside-site")
        #expect(try folder.names("Content") == ["x"])
        #expect(try folder.names("Output") == [".marginalia", "releases"])
    }

    @Test func refusesALinkToAKeyInsideTheSite() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("key"), withDestinationPath: "Content/x")
        #expect(try refusal(of: folder.path("key")) == "key-inside-site")
    }

    @Test func takesAFolderWhoseNameOnlyStartsTheSame() throws {
        try folder.write("", to: "Content-keys/x")
        let key = try made(at: folder.path("Content-keys/key"))
        #expect(key.count == 32)
    }
}
