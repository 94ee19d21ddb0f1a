import MarginModel
import MarkupValidation
import Testing

/// A page with one fault in its body, and what must be said of it.
struct Fault: Sendable, CustomTestStringConvertible {
    let body: String
    let id: String
    let column: Int

    init(_ body: String, _ id: String, _ column: Int) {
        self.body = body
        self.id = id
        self.column = column
    }

    var testDescription: String { id + " " + body.prefix(60) }
}

struct PageFaultTests {
    static let faults: [Fault] = [
        Fault("<p>a < b</p>", "H001-not-well-formed", 7),
        Fault("<p>a &nbsp; b</p>", "H001-not-well-formed", 12),
        Fault("<p>a</p><marquee>b</marquee>", "H002-unknown-element", 9),
        Fault("<p>a</p><iframe src=\"/b\"></iframe>", "H002-unknown-element", 9),
        Fault("<p clas=\"x\">a</p>", "H003-unknown-attribute", 4),
        Fault("<p><a title=\"x\" hreff=\"y\" href=\"#\">a</a></p>", "H003-unknown-attribute", 17),
        Fault("<p data-x=\"1\">a</p>", "H003-unknown-attribute", 4),
        Fault("<p><a>here</a></p>", "H004-missing-attribute", 4),
        Fault("<p><data>1</data></p>", "H004-missing-attribute", 4),
        Fault("<p><time>today</time></p>", "H004-missing-attribute", 4),
        Fault("<p><em><div>a</div></em></p>", "H005-child-not-allowed", 8),
        Fault("<p><div>a</div></p>", "H005-child-not-allowed", 4),
        Fault("<ul><p>a</p></ul>", "H005-child-not-allowed", 5),
        Fault("<p><a href=\"#\"><div>a</div></a></p>", "H005-child-not-allowed", 16),
        Fault(
            "<details><summary>a</summary><p>b</p><summary>c</summary></details>",
            "H005-child-not-allowed", 38),
        Fault("<div><li>a</li></div>", "H005-child-not-allowed", 6),
        Fault("<p>a<tr><td>b</td></tr></p>", "H005-child-not-allowed", 5),
        Fault("<p id=\"a\">a</p><p id=\"a\">b</p>", "H006-duplicate-id", 19),
        Fault("<p>Hello {{name}}</p>", "H007-placeholder-leak", 10),
        Fault("<p>Ratio: NaN</p>", "H007-placeholder-leak", 11),
        Fault("<p>a</p><!-- {{b}} --><p> nil </p>", "H007-placeholder-leak", 27),
        Fault("<p>a &amp; <b>b</b> &lt; {{c</p>", "H007-placeholder-leak", 26),
        Fault("<p>{{<code>{{a}}</code></p>", "H007-placeholder-leak", 4),
        Fault("<p title=\"Optional(5)\">a</p>", "H007-placeholder-leak", 11),
        Fault("<details><p>a</p></details>", "H008-missing-child", 10),
        Fault("<table aria-label=\"t\"><thead></thead></table>", "H008-missing-child", 1),
        Fault("<ul>stray<li>a</li></ul>", "H009-text-not-allowed", 5),
        Fault(
            "<p><a href=\"#\">a<span><a href=\"#\">b</a></span></a></p>", "H010-forbidden-ancestor",
            23),
        Fault(
            "<p><button type=\"button\">a<a href=\"#\">b</a></button></p>",
            "H010-forbidden-ancestor", 27),
        Fault("<dl><dt><h2>a</h2></dt><dd>b</dd></dl>", "H010-forbidden-ancestor", 9),
        Fault("<p><time datetime=\"2026-02-30\">a</time></p>", "H011-bad-value", 10),
        Fault("<p dir=\"up\">a</p>", "H011-bad-value", 4),
        Fault("<p><button type=\"go\">a</button></p>", "H011-bad-value", 12),
        Fault("<p><label for=\"q\">a</label></p>", "H012-dangling-reference", 11),
        Fault("<p aria-labelledby=\"a b\" id=\"a\">a</p>", "H012-dangling-reference", 4),
        Fault("<p><a href=\"#nowhere\">a</a></p>", "H012-dangling-reference", 7),
        Fault("<p onclick=\"x()\">a</p>", "H013-inline-code", 4),
        Fault("<p style=\"color:red\">a</p>", "H013-inline-code", 4),
        Fault("<script>alert(1)</script>", "H013-inline-code", 1),
        Fault("<script src=\"/a.js\"></script>", "H013-inline-code", 1),
        Fault("<p>a<span/></p>", "H016-self-closed-element", 5),
        Fault("<p>a<br></br></p>", "H016-self-closed-element", 9),
        Fault("<p><![CDATA[a]]></p>", "H017-xml-only-syntax", 4),
        Fault("<p>a<?php b ?></p>", "H017-xml-only-syntax", 5),
        Fault("<p title=\"a\tb\">a</p>", "H017-xml-only-syntax", 12),
        Fault("<pre>\na</pre>", "H017-xml-only-syntax", 1),
        Fault("<p>a&#x80;b</p>", "H015-bad-bytes", 5),
        Fault(
            "<table aria-label=\"t\"><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
            "H020-uneven-table", 49),
        Fault("<dl><dd>a</dd></dl>", "H021-unpaired-description", 5),
        Fault("<dl><dt>a</dt></dl>", "H021-unpaired-description", 1),
        Fault("<p><a href=\"javascript:x()\">a</a></p>", "L007-unsafe-scheme", 7),
        Fault("<p><a href=\"/a b\">a</a></p>", "L008-malformed-address", 7),
        Fault("<h1>again</h1>", "A001-one-h1", 1),
        Fault("<h3>a</h3>", "A002-heading-order", 1),
        Fault("<p><img src=\"/a.png\"/></p>", "A003-image-without-alt", 4),
        Fault("<form><p><input type=\"text\"/></p></form>", "A005-control-without-label", 10),
        Fault(
            "<table aria-label=\"t\"><tbody><tr><th>a</th></tr></tbody></table>",
            "A006-header-without-scope", 34),
        Fault("<p><a href=\"#\"> </a></p>", "A007-empty-link", 4),
        Fault("<p><button type=\"button\"></button></p>", "A008-empty-button", 4),
        Fault("<h2></h2>", "A009-empty-heading", 1),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\"><text>a</text></svg></p>",
            "A010-unnamed-graphic", 4),
        Fault(
            "<nav aria-label=\"a\"><p>a</p></nav><nav><p>b</p></nav>", "A011-unnamed-navigation", 35
        ),
        Fault("<table><tbody><tr><td>a</td></tr></tbody></table>", "A013-unnamed-table", 1),
        Fault("<p tabindex=\"3\">a</p>", "A014-positive-tabindex", 4),
        Fault(
            "<script type=\"application/ld+json\">{\"a\":1,}</script>", "S004-structured-data", 43),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"><rect width=\"1O\" height=\"2\"/></svg></p>",
            "H011-bad-value", 69),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"><rect width=\"1\" height=\"2\" fill=\"url(#x)\"/></svg></p>",
            "H012-dangling-reference", 90),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"><rect width=\"1\"/></svg></p>",
            "H004-missing-attribute", 63),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"><path/></svg></p>",
            "H004-missing-attribute", 63),
        Fault(
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-hidden=\"true\"><script>a</script></svg></p>",
            "H002-unknown-element", 63),
    ]

    @Test(arguments: faults)
    func pointsAtTheOneFaultOfAPage(fault: Fault) throws {
        let found = check(SamplePages.page(body: fault.body)).diagnostics
        let first = try #require(found.first)
        #expect(found.map { $0.id } == [fault.id])
        #expect(first.location.line == SamplePages.bodyLine)
        #expect(first.location.column == fault.column)
        #expect(first.hint != nil)
    }

    /// A text of the valid page, what to put in its place, and the id and line that must follow.
    struct HeadFault: Sendable {
        let text: String
        let replacement: String
        let id: String
        let line: Int
    }

    @Test(arguments: [
        HeadFault(text: "<!DOCTYPE html>\n", replacement: "", id: "H014-bad-prologue", line: 1),
        HeadFault(
            text: "<meta charset=\"utf-8\"/>\n", replacement: "", id: "H019-charset-not-first",
            line: 4),
        HeadFault(text: " lang=\"en\"", replacement: "", id: "A004-page-without-language", line: 2),
        HeadFault(text: "Margin, explained", replacement: " ", id: "S001-title", line: 3),
        HeadFault(
            text: "<title>Margin, explained</title>\n", replacement: "", id: "S001-title", line: 3),
        HeadFault(
            text: "What margin is and what it costs.", replacement: "", id: "S002-description",
            line: 6),
        HeadFault(
            text: "</head>", replacement: "<link rel=\"canonical\" href=\"/a/\"/></head>",
            id: "S003-canonical", line: 7),
        HeadFault(
            text: "</head>", replacement: "<style>a{}</style></head>", id: "H013-inline-code",
            line: 7),
        HeadFault(text: "</body>", replacement: "</body>x", id: "H009-text-not-allowed", line: 13),
        HeadFault(
            text: "</head>",
            replacement: "<link rel=\"icon\" href=\"/a.png\" integrity=\"sha384-a\"/></head>",
            id: "H011-bad-value", line: 7),
        HeadFault(
            text: "</head>",
            replacement: "<link rel=\"icon\" href=\"/a.png\" type=\"png\"/></head>",
            id: "H011-bad-value", line: 7),
        HeadFault(
            text: "</head>", replacement: "<meta property=\"1.5\" content=\"a\"/></head>",
            id: "H011-bad-value", line: 7),
        HeadFault(text: "main>", replacement: "div>", id: "A012-one-main", line: 8),
    ])
    func pointsAtTheOneFaultOfAHead(fault: HeadFault) throws {
        let page = SamplePages.page(body: "<p>a</p>").replacing(fault.text, with: fault.replacement)
        let found = check(page).diagnostics
        #expect(found.map { $0.id } == [fault.id])
        #expect(found.first?.location.line == fault.line)
    }

    @Test func passesAPageThatUsesEveryPartOfTheProfile() {
        #expect(check(SamplePages.complete).diagnostics == [])
    }

    @Test func complainsOnceOfAPageWithoutNamespace() throws {
        let page = SamplePages.complete.replacing(
            " xmlns=\"http://www.w3.org/1999/xhtml\"", with: "")
        let found = check(page).diagnostics
        #expect(found.map { $0.id } == ["H002-unknown-element"])
        #expect(found.first?.location == SourceLocation(file: "test.html", line: 2, column: 1))
    }

    @Test func passesAPrivateReportWithOneStyleSheet() {
        #expect(check(SamplePages.report, as: .privateReport).diagnostics == [])
    }

    @Test func demandsThatAPrivateReportIsNotIndexed() {
        let page = SamplePages.report.replacing("noindex", with: "all")
        #expect(
            check(page, as: .privateReport).diagnostics.map { $0.id } == [
                "S005-private-report-indexed"
            ])
    }

    @Test func collectsWhatTheSiteWidePassNeeds() {
        let facts = check(SamplePages.complete).facts
        #expect(facts.title == "Margin & you")
        #expect(facts.titleLine == 8)
        #expect(facts.language == "en")
        #expect(facts.canonical == "https://example.org/")
        #expect(Set(facts.ids).isSuperset(of: ["content", "steps", "q", "fade"]))
        #expect(facts.links.contains(PageFacts.Link(target: "/legal/", line: 61, column: 36)))
        #expect(!facts.links.contains { $0.target.hasPrefix("#") })
    }
}
