import MarginModel
import Testing

@testable import PageRendering

@Suite struct TemplateDiagnosticTests {
    @Test(arguments: [
        ("a\n{{#open}}\n", "2:4 template-unclosed-section"),
        ("{{#open}}{{#rows}}{{/open}}{{/rows}}", "1:22 template-mismatched-close"),
        ("a {{/open}}", "1:6 template-unexpected-close"),
        ("a\n  {{title", "2:3 template-unclosed-tag"),
        ("{{{body}}", "1:1 template-unclosed-tag"),
        ("é {{}}", "1:4 template-empty-tag"),
        ("{{ two names }}", "1:4 template-bad-name"),
        ("{{a..b}}", "1:3 template-bad-name"),
        ("x\n\n {{ titel }}", "3:5 template-unknown-name"),
        ("{{site.titel}}", "1:3 template-unknown-name"),
        ("{{title.text}}", "1:3 template-not-a-record"),
        ("{{rows.name}}", "1:3 template-not-a-record"),
        ("{{name}}{{#rows}}{{name}}{{/rows}}", "1:3 template-unknown-name"),
        ("{{#nothing}}x{{/nothing}}", "1:4 template-unknown-name"),
        ("{{rows}}", "1:3 template-not-text"),
        ("{{open}}", "1:3 template-not-text"),
        ("{{.}}", "1:3 template-not-text"),
        ("{{{title}}}", "1:4 template-raw-text"),
        ("{{& title}}", "1:5 template-raw-text"),
        ("{{#tags}}{{{.}}}{{/tags}}", "1:13 template-raw-text"),
    ])
    func pointsAtTheTagThatIsWrong(template: String, problem: String) {
        #expect(problems(of: template) == ["page.mustache:\(problem)"])
    }

    @Test func reportsEveryUnknownNameInOneRun() {
        #expect(
            problems(of: "{{a1}}\n{{#rows}}{{b2}}{{/rows}}{{>p}}", partials: ["p": "{{c3}}"]) == [
                "p.mustache:1:3 template-unknown-name",
                "page.mustache:1:3 template-unknown-name",
                "page.mustache:2:12 template-unknown-name",
            ])
    }

    @Test func reportsBrokenFilesTogether() {
        #expect(
            problems(of: "{{#open}}", partials: ["p": "{{/x}}"]) == [
                "p.mustache:1:4 template-unexpected-close",
                "page.mustache:1:4 template-unclosed-section",
            ])
    }

    @Test func namesTheNearestKnownName() throws {
        let error = #expect(throws: (any Error).self) { try render("{{#rows}}{{tittle}}{{/rows}}") }
        let problem = try #require(diagnostics(error).first)
        #expect(problem.hint == "Did you mean 'title'?")
        #expect(problem.message == "'tittle' is not a name of SampleRow, SampleView")
    }

    @Test func refusesTwoTemplatesOfOneName() throws {
        let sources = ["a.mustache", "b.mustache"].map {
            TemplateSource(name: "page", file: $0, bytes: [])
        }
        let error = #expect(throws: Diagnostics.self) { try TemplateLibrary(sources, words: .bare) }
        #expect(error?.all.map(\.id) == ["template-duplicate-name"])
        #expect(error?.all.map(\.location.file) == ["b.mustache"])
    }

    @Test func reportsATemplateThatDoesNotExist() throws {
        let library = try TemplateLibrary(
            [
                TemplateSource(name: "article", file: "article.mustache", bytes: [])
            ], words: .bare)
        let error = #expect(throws: Diagnostics.self) {
            try library.compile("artcle", for: SampleView.self)
        }
        #expect(error?.all.map(\.id) == ["template-missing"])
        #expect(error?.all.first?.hint == "The nearest is 'article'")
    }

    @Test func refusesAViewThatHoldsItself() throws {
        let library = try TemplateLibrary(
            [
                TemplateSource(name: "tree", file: "tree.mustache", bytes: [])
            ], words: .bare)
        let error = #expect(throws: Diagnostics.self) {
            try library.compile("tree", for: TreeView.self)
        }
        #expect(error?.all.map(\.id) == ["template-recursive-view"])
        #expect(error?.all.first?.message == "the view holds itself: TreeView.children")
        #expect(TemplateDocumentation(of: TreeView.self).text.contains("children (a list)"))
    }

    @Test func refusesSectionsNestedWithoutEnd() {
        let template = String(repeating: "{{#open}}", count: 201)
        #expect(problems(of: template).contains("page.mustache:1:1804 template-too-deep"))
    }

    @Test func documentsTheNamesOfAView() {
        let text = TemplateDocumentation(of: SampleView.self).text
        #expect(
            text.hasPrefix(
                "SampleView: A page to try templates on.\n  title (a text): The heading.\n"))
        #expect(text.contains("  rows (a list): The table.\n    name (a text): Its name.\n"))
        #expect(
            text.contains("    owner (a record): Who runs it.\n      name (a text): Their name.\n"))
    }
}

private struct TreeView: ViewModel {
    var children: [TreeView]

    static var shape: ViewShape<TreeView> {
        ViewShape("A node.", [.list("children", "Its branches.") { $0.children }])
    }
}
