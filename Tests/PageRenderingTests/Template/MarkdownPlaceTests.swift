import MarginModel
import Testing

@testable import PageRendering

@Suite struct MarkdownPlaceTests {
    private func markdown(_ template: String, _ view: SampleView) throws -> String {
        try render(template, view, file: "article.md.mustache")
    }

    @Test func escapesWhatMarkdownWouldRead() throws {
        let view = SampleView(title: "*a* _b_ `c` [d](e) <f> | & # ~\n- x \\")
        #expect(
            try markdown("Title: {{title}}.", view)
                == ##"Title: \*a\* \_b\_ \`c\` \[d\]\(e\) \<f\> \| \& \# \~ - x \\."##)
    }

    @Test func keepsFiguresReadable() throws {
        #expect(try markdown("| {{title}} |", SampleView(title: "-1.5")) == "| -1.5 |")
    }

    @Test(arguments: [
        ("- a", "\\- a"), ("+ a", "\\+ a"), ("=", "\\="), ("1. a", "1\\. a"), ("12) a", "12\\) a"),
        ("    a", "a"), ("# a", "\\# a"), ("> a", "\\> a"), ("1.5", "1\\.5"), ("", ""),
    ])
    func beginsNoListOrHeadingAtTheStartOfALine(text: String, page: String) throws {
        let view = SampleView(title: text)
        #expect(try markdown("{{title}}\n", view) == "\(page)\n")
        #expect(try markdown("x\n> - {{title}}\n", view) == "x\n> - \(page)\n")
    }

    @Test func checksAndEncodesTheURLsOfLinks() throws {
        let template = "[{{title}}]({{url}})"
        #expect(try markdown(template, SampleView(url: "javascript:x")) == "[Margin](#blocked)")
        #expect(
            try markdown(template, SampleView(url: "https://e.example/a_b (1)?x&y"))
                == #"[Margin](https://e.example/a\_b%20%281%29?x\&y)"#)
        #expect(
            try markdown("[x](/a/{{url}}/) {{title}}", SampleView(title: "*", url: "b:c"))
                == #"[x](/a/b:c/) \*"#)
    }

    @Test(arguments: ["`{{title}}`", "<{{url}}>", "[x](javascript:{{url}})"])
    func refusesValuesWhereMarkdownHasNoEscape(template: String) throws {
        let error = #expect(throws: (any Error).self) { try markdown(template, SampleView()) }
        #expect(diagnostics(error).map(\.id) == ["template-unsafe-place"])
    }

    @Test func writesMarkupAsItIs() throws {
        let view = SampleView(body: Array("## Steps\n\n1. *One*\n".utf8))
        #expect(try markdown("{{{body}}}\n", view) == "## Steps\n\n1. *One*\n\n")
    }
}
