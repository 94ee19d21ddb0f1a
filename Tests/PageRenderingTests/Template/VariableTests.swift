import MarginModel
import Testing

@testable import PageRendering

@Suite struct VariableTests {
    @Test func copiesTextWithoutTags() throws {
        #expect(try render("Hello from {a desk}.\n") == "Hello from {a desk}.\n")
        #expect(try render("") == "")
    }

    @Test(arguments: ["{{title}}", "{{ title }}", "{{\n title\t}}"])
    func insertsAText(template: String) throws {
        #expect(try render("<\(template)>x", SampleView(), file: "a.txt.mustache") == "<Margin>x")
        #expect(try render("| \(template) |") == "| Margin |")
    }

    @Test func escapesAText() throws {
        let view = SampleView(title: "a & \"b\" < c > 'd'")
        #expect(try render("{{title}}", view) == "a &amp; \"b\" &lt; c &gt; 'd'")
    }

    @Test func insertsNothingForAnAbsentText() throws {
        #expect(try render("({{subtitle}})") == "()")
        #expect(try render("({{subtitle}})", SampleView(subtitle: "x")) == "(x)")
    }

    @Test(arguments: ["{{body}}", "{{{body}}}", "{{&body}}", "{{{ body }}}", "{{& body }}"])
    func writesMarkupAsItIs(template: String) throws {
        let view = SampleView(body: Array("<b>&amp;</b>".utf8))
        #expect(try render("<p>\(template)</p>", view) == "<p><b>&amp;</b></p>")
    }

    @Test func neverReadsTagsInValues() throws {
        let view = SampleView(title: "{{url}}", url: "secret")
        #expect(try render("{{title}}", view) == "{{url}}")
    }

    @Test func followsDottedNamesThroughRecords() throws {
        let owner = SampleOwner(
            name: "Bo", phones: ["1", "2"], note: Array("<i/>".utf8), isPublic: true)
        let view = SampleView(site: SampleSite(title: "Ex", owner: owner))
        #expect(try render("{{site.title}} {{ site.owner.name }}", view) == "Ex Bo")
        #expect(try render("{{#site.owner.phones}}[{{.}}]{{/site.owner.phones}}", view) == "[1][2]")
        #expect(try render("{{{site.owner.note}}}", view) == "<i/>")
        #expect(try render("{{#site.owner.public}}yes{{/site.owner.public}}", view) == "yes")
        #expect(try render("{{#site.owner}}{{name}}{{title}}{{/site.owner}}", view) == "BoMargin")
    }

    @Test func insertsNothingWhenARecordOnTheWayIsAbsent() throws {
        #expect(try render("({{site.title}})") == "()")
        let view = SampleView(site: SampleSite())
        #expect(try render("({{site.owner.name}})", view) == "()")
        #expect(try render("({{#site.owner.phones}}x{{/site.owner.phones}})", view) == "()")
        #expect(try render("{{^site.owner}}nobody{{/site.owner}}", view) == "nobody")
        #expect(try render("{{^site.owner.public}}no{{/site.owner.public}}", view) == "no")
    }

    @Test func leavesWhiteSpaceAroundVariablesAlone() throws {
        #expect(try render("  {{title}}\n") == "  Margin\n")
        #expect(try render("{{title}}\n{{title}}\n") == "Margin\nMargin\n")
        #expect(try render("  {{{body}}}\n") == "  \n")
    }
}
