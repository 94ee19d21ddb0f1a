import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct FileReaderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func readsAllBytesOfAFile() throws {
        let text = String(repeating: "0123456789", count: 30_000)
        try folder.write(text, to: "big.txt")
        try folder.write("", to: "empty.txt")
        #expect(try FileReader().read(folder.path("big.txt")) == Array(text.utf8))
        #expect(try FileReader().read(folder.path("empty.txt")) == [])
    }

    @Test func listsRegularFilesByPathInByteOrder() throws {
        for path in ["b.md", "a/z.md", "a-b.md", "a/c/d.md", "Ä.md", ".hidden", ".git/config"] {
            try folder.write("text", to: path)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.md"), withDestinationPath: folder.path("b.md"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("loop"), withDestinationPath: folder.path)
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let files = try FileReader().list(folder.path)
        #expect(files.map(\.path) == ["a-b.md", "a/c/d.md", "a/z.md", "b.md", "Ä.md"])
        #expect(files.allSatisfy { $0.byteCount == 4 && $0.modifiedNanoseconds > 0 })
    }

    @Test func saysWhichFileIsMissingAndHowToCureIt() throws {
        let path = folder.path("none.md")
        let error = try #require(throws: Diagnostic.self) { try FileReader().read(path) }
        #expect(error.id == "io-not-found")
        #expect(error.location.file == path)
        #expect(error.hint != nil)
        let listing = try #require(throws: Diagnostic.self) { try FileReader().list(path) }
        #expect(listing.id == "io-not-found")
    }

    @Test func refusesPipesAndFoldersWithoutWaiting() throws {
        let pipe = folder.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, folder.path] {
            let error = try #require(throws: Diagnostic.self) { try FileReader().read(path) }
            #expect(error.id == "io-not-a-file")
        }
    }

    @Test func refusesMoreBytesThanItsLimit() throws {
        try folder.write("12345", to: "five")
        #expect(try FileReader(byteLimit: 5).read(folder.path("five")).count == 5)
        let error = try #require(throws: Diagnostic.self) {
            try FileReader(byteLimit: 4).read(folder.path("five"))
        }
        #expect(error.id == "io-too-large")
    }

    @Test func refusesFoldersNestedTooDeep() throws {
        try folder.write("x", to: String(repeating: "d/", count: 40) + "file")
        let error = try #require(throws: Diagnostic.self) { try FileReader().list(folder.path) }
        #expect(error.id == "io-too-deep")
    }

    @Test func refusesNamesThatAreNotUTF8() throws {
        let bytes: [CChar] = folder.path.utf8CString.dropLast() + [0x2F, -1, 0]
        close(open(bytes, O_CREAT | O_WRONLY, 0o600))
        let error = try #require(throws: Diagnostic.self) { try FileReader().list(folder.path) }
        #expect(error.id == "io-name-not-utf8")
    }
}
