import MarginModel
import Testing

@testable import ContentIngest

/// Pictures in texts: what stands in the page, and what is said of those that cannot.
@Suite struct SiteFilesTests {
    private func files(_ named: [String], hosts: [String] = []) throws -> SiteFiles {
        let png = try SamplePictures.file("png")
        let read = named.map { SiteFile(reading: png, name: $0, sha256: "hash of \($0)") }
        return SiteFiles(read, below: "S/Content", pictureHosts: hosts)
    }

    private func read(
        _ markdown: String, _ files: SiteFiles, in file: String = "S/Content/articles/rise/index.md"
    ) -> (html: String, problems: [String]) {
        let document = MarkdownReader(files: files).read(Array(markdown.utf8), file: file)
        let problems = document.diagnostics.sorted().map {
            "\($0.severity) \($0.id) \($0.location.line):\($0.location.column)"
        }
        return (String(decoding: document.leadHTML, as: UTF8.self), problems)
    }

    @Test func givesPicturesTheirSizeAndLoadsTheLaterOnesLate() throws {
        let files = try files(["articles/rise/a b.png", "images/c.png", "static/d.png"])
        let (html, problems) = read(
            "See ![one](<a b.png>) and\n![two](/images/c.png?v=2#x), ![three](/d.png \"Hint\").",
            files)
        #expect(problems.isEmpty)
        #expect(
            html == """
                <p>See <img src="a%20b.png" alt="one" width="40" height="30"/> and
                <img src="/images/c.png?v=2#x" alt="two" width="40" height="30" loading="lazy"/>, \
                <img src="/d.png" alt="three" title="Hint" width="40" height="30" loading="lazy"/>.</p>

                """)
    }

    @Test func makesAFigureOfAPictureThatStandsAloneWithATitle() throws {
        let files = try files(["images/c.png"])
        #expect(
            read("![*c*](/images/c.png \"Up & up\")", files).html == """
                <figure><img src="/images/c.png" alt="c" width="40" height="30"/>\
                <figcaption>Up &amp; up</figcaption></figure>

                """)
        for text in [
            "![c](/images/c.png)", "So: ![c](/images/c.png \"t\")", "![c](/images/c.png \"t\").",
            "![c](/images/c.png \"t\") ![c](/images/c.png \"t\")", "[![c](/images/c.png \"t\")](/)",
        ] { #expect(!read(text, files).html.contains("<figure>"), "\(text)") }
    }

    /// A page is looked at again with marks, and has to be the same but for those.
    @Test func makesTheSameMarkupWithMarks() throws {
        let files = try files(["images/c.png"])
        let text =
            "A ![a](/images/c.png \"t\")\n\n![b](/images/c.png \"t\")\n\n- ![c](/images/c.png)\n"
        let marked = MarkdownReader(isMarked: true, files: files)
            .read(Array(text.utf8), file: "S/Content/articles/a.md").leadHTML
        var plain: [UInt8] = []
        var index = 0
        while index < marked.count {
            if let mark = marked.withUnsafeBufferPointer({ SourceMark.read($0, at: index) }) {
                index += mark.length
            } else {
                plain.append(marked[index])
                index += 1
            }
        }
        #expect(String(decoding: plain, as: UTF8.self) == read(text, files).html)
    }

    @Test(arguments: [
        ("![x](c.png)", "file-missing 1:6"), ("\n![x](/images/C.png)", "file-other-case 2:6"),
        ("![x](/static/d.png)", "file-missing 1:6"), ("![x](../images/c.png)", "file-missing 1:6"),
        ("![x](/images/e.txt)", "picture-kind 1:6"),
        ("![x](/images/f.jpg)", "picture-misnamed 1:6"),
        ("![x](https://a.example/p.png)", "picture-elsewhere 1:6"),
        ("![x](https://b.example.org/p.png)", "picture-elsewhere 1:6"),
        ("![](/images/c.png)", "markdown-image-alt 1:5"),
    ])
    func tellsAtTheReferenceWhatCannotBeShown(markdown: String, problem: String) throws {
        let files = try files(
            ["images/c.png", "static/d.png", "images/e.txt", "images/f.jpg"],
            hosts: ["https://b.example"])
        #expect(read(markdown, files).problems == ["error " + problem])
    }

    @Test func takesPicturesOfHostsThatThePolicyNames() throws {
        let (html, problems) = read(
            "![x](https://b.example/p.png)", try files([], hosts: ["https://b.example"]))
        #expect(html == "<p><img src=\"https://b.example/p.png\" alt=\"x\"/></p>\n")
        #expect(problems.isEmpty)
    }

    /// Beside an article is what lies in its own folder; one that shares a folder has nothing beside it.
    @Test func knowsWhatLiesBesideAnArticle() throws {
        let files = try files(["articles/rise/a.png", "articles/rise/more/b.png", "images/c.png"])
        let beside = files.beside("S/Content/articles/rise/index.md").map { $0.path }
        #expect(beside == ["a.png", "more/b.png"])
        #expect(files.beside("S/Content/articles/rise.md").isEmpty)
        #expect(files.beside("S/Content/articles/index.md").isEmpty)
        #expect(read("![x](more/b.png)", files).problems.isEmpty)
        #expect(
            read("![x](a.png)", files, in: "S/Content/articles/x.md").problems
                == ["error file-missing 1:6"])
    }

    @Test func saysWhereAMissingPictureLies() throws {
        let files = try files(["images/chart.png", "static/logo.png"])
        func hint(_ text: String) -> String? {
            MarkdownReader(files: files).read(Array(text.utf8), file: "S/Content/articles/a.md")
                .diagnostics.all.first?.hint
        }
        #expect(hint("![x](../images/chart.png)") == "Write /images/chart.png")
        #expect(hint("![x](logo.png)") == "Write /logo.png")
        #expect(hint("![x](/images/chat.png)")?.contains("chart.png") == true)
    }

    @Test func refusesNamesThatDifferOnlyInCase() throws {
        let files = try files(["images/c.png", "images/C.png", "images/d.png"])
        let faults = files.byName.values.filter { $0.fault != nil }.map(\.name).sorted()
        #expect(faults == ["images/C.png", "images/c.png"])
        #expect(read("![x](/images/c.png)", files).problems == ["error file-same-name 1:6"])
    }

    @Test func refusesWhatIsTooLarge() throws {
        var limits = FileLimits()
        limits.megapixels = 1
        limits.megabytes = 1
        let png = try SamplePictures.file("png")
        var wide = png
        wide.replaceSubrange(16..<24, with: [0, 0, 4, 0, 0, 0, 4, 0])
        func fault(_ bytes: [UInt8], _ name: String) -> FileFault? {
            SiteFile(reading: bytes, name: name, sha256: "", limits: limits).fault
        }
        #expect(fault(png, "images/a.png") == nil)
        #expect(
            fault(wide, "images/a.png")
                == .tooManyPixels(PictureSize(width: 1_024, height: 1_024), limit: 1))
        #expect(
            fault([UInt8](repeating: 65, count: 1_000_001), "static/a.txt")
                == .tooLarge(bytes: 1_000_001, limit: 1))
    }

    @Test func readsThePictureThatStandsForAnArticle() throws {
        let files = try files(["articles/rise/a.png"])
        func article(_ lines: String) throws -> Article {
            let text = """
                ---
                title: T
                summary: S
                date: 2026-01-01T00:00:00Z
                rights: own
                \(lines)
                ---
                Text.
                """
            return try ArticleReader(files: files).read(
                Array(text.utf8), file: "S/Content/articles/rise/index.md", slug: "rise"
            ).article
        }
        let read = try article("image: a.png\nimage_alt: A rise")
        #expect(
            read.image
                == Picture(
                    address: "a.png", size: PictureSize(width: 40, height: 30),
                    alternative: "A rise"))
        let error = try #require(throws: Diagnostics.self) { try article("image: b.png") }
        #expect(error.all.map { "\($0.id) \($0.location.line)" } == ["file-missing 6"])
    }
}
