import Foundation
import Testing

/// `check` on folders that marginalia did not write.
@Suite struct FolderCheckTests {
    private let folder: URL

    init() throws { folder = try Program.temporaryFolder() }

    private static let page = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head><meta charset="utf-8"/><title>A page of this folder</title>
        <meta name="description" content="What this page of the folder is all about."/></head>
        <body><main><h1>A</h1></main></body>
        </html>

        """
    private static let plain = "<!doctype html>\n<html lang=en><title>A</title><p>a<br>b"

    private func write(_ files: [String: String]) throws {
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
    }

    private func check() throws -> Program.Answer { try Program.run(["check", "."], in: folder) }

    @Test func refusesPlainHTMLInOneSentence() throws {
        try write(["a.html": Self.plain, "b.html": Self.plain])
        let answer = try check()
        #expect(answer.status == 2)
        #expect(answer.errors.contains("check-plain-html"))
        #expect(answer.errors.split(separator: "\n").count == 2, "a sentence and its cure")
        #expect(answer.output.isEmpty)
    }

    @Test func checksPagesBesidePlainOnes() throws {
        try write(["a.html": Self.plain, "index.html": Self.page])
        let answer = try check()
        #expect(answer.status == 6)
        #expect(!answer.errors.contains("check-plain-html"))
        #expect(answer.output.contains("2 of 2 files checked"))
    }

    @Test func namesTheLinksThatItDoesNotFollow() throws {
        try write(["index.html": Self.page])
        let target = folder.appending(path: "pages")
        try FileManager.default.createDirectory(
            at: target, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "other"), withDestinationURL: target)
        let answer = try check()
        #expect(answer.status == 0)
        #expect(answer.errors.contains("other:1:1: warning:"), "\(answer.errors)")
        #expect(answer.errors.contains("check-not-followed"))
        let alone = try Program.run(["check", "other"], in: folder)
        #expect(alone.status == 4, "the folder that a link leads to is checked when it is named")
    }

    @Test func readsNothingOfAPageThatIsTooLarge() throws {
        try write(["index.html": Self.page, "b.html": ""])
        // No bytes on the disk, and more than the memory that the check may take.
        #expect(truncate(folder.appending(path: "b.html").path(), 1 << 40) == 0)
        let answer = try check()
        #expect(answer.status == 6)
        #expect(answer.errors.contains("H018-too-large"))
    }
}
