import Testing

@testable import PageRendering

@Suite struct CommentAndDelimiterTests {
    @Test(arguments: [
        ("12{{! a comment }}34", "1234"),
        ("12{{!\n two\n lines }}34", "1234"),
        ("a\n{{! alone }}\nb", "a\nb"),
        ("a\n   {{! alone }}\nb", "a\nb"),
        ("a\r\n{{! alone }}\r\nb", "a\r\nb"),
        ("  {{! first line }}\n!", "!"),
        ("!\n  {{! last line }}", "!\n"),
        ("a\n{{!\n over\n lines }}\nb", "a\nb"),
        ("  12 {{! not alone }}\n", "  12 \n"),
        ("12 {{! title }} 34", "12  34"),
        ("{{!title}}", ""),
    ])
    func leavesCommentsOut(template: String, page: String) throws {
        #expect(try render(template) == page)
    }

    @Test(arguments: [
        ("{{=<% %>=}}(<%title%>)", "(Margin)"),
        ("{{=| |=}}(|title|) {{title}}", "(Margin) {{title}}"),
        ("{{= @   @ =}}(@title@)", "(Margin)"),
        ("{{=| |=}}|#title|.|/title|", "."),
        ("{{=| |=}}|={{ }}=|{{title}}", "Margin"),
        ("a\n{{=@ @=}}\nb", "a\nb"),
        ("a\n  {{=@ @=}}\nb", "a\nb"),
        ("| {{=@ @=}} |", "|  |"),
        ("{{=@ @=}}\r\nb", "b"),
        ("{{=<% %>=}}<%&body%>|<%!x%>|", "||"),
    ])
    func setsDelimiters(template: String, page: String) throws {
        #expect(try render(template) == page)
    }

    @Test func keepsDelimitersInsideTheirFile() throws {
        let partials = ["p": "{{=| |=}}|title|", "q": "{{title}}"]
        #expect(try render("{{>p}} {{title}}", partials: partials) == "Margin Margin")
        #expect(try render("{{=| |=}}|>q| |title|", partials: partials) == "Margin Margin")
    }

    @Test(arguments: ["{{=@=}}", "{{=a b c=}}", "{{==}}", "{{=a= b=}}"])
    func refusesDelimitersThatAreNotTwoMarks(template: String) {
        #expect(problems(of: "x\n \(template)") == ["page.mustache:2:2 template-bad-delimiters"])
    }
}
