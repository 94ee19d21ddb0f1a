import MarginModel
import Testing

@testable import ContentIngest

/// The markup before the first section.
private func html(_ markdown: String) -> String {
    let document = MarkdownReader().read(Array(markdown.utf8), file: "a.md")
    return String(decoding: document.leadHTML, as: UTF8.self)
}

private func read(_ markdown: String) -> MarkdownDocument {
    MarkdownReader().read(Array(markdown.utf8), file: "a.md")
}

private func places(_ markdown: String) -> [String] {
    read(markdown).diagnostics.sorted().map {
        "\($0.severity) \($0.id) \($0.location.line):\($0.location.column)"
    }
}

@Suite struct MarkdownReaderTests {
    @Test(arguments: [
        ("Two\nlines", "<p>Two\nlines</p>\n"),
        ("Hard  \nbreak", "<p>Hard<br/>\nbreak</p>\n"),
        ("Hard\\\nbreak", "<p>Hard<br/>\nbreak</p>\n"),
        ("***", "<hr/>\n"),
        ("### Deep", "<h3 id=\"deep\">Deep</h3>\n"),
        ("#### Own {#mine}", "<h4 id=\"mine\">Own</h4>\n"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("- one\n\n- two", "<ul>\n<li><p>one</p>\n</li>\n<li><p>two</p>\n</li>\n</ul>\n"),
        ("7. seven", "<ol start=\"7\">\n<li>seven</li>\n</ol>\n"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>\n"),
        (
            "~~was~~ and **~~a *b*~~**",
            "<p><del>was</del> and <strong><del>a <em>b</em></del></strong></p>\n"
        ),
        ("from ~3 to ~5, ~3–~5, H~2~O", "<p>from ~3 to ~5, ~3–~5, H~2~O</p>\n"),
        (
            "[~a](/~b \"~c\") `~d` \\~e",
            "<p><a href=\"/~b\" title=\"~c\">~a</a> <code>~d</code> ~e</p>\n"
        ),
        (
            "- [x] one\n- [ ] two",
            "<ul>\n<li><span role=\"img\" aria-label=\"done\">☑</span> one</li>\n"
                + "<li><span role=\"img\" aria-label=\"open\">☐</span> two</li>\n</ul>\n"
        ),
        ("`x < y`", "<p><code>x &lt; y</code></p>\n"),
        ("    indented", "<pre tabindex=\"0\"><code>indented\n</code></pre>\n"),
        (
            "```swift\nlet a = 1 & 2\n```",
            "<pre tabindex=\"0\"><code class=\"language-swift\">let a = 1 &amp; 2\n</code></pre>\n"
        ),
        ("[a](/b \"t\")", "<p><a href=\"/b\" title=\"t\">a</a></p>\n"),
        (
            "[a][r]\n\n[r]: https://example.org/?a=1&b=2",
            "<p><a href=\"https://example.org/?a=1&amp;b=2\">a</a></p>\n"
        ),
        (
            "<https://example.org/ü>",
            "<p><a href=\"https://example.org/%C3%BC\">https://example.org/ü</a></p>\n"
        ),
        ("![a *b*](c.png)", "<p><img src=\"c.png\" alt=\"a b\"/></p>\n"),
        ("[![a](c.png)](/d)", "<p><a href=\"/d\"><img src=\"c.png\" alt=\"a\"/></a></p>\n"),
        ("\\*plain\\*", "<p>*plain*</p>\n"),
        ("&copy; &#8212; &amp; &nbsp;.", "<p>© — &amp; \u{A0}.</p>\n"),
        ("&#0; &#x85; &#xFFFF;", "<p>\u{FFFD} \u{FFFD} \u{FFFD}</p>\n"),
        ("Fish & \"chips\"", "<p>Fish &amp; &quot;chips&quot;</p>\n"),
        ("a\r\nb", "<p>a\nb</p>\n"),
    ])
    func writesWellFormedMarkup(markdown: String, expected: String) {
        #expect(html(markdown) == expected)
    }

    /// md4c looks at the byte after a text that has no line feed at its end.
    @Test(arguments: [
        "text", "# Heading", "- item", "- ", "> quote", "| a |\n|---|\n| b", "```\ncode",
        "    code",
        "**bold", "[a](b", "[a]: /b", "<", "&amp", "a\\", "Title\n==", "***", "1.", "a  ", "`",
        "https://example.org/",
    ])
    func readsTheSameWithoutALineFeedAtTheEnd(markdown: String) {
        #expect(html(markdown) == html(markdown + "\n"))
        #expect(places(markdown) == places(markdown + "\n"))
    }

    @Test func wrapsTablesSoThatTheyCanScrollAndHaveAName() {
        let table = html("| a | b |\n|---|--:|\n| 1 | 2<3 |")
        #expect(
            table == """
                <div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">\
                <table aria-label="Table 1">
                <thead>
                <tr><th scope="col">a</th><th scope="col" class="align-right">b</th></tr>
                </thead>
                <tbody>
                <tr><td>1</td><td class="align-right">2&lt;3</td></tr>
                </tbody>
                </table></div>

                """)
        #expect(html("| a |\n|---|").contains("</thead>\n<tbody></tbody>\n</table>"))
        #expect(html("| | b |\n|--:|---|").contains("<tr><td></td><th scope=\"col\">b</th></tr>"))
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", ["warning markdown-raw-html 1:1"]),
        ("ok\n\n<div onclick=\"x()\">\ny\n</div>", ["warning markdown-raw-html 3:1"]),
        ("a <b>bold</b>", ["warning markdown-raw-html 1:3"]),
        ("<!-- note -->", []), ("<!-- a\nb -->", []),
        ("<!-- note -->\n<p>lost</p>", ["warning markdown-raw-html 2:1"]),
        ("<!-- a\nb --> lost", ["warning markdown-raw-html 2:7"]),
        ("<!-- a --> <!-- b -->*lost*", ["warning markdown-raw-html 1:22"]),
        (" <div>lost</div>", ["warning markdown-raw-html 1:2"]),
        ("<!--> <p>lost</p>", ["warning markdown-raw-html 1:7"]),
        ("<!-- a -->\n\ntext <i>b</i>", ["warning markdown-raw-html 3:6"]),
        ("| a | b |\n|---|", ["warning markdown-table 2:1"]),
        ("a\n|---|---|", ["warning markdown-table 2:1"]),
        ("text\na | b\n--|--\n1 | 2 | 3", ["warning markdown-table 3:1"]),
        ("a | b\n- | -:-", []), ("    a | b\n    -|-|-", []),
        ("a | b\n---|---\n1 | 2 | 3\n\nx | y | z", ["warning markdown-table 3:1"]),
        ("- x\n\n    | a | b |\n    |:--|\n", ["warning markdown-table 4:5"]),
        ("| a | b |\n|--|---|", []),
        ("| a | b |\n|-|-|\n| 1 | 2 | 3 |", ["warning markdown-table 3:1"]),
        ("| a |\n|---|\n| - |\n| \\| |\n|", []), ("a | b - c", []),
        ("- | a | b |\n  |---|---|\n  | 1 | 2 |", []), ("> a | b\n> --- | ---\n> 1 | 2", []),
        ("```\n| a | b |\n|---|\n```", []),
        ("x[^1]\n\n[^1]: word", []), ("x[^N]\n\n[^n]: A whole note.", []),
        ("x `[^2]` \\[^2] [a[^2]", ["warning markdown-footnote 1:18"]),
        ("[^1]: word\n\nx", ["warning markdown-footnote 1:1"]),
        ("x[^1]\n\n[^1]: a\n[^1]: b", ["warning markdown-footnote 4:1"]),
        ("### a[^1]\n\nx[^1]\n\n[^1]: word", ["warning markdown-footnote 1:6"]),
        ("[a[^1]](/b) x[^1]\n\n[^1]: word", ["warning markdown-footnote 1:3"]),
        ("x[^1]\n\n[^1]: a[^1]", ["warning markdown-footnote 3:8"]),
        ("> [^1]: word", ["warning markdown-footnote 1:3"]),
        ("- a\n\n  - [^1]: word", ["warning markdown-footnote 3:5"]),
        ("[^1]:\nword", ["warning markdown-footnote 1:1"]),
        ("```\n[^1]: code\n```", []), ("[^]: x\n[a]: /b", []), ("<!--\n[^1]: a\n-->", []),
        ("x {{< figure src=\"a\" >}}", ["warning markdown-short-code 1:3"]),
        ("a\n{{% note %}}", ["warning markdown-short-code 2:1"]),
        ("{% include a %} {{ b }}", ["warning markdown-short-code 1:1"]),
        ("`{{< a >}}` \\{{ \\:b1: {#c} 10:30:45 std::vector:: a:bc:d", []),
        ("Ok :smile: and :+1:", ["warning markdown-short-code 1:4"]),
        ("Some math $E=mc^2$ and $$x^2$$.", ["warning markdown-math 1:11"]),
        (
            "a $x$ b\n$\\alpha_1$ *and* $x_1$",
            ["warning markdown-math 1:3", "warning markdown-math 2:1"]
        ),
        (
            "a\n\n$$\n\\frac{a}{b}\n$$\n\nb $c$",
            ["warning markdown-math 3:1", "warning markdown-math 7:3"]
        ),
        ("（$10^{-3}$）", ["warning markdown-math 1:4"]),
        ("$5 and $10, US$5/US$6 = 5 US$; $1,000=$2,000", []),
        ("\\$x$ `$y$` $HOME/$PATH $BTC and $ETH (in US$), $BTC$ or so", []),
        ("It costs $$ to $$$, then $ x $ and $x $.\n\n$$a\n\nb$$ $1 + $2$ A$x$", []),
        ("```\n$x$\n```\n\n[$5](/a) to [$6](/b)", []),
        ("[x][missing]", ["warning markdown-no-link 1:4"]),
        ("![*x*][]", ["warning markdown-no-link 1:7"]),
        ("\\[x][missing] [x\\]\\[y] x][y] `a[0][1]`", []),
        ("![a chart](my chart.png)", ["warning markdown-no-link 1:11"]),
        (
            "[a](b c) [d](e f)\n[g](h i)",
            ["warning markdown-no-link 1:4", "warning markdown-no-link 2:4"]
        ),
        ("![a](<my chart.png>) [x]\n\n[x]: /y", []), ("\\[a](b c)", []),
        ("text\n\n[x](javascript:alert(1))", ["error markdown-address 3:5"]),
        ("[x](JaVaScRiPt:alert(1))", ["error markdown-address 1:5"]),
        ("[x](data:text/html,hi)", ["error markdown-address 1:5"]),
        ("[x](//evil.example)", ["error markdown-address 1:5"]),
        ("[x](/\\\\evil.example)", ["error markdown-address 1:5"]),
        ("[x](java&#9;script:alert)", ["error markdown-address 1:5"]),
        ("![x](vbscript:y)", ["error markdown-address 1:6"]),
        ("![](c.png)", ["error markdown-image-alt 1:5"]),
        ("one\n\n# Top", ["error markdown-h1 3:1"]),
        ("a &bogus; b", ["warning markdown-unknown-reference 1:3"]),
        ("[m](mailto:a@b.example) [f](#x) [r](../y)", []),
    ])
    func reportsWhatAPageMayNotHold(markdown: String, expected: [String]) {
        #expect(places(markdown) == expected)
        let markup = html(markdown)
        #expect(!markup.contains("<script") && !markup.contains("onclick"))
        #expect(!markup.lowercased().contains("href=\"javascript"))
    }

    @Test(arguments: [
        ("H<sub>2</sub>O and <KBD>q</KBD>", "<p>H<sub>2</sub>O and <kbd>q</kbd></p>", 0),
        ("*a <sup>b* c</sup>", "<p><em>a <sup>b</sup></em> c</p>", 1),
        ("open <mark>without end", "<p>open <mark>without end</mark></p>", 0),
        ("no </ins>start", "<p>no start</p>", 1),
        ("<sub onclick=\"x()\">2</sub>", "<p>2</p>", 1),
        ("a <script>x</script> <b>y</b>", "<p>a x y</p>", 1),
    ])
    func letsPlainTagsOfOurOwnTextsPassAndNothingElse(
        markdown: String, expected: String, warnings: Int
    ) {
        let document = MarkdownReader().read(
            Array("x\n\n\(markdown)".utf8), file: "a.md", allowsPlainTags: true)
        #expect(String(decoding: document.leadHTML, as: UTF8.self) == "<p>x</p>\n\(expected)\n")
        #expect(document.diagnostics.warningCount == warnings)
        let foreign = read("x\n\n\(markdown)")
        #expect(!String(decoding: foreign.leadHTML, as: UTF8.self).contains("<sub>"))
    }

    @Test func printsEachNoteOnceWithWaysThereAndBack() throws {
        let document = read(
            """
            A[^two] b[^1] c[^two]

            [^1]: One *note*
            goes on.

            [^two]: Two.

                More [of it][r].

            ## S {#note-1}

            1. d[^1] {#e}

            [r]: /x
            """)
        #expect(document.diagnostics.all.isEmpty)
        #expect(
            String(decoding: document.leadHTML, as: UTF8.self) == """
                <p>A\(mention("footnote-two", 1)) b\(mention("footnote-1", 2)) c\(mention("footnote-two", 1, "-2"))</p>

                """)
        let step = try #require(document.sections.first?.steps.first)
        #expect(step.id == "e" && step.plainText == "d")
        #expect(String(decoding: step.html, as: UTF8.self) == "d" + mention("footnote-1", 2, "-2"))
        let notes = try #require(document.notes)
        #expect(notes.id == "notes")
        #expect(
            String(decoding: notes.introHTML, as: UTF8.self) == """
                <ol class="notes">
                <li id="footnote-two"><p>Two.</p>
                <p>More <a href="/x">of it</a>.\(back("footnote-two", "1, mention 1"))\
                \(back("footnote-two", "1, mention 2", "-2"))</p>
                </li>
                <li id="footnote-1"><p>One <em>note</em>
                goes on.\(back("footnote-1", "2, mention 1"))\(back("footnote-1", "2, mention 2", "-2"))</p>
                </li>
                </ol>

                """)
    }

    private func mention(_ id: String, _ number: Int, _ suffix: String = "") -> String {
        "<sup><a class=\"note-mention\" id=\"\(id)-from\(suffix)\" href=\"#\(id)\" "
            + "aria-label=\"Note \(number)\">\(number)</a></sup>"
    }

    private func back(_ id: String, _ which: String, _ suffix: String = "") -> String {
        " <a class=\"note-return\" href=\"#\(id)-from\(suffix)\" aria-label=\"Back to note \(which)\">↩</a>"
    }

    /// What is put in front of the text and into it moves no place.
    @Test(arguments: [
        "[^1]: note\n\n", "x[^1]\n\n[^1]: note\n\n    more\n\n", "| a |\n|-|\n| b |\n\n", "~a\n\n",
    ])
    func pointsBehindWhatItRewrites(before: String) {
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false).count
        let found = places(before + "  é &bogus; ~b [x](javascript:y)").filter {
            $0.contains(" \(lines):")
        }
        #expect(
            found == [
                "warning markdown-unknown-reference \(lines):6",
                "error markdown-address \(lines):21",
            ])
        let marked = MarkdownReader(isMarked: true).read(Array((before + "zz").utf8), file: "a.md")
        let end = String(decoding: marked.leadHTML, as: UTF8.self).suffix(18)
        let offset = String(before.utf8.count, radix: 16)
        #expect(end.contains(String(repeating: "0", count: 8 - offset.count) + offset), "\(end)")
    }

    @Test func showsCodeAsItIsWrittenWhateverItLooksLike() {
        #expect(
            html("    | a |\n    |-|\n    ~b [^1]: c\n\n```\n| a |\n|-|\n[^1]: ~d\n```")
                == "<pre tabindex=\"0\"><code>| a |\n|-|\n~b [^1]: c\n</code></pre>\n"
                + "<pre tabindex=\"0\"><code>| a |\n|-|\n[^1]: ~d\n</code></pre>\n")
    }

    @Test func showsTheLineThatADiagnosticOfAnArticleIsAbout() throws {
        let text = """
            ---
            title: T
            summary: S
            date: 2026-02-01T16:25:00Z
            rights: own
            ---

            See [x](javascript:y).
            """
        let error = try #require(throws: Diagnostics.self) {
            try ArticleReader().read(Array(text.utf8), file: "a.md", slug: "a")
        }
        let excerpt = try #require(error.all.first?.excerpt)
        #expect(excerpt.lines == ["See [x](javascript:y).", "        ^"])
    }

    @Test func refusesControlCharactersAndBadUTF8() {
        let control = MarkdownReader().read(Array("a\nb\u{1}".utf8), file: "a.md")
        #expect(control.diagnostics.all.map(\.id) == ["text-forbidden-character"])
        #expect(
            control.diagnostics.all.first?.location
                == SourceLocation(file: "a.md", line: 2, column: 2))
        let broken = MarkdownReader().read([0x61, 0xC0, 0x80], file: "a.md")
        #expect(broken.diagnostics.all.map(\.id) == ["text-not-utf8"])
    }

    @Test func splitsSectionsIntoIntroStepsAndOutro() throws {
        let document = read(
            """
            Lead.

            ## Fund it {#fund}

            Intro.

            1. First *step*.
            2. Second. {#own}
            3. Third.

               More of it.

            Outro.

            ## Fund it
            """)
        #expect(String(decoding: document.leadHTML, as: UTF8.self) == "<p>Lead.</p>\n")
        #expect(document.sections.map(\.id) == ["fund", "fund-it"])
        let fund = try #require(document.sections.first)
        #expect(fund.title == "Fund it")
        #expect(String(decoding: fund.introHTML, as: UTF8.self) == "<p>Intro.</p>\n")
        #expect(fund.steps.map(\.id) == ["fund-1", "own", "fund-3"])
        #expect(fund.steps.map(\.plainText) == ["First step.", "Second.", "Third. More of it."])
        let second = try #require(fund.steps.dropFirst().first)
        #expect(String(decoding: second.html, as: UTF8.self) == "<p>Second.</p>\n")
        #expect(String(decoding: fund.outroHTML, as: UTF8.self) == "<p>Outro.</p>\n")
        #expect(document.wordCount == 1 + 2 + 1 + 2 + 1 + 1 + 3 + 1 + 2)
    }

    @Test func keepsAllMarkupInTheIntroUnlessThereIsOneOrderedList() throws {
        let section = try #require(
            read("## S\n\n1. a {#x}\n\ntext\n\n1. b\n").sections.first)
        #expect(section.steps.isEmpty)
        #expect(
            String(decoding: section.introHTML, as: UTF8.self)
                == "<ol>\n<li id=\"x\">a</li>\n</ol>\n<p>text</p>\n<ol>\n<li>b</li>\n</ol>\n")
    }

    @Test func countsNestedListsAsPartOfAStep() throws {
        let section = try #require(read("## S\n\n1. a {#x}\n   1. b\n2. c\n").sections.first)
        #expect(section.steps.map(\.id) == ["x", "s-2"])
        let step = try #require(section.steps.first)
        #expect(String(decoding: step.html, as: UTF8.self) == "a<ol>\n<li>b</li>\n</ol>\n")
    }

    @Test func readsQuestionsAndAnswers() {
        let document = read(
            """
            ## FREQUENTLY asked Questions

            ### Can I? {#faq-can}

            Yes, *you* can.

            ### Must I?

            No.
            """)
        #expect(document.sections.isEmpty)
        #expect(document.faq.map(\.id) == ["faq-can", "must-i"])
        #expect(document.faq.map(\.question) == ["Can I?", "Must I?"])
        #expect(document.faq.map(\.answerText) == ["Yes, you can.", "No."])
        #expect(
            document.faq.first.map { String(decoding: $0.answerHTML, as: UTF8.self) }
                == "<p>Yes, <em>you</em> can.</p>\n")
    }

    /// What search engines are told of an answer is what the page shows.
    @Test func leavesAlternativeTextsOutOfAnAnswer() {
        let document = read(
            """
            ## Frequently asked questions

            ### What are they?

            They are halves.

            ![Two halves](/images/h.png)

            ### ![A sign](/images/h.png)

            It means stop.
            """)
        #expect(document.faq.map(\.answerText) == ["They are halves.", "It means stop."])
        #expect(document.faq.map(\.question) == ["What are they?", "A sign"])
    }

    @Test func keepsIdentifiersUnique() {
        #expect(read("## A\n## A\n## A\n").sections.map(\.id) == ["a", "a-2", "a-3"])
        #expect(places("## A {#x}\n\n## B {#x}\n") == ["error markdown-duplicate-id 3:10"])
        #expect(read("## Grüße & Co.\n## !!\n").sections.map(\.id) == ["grüße-co", "section"])
    }

    @Test func leavesEscapedIdentifiersAlone() {
        #expect(read("## Set \\{#x}\n").sections.map(\.title) == ["Set {#x}"])
    }
}
