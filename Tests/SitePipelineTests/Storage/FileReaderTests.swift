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

    @Test func waitsForAPipeThatWouldNotBlock() async throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        let writer = ends[1]
        Task.detached {
            try await Task.sleep(for: .milliseconds(200))
            _ = write(writer, "late", 4)
            close(writer)
        }
        defer { close(ends[0]) }
        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(try FileReader.read(from: ends[0], into: &buffer, upTo: 16, path: "-") == 4)
        #expect(try FileReader.read(from: ends[0], into: &buffer, upTo: 16, path: "-") == 0)
    }

    @Test func saysThatAReadFailedRatherThanEnded() throws {
        let descriptor = open(folder.path, O_RDONLY)
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 16)
        let error = try #require(throws: Diagnostic.self) {
            try FileReader.read(from: descriptor, into: &buffer, upTo: 16, path: "x")
        }
        #expect(error.id == "io-not-a-file")
        #expect(error.location.file == "x")
    }

    @Test func readsAFileOfTheFarFuture() throws {
        try folder.write("text", to: "far.md")
        // The last second that most file systems can write; its nanoseconds do not fit into 64 bits.
        let far = timespec(tv_sec: 15_032_385_535, tv_nsec: 0)
        #expect(utimensat(AT_FDCWD, folder.path("far.md"), [far, far], 0) == 0)
        #expect(try FileReader().list(folder.path).map(\.path) == ["far.md"])
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
