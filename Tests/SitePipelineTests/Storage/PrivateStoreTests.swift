import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct PrivateStoreTests {
    let folder: TemporaryFolder
    let store: ReleaseStore
    let date = CivilDate(year: 2026, month: 2, day: 1)

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    @Test func replacesAReportAndLeavesNoPartBehind() throws {
        let reports = try PrivateStore(in: store, for: date)
        try reports.write(Array("long first text".utf8), token: "t0", fileExtension: "md")
        try reports.write(Array("second".utf8), token: "t0", fileExtension: "md")
        #expect(reports.path == folder.path("Output/private/2026-02-01"))
        #expect(try folder.text("Output/private/2026-02-01/t0.md") == "second")
        #expect(try folder.names("Output/private/2026-02-01") == ["t0.md"])
    }

    @Test func replacesWhatAKilledRunLeftHalfWritten() throws {
        let reports = try PrivateStore(in: store, for: date)
        try folder.write("ha", to: "Output/private/2026-02-01/.t0.md.partial")
        try reports.write(Array("whole".utf8), token: "t0", fileExtension: "md")
        #expect(try folder.text("Output/private/2026-02-01/t0.md") == "whole")
        #expect(try folder.names("Output/private/2026-02-01") == ["t0.md"])
        #expect(try folder.permissions("Output/private/2026-02-01/t0.md") == 0o600)
    }

    @Test func closesAPrivateFolderThatStoodOpen() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path("Output/private"), withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        _ = try PrivateStore(in: store, for: date)
        #expect(try folder.permissions("Output/private") == 0o700)
    }

    @Test func refusesAPrivateFolderThatIsALink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("Output/private"), withDestinationPath: folder.path)
        let error = try #require(throws: Diagnostic.self) { try PrivateStore(in: store, for: date) }
        #expect(error.id == "io-not-a-folder")
    }

    @Test(arguments: ["../x", "a/b", "", ".hidden"])
    func refusesNamesThatAreNotPlain(token: String) throws {
        let reports = try PrivateStore(in: store, for: date)
        let error = try #require(throws: Diagnostic.self) {
            try reports.write([1], token: token, fileExtension: "html")
        }
        #expect(error.id == "path-unsafe")
        #expect(try folder.names("Output/private/2026-02-01") == [])
    }
}
