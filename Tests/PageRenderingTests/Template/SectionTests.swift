import MarginModel
import Testing

@testable import PageRendering

@Suite struct SectionTests {
    private let rows = SampleView(
        rows: [SampleRow(name: "a", tags: ["x", "y"]), SampleRow(name: "b")], tags: ["outer"])

    @Test func showsASectionOnlyWhenItsFlagIsSet() throws {
        let template = "{{#open}}yes{{/open}}{{^open}}no{{/open}}"
        #expect(try render(template) == "no")
        #expect(try render(template, SampleView(isOpen: true)) == "yes")
    }

    @Test func keepsTheContextInsideAFlag() throws {
        #expect(try render("{{#open}}{{title}}{{/open}}", SampleView(isOpen: true)) == "Margin")
    }

    @Test func repeatsASectionForEveryItem() throws {
        #expect(try render("{{#rows}}{{name}};{{/rows}}", rows) == "a;b;")
        #expect(try render("{{#rows}}{{name}};{{/rows}}") == "")
        #expect(try render("{{^rows}}none{{/rows}}") == "none")
        #expect(try render("{{^rows}}none{{/rows}}", rows) == "")
    }

    @Test func repeatsASectionForEveryText() throws {
        let view = SampleView(tags: ["a", "<"])
        #expect(try render("{{#tags}}({{.}}){{/tags}}", view) == "(a)(&lt;)")
        #expect(try render("{{^tags}}none{{/tags}}") == "none")
    }

    @Test func looksNamesUpFromTheInsideOut() throws {
        let template = "{{#rows}}{{name}}{{title}}{{#tags}}<{{.}}{{name}}>{{/tags}} {{/rows}}"
        let page = try render(template, rows, file: "page.txt.mustache")
        #expect(page == "aMargin<xa><ya> bMargin ")
    }

    @Test func returnsToTheOuterContextAfterASection() throws {
        #expect(try render("{{#rows}}{{/rows}}{{#tags}}{{.}}{{/tags}}", rows) == "outer")
    }

    @Test func opensTheContextOfARecord() throws {
        let view = SampleView(site: SampleSite(title: "Inner"))
        #expect(try render("{{#site}}{{title}}{{/site}}{{title}}", view) == "InnerMargin")
        #expect(try render("{{#site}}{{title}}{{/site}}{{^site}}none{{/site}}") == "none")
    }

    @Test func showsASectionOverATextThatIsThere() throws {
        let template = "{{#subtitle}}[{{.}}|{{subtitle}}]{{/subtitle}}{{^subtitle}}-{{/subtitle}}"
        #expect(try render(template, SampleView(subtitle: "s")) == "[s|s]")
        #expect(try render(template) == "-")
        #expect(try render("{{#url}}[{{.}}]{{/url}}{{^url}}-{{/url}}") == "-")
        #expect(try render("{{#url}}[{{.}}]{{/url}}", SampleView(url: "u")) == "[u]")
    }

    @Test func showsASectionOverMarkupThatIsNotEmpty() throws {
        let template = "{{#body}}<div>{{{.}}}</div>{{/body}}{{^body}}-{{/body}}"
        #expect(try render(template, SampleView(body: Array("<b/>".utf8))) == "<div><b/></div>")
        #expect(try render(template) == "-")
    }

    @Test func nestsSectionsOfTheSameName() throws {
        let template = "{{#open}}a{{#open}}b{{/open}}c{{/open}}"
        #expect(try render(template, SampleView(isOpen: true)) == "abc")
    }

    @Test(arguments: [
        ("| {{#open}}x{{/open}} |", "| x |"),
        (" {{#open}}x{{/open}}\n {{#open}}y{{/open}}\n", " x\n y\n"),
        ("a\n{{#open}}\nb\n{{/open}}\nc", "a\nb\nc"),
        ("a\n  {{#open}}  \nb\n\t{{/open}}\nc", "a\nb\nc"),
        ("a\r\n{{#open}}\r\n{{/open}}\r\nb", "a\r\nb"),
        ("  {{#open}}\nx{{/open}}\n", "x\n"),
        ("x{{#open}}\ny\n  {{/open}}", "x\ny\n"),
        ("{{# open }}={{/ open }}", "="),
        ("{{#open}}\n\n  \n{{/open}}\n", "\n  \n"),
    ])
    func removesLinesThatHoldOnlyASectionTag(template: String, page: String) throws {
        #expect(try render(template, SampleView(isOpen: true)) == page)
        let inverted = template.replacing("{{#", with: "{{^")
        #expect(try render(inverted, SampleView(isOpen: false)) == page)
    }
}
