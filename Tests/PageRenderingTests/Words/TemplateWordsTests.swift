import MarginModel
import Testing

@testable import PageRendering

/// Templates say entries of the words: checked and escaped when they are compiled.
@Suite struct TemplateWordsTests {
    private struct Inner: ViewModel {
        let name: String
        let count: Int

        static var shape: ViewShape<Inner> {
            ViewShape(
                "An item.",
                [.text("name", "Its name.") { $0.name }, .count("count", "How many.") { $0.count }])
        }
    }

    private struct Outer: ViewModel {
        let title: String
        let items: [Inner]

        static var shape: ViewShape<Outer> {
            ViewShape(
                "A page.",
                [
                    .text("title", "The title.") { $0.title },
                    .text("topics", "In the language.") { $1(.topics) },
                    .list("items", "The items.") { $0.items },
                    .count("total", "How many items.") { $0.items.count },
                ])
        }
    }

    private static func place(_ column: Int) -> MarginModel.SourceLocation {
        MarginModel.SourceLocation(file: "en.yml", line: 3, column: column)
    }

    static func words() throws -> Words {
        let added = [
            WordEntry(key: "t.plain", text: "A & B's \"C\"", location: place(9)),
            WordEntry(key: "t.named", text: "{name} of {title}", location: place(9)),
            WordEntry(key: "t.link", text: "See {link}, <now>.", location: place(9)),
            WordEntry(key: "t.count", form: .one, text: "one {name}", location: place(9)),
            WordEntry(key: "t.count", form: .other, text: "{count} {name}s", location: place(9)),
            WordEntry(key: "t.script", text: "{n} left", location: place(9)),
        ]
        return try Words("en", SampleWords.entries("en") + added)
    }

    private func page(_ template: String, _ view: Outer? = nil) throws -> String {
        let source = TemplateSource(
            name: "t", file: "t.html.mustache", bytes: Array(template.utf8))
        let view =
            view
            ?? Outer(
                title: "<T>",
                items: [Inner(name: "apple", count: 1), Inner(name: "fig", count: 1_200)])
        let compiled = try TemplateLibrary([source], words: Self.words()).compile(
            "t", for: Outer.self)
        return String(decoding: compiled.render(view), as: UTF8.self)
    }

    @Test func escapesAnEntryForItsPlace() throws {
        #expect(
            try page("<p title=\"{{words.t.plain}}\">{{words.t.plain}}</p>")
                == "<p title=\"A &amp; B&#39;s &quot;C&quot;\">A &amp; B's \"C\"</p>")
    }

    @Test func fillsNamesFromTheViewsAround() throws {
        #expect(
            try page("{{#items}}<b>{{words.t.named}}</b>{{/items}}")
                == "<b>apple of &lt;T&gt;</b><b>fig of &lt;T&gt;</b>")
    }

    @Test func putsMarkupInTheNamesOfASentence() throws {
        #expect(
            try page(
                "<p>{{<words.t.link}}{{$link}}<a href=\"/x/\">{{title}}</a>{{/link}}{{/words.t.link}}</p>"
            )
                == "<p>See <a href=\"/x/\">&lt;T&gt;</a>, &lt;now&gt;.</p>")
    }

    @Test func choosesThePluralFormByANumberOfTheView() throws {
        #expect(
            try page("{{#items}}<b>{{words.t.count}}</b>{{/items}}")
                == "<b>one apple</b><b>1,200 figs</b>")
    }

    @Test func writesWhatDependsOnTheLanguageAndNumbers() throws {
        #expect(try page("{{topics}} {{total}}{{#total}}!{{/total}}") == "Topics 2!")
        let empty = Outer(title: "", items: [])
        #expect(try page("{{#total}}!{{/total}}{{^total}}0{{/total}}", empty) == "0")
    }

    @Test func handsEntriesToScriptsAsTheyAreWritten() throws {
        #expect(try page("<p title=\"{{{words.t.script}}}\"></p>") == "<p title=\"{n} left\"></p>")
        let group = try page("<p title=\"{{{words.t}}}\"></p>")
        #expect(group.contains("&quot;script&quot;:&quot;{n} left&quot;"))
        #expect(
            group.contains(
                "&quot;count&quot;:{&quot;one&quot;:&quot;one {name}&quot;,&quot;other&quot;:"))
        #expect(group.contains("&quot;plain&quot;:&quot;A &amp; B&#39;s \\&quot;C\\&quot;&quot;"))
    }

    @Test(arguments: [
        ("<p>{{words.t.plane}}</p>", "t.html.mustache:1:6 template-unknown-words 't.plain'"),
        ("<p>{{words.t.named}}</p>", "en.yml:3:10 template-unknown-name "),
        ("<p>{{words.t.count}}</p>", "en.yml:3:10 template-unknown-name "),
        ("<p>{{{words.u}}}</p>", "t.html.mustache:1:7 template-unknown-words "),
        (
            "{{<words.t.link}}{{$lnk}}x{{/lnk}}{{/words.t.link}}",
            "t.html.mustache:1:21 template-unknown-block 'link'"
        ),
        (
            "<a href=\"javascript:{{words.t.plain}}\">",
            "t.html.mustache:1:23 template-unsafe-place "
        ),
    ])
    func tellsWhatIsWrongWithItsPlace(template: String, wanted: String) {
        let found = #expect(throws: Diagnostics.self) { try page(template) }
        let texts = (found?.sorted() ?? []).map { "\($0.location) \($0.id) \($0.hint ?? "")" }
        let parts = wanted.split(separator: " ", maxSplits: 2).map(String.init)
        #expect(texts.contains { text in parts.allSatisfy(text.contains) }, "\(texts)")
    }
}
