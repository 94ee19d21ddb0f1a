import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct KeyFileTests {
    private let folder: TemporaryFolder
    private let folders: SiteFolders

    init() throws {
        folder = try TemporaryFolder()
        folders = SiteFolders(root: folder.path)
        try folder.write("", to: "Content/x")
        try folder.write("", to: "Output/x")
    }

    private func refusal(of path: String) throws -> String {
        let error = try #require(throws: Diagnostic.self) {
            try KeyFile.key(at: path, folders: folders)
        }
        #expect(error.location.file == path)
        return error.id
    }

    @Test func makesAKeyOnceForItsOwnerAlone() throws {
        let path = folder.path("key")
        let key = try KeyFile.key(at: path, folders: folders)
        #expect(key.count == 32)
        #expect(Set(key).count > 1)
        #expect(try folder.permissions("key") == 0o600)
        #expect(try KeyFile.key(at: path, folders: folders) == key)
        #expect(try KeyFile.key(at: folder.path("other"), folders: folders) != key)
    }

    @Test(arguments: [0o640, 0o604, 0o620])
    func refusesAKeyThatOthersMayUse(mode: Int) throws {
        let path = folder.path("key")
        _ = try KeyFile.key(at: path, folders: folders)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(try refusal(of: path) == "key-too-open")
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
        #expect(try folder.names("Output") == ["x"])
    }

    @Test func refusesALinkToAKeyInsideTheSite() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("key"), withDestinationPath: "Content/x")
        #expect(try refusal(of: folder.path("key")) == "key-inside-site")
    }

    @Test func takesAFolderWhoseNameOnlyStartsTheSame() throws {
        try folder.write("", to: "Content-keys/x")
        let key = try KeyFile.key(at: folder.path("Content-keys/key"), folders: folders)
        #expect(key.count == 32)
    }
}
