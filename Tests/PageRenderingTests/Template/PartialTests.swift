import Testing

@testable import PageRendering

@Suite struct PartialTests {
    @Test func insertsAPartialInTheContextOfItsTag() throws {
        let view = SampleView(rows: [SampleRow(name: "a"), SampleRow(name: "b")])
        let page = try render(
            "{{#rows}}{{> parts/row }}{{/rows}}", view, partials: ["parts/row": "[{{name}}]"])
        #expect(page == "[a][b]")
    }

    @Test func insertsPartialsOfPartials() throws {
        let partials = ["outer": "<{{>inner}}>", "inner": "{{title}}"]
        let page = try render("{{>outer}}", partials: partials, file: "p.txt.mustache")
        #expect(page == "<Margin>")
    }

    @Test(arguments: [
        // Inline: nothing around changes, and no line is indented.
        ("| {{>p}} |", "\t|\t", "| \t|\t |"),
        ("  {{title}}  {{> p}}\n", "a\nb", "  Margin  a\nb\n"),
        // Alone on its line: the line disappears and every line of the partial is indented.
        ("a\n{{>p}}\nb", "x\n", "a\nx\nb"),
        ("a\r\n{{>p}}\r\nb", "x\r\n", "a\r\nx\r\nb"),
        ("  {{>p}}\n>", ">\n>", "  >\n  >>"),
        ("!\n  {{>p}}", ">\n>", "!\n  >\n  >"),
        ("\\\n {{>p}}\n/\n", "|\n{{title}}\n|\n", "\\\n |\n Margin\n |\n/\n"),
        ("  {{>p}}\n", "x\n\ny\n", "  x\n\n  y\n"),
        ("  {{>p}}\n", "{{#open}}\nx\n{{/open}}\ny\n", "  y\n"),
    ])
    func indentsPartialsLikeTheirTag(template: String, partial: String, page: String) throws {
        #expect(try render(template, partials: ["p": partial], file: "a.txt.mustache") == page)
    }

    @Test func addsUpTheIndentationOfNestedPartials() throws {
        let partials = ["outer": "a\n  {{>inner}}\nz\n", "inner": "b\nc\n"]
        #expect(try render(" {{>outer}}\n", partials: partials) == " a\n   b\n   c\n z\n")
    }

    @Test func neverIndentsTheLinesOfAValue() throws {
        let view = SampleView(title: "1\n2")
        #expect(try render("  {{>p}}\n", view, partials: ["p": "{{title}}\n"]) == "  1\n2\n")
    }

    @Test func reportsAPartialThatDoesNotExist() throws {
        let error = #expect(throws: (any Error).self) {
            try render("a\n {{> hedaer }}", partials: ["header": "x"])
        }
        let problem = try #require(diagnostics(error).first)
        #expect(problem.id == "template-unknown-partial")
        #expect("\(problem.location)" == "page.mustache:2:6")
        #expect(problem.hint == "Did you mean 'header'?")
    }

    @Test func reportsPartialsThatHoldThemselves() {
        let partials = ["a": "x{{>b}}", "b": "\n{{#open}}{{>a}}{{/open}}"]
        #expect(
            problems(of: "{{>a}}", partials: partials) == ["b.mustache:2:13 template-recursion"])
    }

    @Test func refusesNamesChosenWhileThePageIsWritten() {
        #expect(problems(of: "x {{>*title}}") == ["page.mustache:1:6 template-dynamic-name"])
    }
}
