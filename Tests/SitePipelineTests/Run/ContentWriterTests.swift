import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ContentWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func write(
        _ text: String, to path: String, replacing: Bool = false
    ) throws -> ContentWriter.Outcome {
        try ContentWriter(root: folder.path("Content"), replacesExisting: replacing)
            .write(Array(text.utf8), to: path)
    }

    @Test func writesBelowFoldersThatItMakes() throws {
        #expect(try write("one", to: "a/b/c.md") == .written)
        #expect(try folder.text("Content/a/b/c.md") == "one")
        #expect(try folder.names("Content/a/b") == ["c.md"])
    }

    @Test func leavesTheSameBytesAlone() throws {
        _ = try write("one", to: "c.md")
        #expect(try write("one", to: "c.md") == .unchanged)
        #expect(try write("one", to: "c.md", replacing: true) == .unchanged)
    }

    @Test func replacesOnlyWhenToldTo() throws {
        _ = try write("one", to: "c.md")
        let error = try #require(throws: Diagnostic.self) { try write("two", to: "c.md") }
        #expect(error.id == "import-exists")
        #expect(error.location.file == folder.path("Content/c.md"))
        #expect(try folder.text("Content/c.md") == "one")
        #expect(try write("two", to: "c.md", replacing: true) == .written)
        #expect(try folder.text("Content/c.md") == "two")
    }

    @Test(arguments: ["../c.md", "/c.md", "a//c.md"])
    func staysBelowItsFolder(path: String) throws {
        let error = try #require(throws: Diagnostic.self) { try write("x", to: path) }
        #expect(error.id == "path-unsafe")
        #expect(try folder.names().isEmpty)
    }
}
