import MarginModel
import Testing

@testable import PageRendering

@Suite struct PlaceTests {
    private let hostile = "\"'><script>&\n\u{1}\u{FFFE}é"

    @Test func escapesInText() throws {
        #expect(
            try render("<p>{{title}}</p>", SampleView(title: hostile))
                == "<p>\"'&gt;&lt;script&gt;&amp;\n\u{FFFD}\u{FFFD}é</p>")
    }

    @Test(arguments: [#"<p title="{{title}}">x</p>"#, #"<p title = '{{title}}'>x</p>"#])
    func escapesInAttributes(template: String) throws {
        let page = try render(template, SampleView(title: hostile))
        let value = "&quot;&#39;&gt;&lt;script&gt;&amp; \u{FFFD}\u{FFFD}é"
        #expect(page == template.replacing("{{title}}", with: value))
    }

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:alert(1)", " \n\u{1}javascript:alert(1)",
        "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", ":x", "ftp://a", "https :x",
    ])
    func blocksURLsWithOtherSchemes(url: String) throws {
        let view = SampleView(url: url)
        #expect(try render(#"<a href="{{url}}">x</a>"#, view) == ##"<a href="#blocked">x</a>"##)
        #expect(try render(#"<img src=" {{url}}"/>"#, view) == ##"<img src=" #blocked"/>"##)
    }

    @Test(arguments: [
        "https://a.example/?q=1", "HTTP://a.example", "mailto:a@example.org", "/a:b", "#c:d",
        "?x=y:z", "articles/one", "../up", "",
    ])
    func keepsURLsThatAreSafe(url: String) throws {
        #expect(
            try render(#"<a href="{{url}}">x</a>"#, SampleView(url: url))
                == "<a href=\"\(url)\">x</a>")
    }

    @Test func checksTheSchemeOnlyWhereOneCanStand() throws {
        let view = SampleView(title: "a:b", url: "javascript:x")
        #expect(try render(#"<a href="/t/{{title}}/">x</a>"#, view) == #"<a href="/t/a:b/">x</a>"#)
        #expect(
            try render(#"<a href="https:{{url}}">x</a>"#, view)
                == #"<a href="https:javascript:x">x</a>"#)
    }

    @Test func neverLetsTwoValuesMakeAScheme() throws {
        let view = SampleView(title: "javascript", url: ":alert(1)")
        let page = try render(#"<a href="{{title}}{{url}}">x</a>"#, view)
        #expect(page == ##"<a href="javascript#blocked">x</a>"##)
        let second = try render(
            #"<a href="java{{#tags}}{{.}}{{/tags}}">x</a>"#, SampleView(tags: ["script", ":x"]))
        #expect(second == ##"<a href="javascript#blocked">x</a>"##)
    }

    @Test func escapesInJSONForSearchEngines() throws {
        let template = #"<script type="application/ld+json">{"name": "{{title}}"}</script>"#
        let view = SampleView(title: "</script>\"\\&\u{2028}\u{2029}\u{1}\u{7F}\n")
        let value = #"\u003c/script\u003e\"\\\u0026\u2028\u2029\u0001\u007f\n"#
        #expect(try render(template, view) == template.replacing("{{title}}", with: value))
    }

    @Test func escapesInStyleSheets() throws {
        let template =
            #"<style>@page { @top-left { content: "{{title}}"; } }</style><p>{{title}}</p>"#
        let page = try render(template, SampleView(title: "</style>\"a\\\n1"))
        #expect(page.contains(#"content: "\3c /style\3e \22 a\5c \a 1";"#))
        #expect(page.hasSuffix("<p>&lt;/style&gt;\"a\\\n1</p>"))
    }

    @Test(arguments: [
        ("<{{title}}>", "1:4"), ("<p {{title}}>", "1:6"), ("<p {{title}}=\"x\">", "1:6"),
        ("<p class={{title}}>", "1:12"), ("<p class=x{{title}}>", "1:13"),
        ("<!-- {{title}} -->", "1:8"), ("<!DOCTYPE {{title}}>", "1:13"),
        ("<script>var a = \"{{title}}\";</script>", "1:20"),
        ("<script type=\"module\">\"{{title}}\"</script>", "1:26"),
        ("<script type=\"application/ld+json\">{{title}}</script>", "1:38"),
        ("<script type=\"application/ld+json\">{\"a\": {{title}}}</script>", "1:44"),
        ("<script type=\"application/ld+json\">\"\\{{title}}\"</script>", "1:40"),
        ("<style>p { color: {{title}}; }</style>", "1:21"),
        ("<style>/* \"{{title}}\" */</style>", "1:14"),
        ("<p onclick=\"{{title}}\">", "1:15"), ("<p style=\"{{title}}\">", "1:13"),
        ("<iframe srcdoc=\"{{title}}\">", "1:19"),
        ("<a href=\"javascript:{{title}}\">", "1:23"),
        ("<a href=\"&#106;{{title}}\">", "1:18"),
        ("<a href=\"{{url}}:{{title}}\">", "1:20"),
        ("<![CDATA[{{title}}]]>", "1:12"), ("<?x {{title}}?>", "1:7"),
    ])
    func refusesValuesWhereNoEscapingIsSafe(template: String, place: String) {
        #expect(problems(of: template) == ["page.mustache:\(place) template-unsafe-place"])
    }

    @Test(arguments: [
        #"<p class="{{body}}">"#, #"<a href="{{{body}}}">"#, "<style>\"{{body}}\"</style>",
        "<!-- {{body}} -->",
    ])
    func refusesMarkupOutsideText(template: String) throws {
        let error = #expect(throws: (any Error).self) { try render(template) }
        #expect(diagnostics(error).map(\.id) == ["template-markup-place"])
    }

    @Test func knowsTextAgainAfterElementsThatHoldNone() throws {
        let template =
            "<!-- <p title=\" --><script>if (a < b) \"x\"</script><style>'</style>"
            + "<br/><p title='\">'>{{title}}</p> 1 < 2 {{title}}"
        #expect(
            try render(template, SampleView(title: "<")).contains(
                "<p title='\">'>&lt;</p> 1 < 2 &lt;"))
    }

    @Test func acceptsSectionsThatComeBackToTheirPlace() throws {
        let view = SampleView(subtitle: "s", isOpen: true)
        let template =
            #"<p{{#subtitle}} title="{{.}}"{{/subtitle}} class="a{{#open}} b{{/open}}">x</p>"#
        #expect(try render(template, view) == #"<p title="s" class="a b">x</p>"#)
        #expect(try render(template) == #"<p class="a">x</p>"#)
    }

    @Test(arguments: [
        "{{#open}}<p {{/open}}>", "<p {{#open}}title=\"{{/open}}x\">", "{{#open}}<!-- {{/open}}",
        "{{#open}}<script>{{/open}}", "<p class={{#open}}\"{{/open}}x\">",
        "<p{{#open}}x{{/open}}>",
    ])
    func refusesSectionsThatEndElsewhere(template: String) throws {
        let error = #expect(throws: (any Error).self) { try render(template) }
        #expect(diagnostics(error).map(\.id) == ["template-place-differs"])
    }

    @Test func followsPlacesThroughPartials() throws {
        let partials = ["open": "<a href=\"", "close": "\">"]
        let view = SampleView(url: "javascript:x")
        let page = try render("{{>open}}{{url}}{{>close}}{{title}}</a>", view, partials: partials)
        #expect(page == ##"<a href="#blocked">Margin</a>"##)
    }

    @Test func treatsScriptsInXMLAsMarkup() throws {
        let page = try render(
            "<script>{{title}}</script>", SampleView(title: "<"), file: "feed.xml.mustache")
        #expect(page == "<script>&lt;</script>")
    }

    @Test func leavesPlainTextAlone() throws {
        let view = SampleView(title: hostile)
        #expect(try render("<{{title}}>", view, file: "humans.txt.mustache") == "<\(hostile)>")
    }
}
