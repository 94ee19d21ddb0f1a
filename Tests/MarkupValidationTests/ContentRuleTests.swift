import MarginModel
import MarkupValidation
import Testing

/// Structured data, graphics, private reports, feeds, and the paths between pages.
struct ContentRuleTests {
    private func page(
        _ data: String, body: String = "<p>Is it <em>safe</em>?</p><p>No &amp; yes.</p>"
    )
        -> [String]
    {
        let script = "<script type=\"application/ld+json\">\(data)</script></head>"
        return check(SamplePages.page(body: body).replacing("</head>", with: script))
            .diagnostics.map { String($0.id.prefix(4)) }
    }

    private let context = "\"@context\":\"https://schema.org\""

    @Test func comparesStructuredDataWithThePage() {
        let question =
            #"{"@type":"Question","name":"Is it safe?","acceptedAnswer":{"text":"No \u0026 yes."}}"#
        let faq = "{\(context),\"@type\":\"FAQPage\",\"mainEntity\":[\(question)]}"
        #expect(page(faq) == [])
        #expect(page(faq.replacing("Is it", with: "Was it")) == ["S010"])
        #expect(page(faq.replacing("acceptedAnswer", with: "answer")) == ["S009"])
        let article =
            "{\(context),\"@type\":\"Article\",\"headline\":\"Margin\",\"author\":\"A\","
            + "\"datePublished\":\"2026-02-01\"}"
        let dated = "<p><time datetime=\"2026-02-01\">1 February</time></p>"
        #expect(page(article, body: dated) == [])
        #expect(page(article) == ["S010"])
        #expect(page(article.replacing("author", with: "writer"), body: dated) == ["S009"])
        #expect(
            page("{\(context),\"@type\":\"HowTo\",\"name\":\"Margin\",\"step\":[{}]}") == ["S009"])
        let step = "{\"name\":\"Margin\",\"text\":\"Margin\"}"
        let howTo = "{\(context),\"@type\":\"HowTo\",\"name\":\"Margin\",\"step\":["
        #expect(page(howTo + step + "]}") == [])
        #expect(page(howTo + step + "," + step + "]}") == ["S009"])
        #expect(page("{\(context),\"@type\":\"WebSite\",\"name\":\"Margin\"}") == ["S009"])
    }

    @Test func numbersAndShowsCrumbs() {
        func crumbs(_ position: Int, _ name: String) -> [String] {
            page(
                "{\(context),\"@type\":\"BreadcrumbList\",\"itemListElement\":["
                    + "{\"position\":\(position),\"name\":\"\(name)\"}]}")
        }
        #expect(crumbs(1, "Margin") == [])
        #expect(crumbs(2, "Margin") == ["S009"])
        #expect(crumbs(1, "Home") == ["S010"])
    }

    @Test func wantsGraphicsThatScaleAndHaveATitle() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"a\""
        let whole = "\(svg) viewBox=\"0 0 9 9\"><title>T</title></svg>"
        #expect(check(whole, as: .svg).diagnostics == [])
        #expect(
            check(whole.replacing("<title>T</title>", with: ""), as: .svg).diagnostics.map(\.id)
                == ["A016-untitled-graphic-file"])
        #expect(
            check(whole.replacing(" viewBox=\"0 0 9 9\"", with: ""), as: .svg).diagnostics
                .map(\.id) == ["A015-graphic-without-viewbox"])
    }

    @Test(arguments: [
        ("<img src=\"https://x.org/a.png\" alt=\"\"/>", 1), ("<img src=\"a.png\" alt=\"\"/>", 1),
        ("<a href=\"https://x.org/\">a</a>", 0),
    ])
    func keepsPrivateReportsFromLoading(markup: String, count: Int) {
        let text = SamplePages.report.replacing("</main>", with: "<p>\(markup)</p></main>")
        let found = check(text, as: .privateReport).diagnostics.map(\.id)
        #expect(found == Array(repeating: "P005-external-request", count: count))
    }

    @Test func keepsTheStyleOfPrivateReportsFromLoading() {
        func found(_ style: String) -> Int {
            check(
                SamplePages.report.replacing("color: black", with: style), as: .privateReport
            ).diagnostics.count { $0.id == "P005-external-request" }
        }
        #expect(found("background: url('https://x.org/a.png')") == 1)
        #expect(found("fill: url(#dots)") == 0)
    }

    private let rss = """
        <rss version="2.0"><channel><title>T</title><link>https://example.org/</link>
        <description>D</description><item><title>A</title><link>https://example.org/a/</link>
        <guid isPermaLink="false">a</guid><pubDate>Sun, 01 Feb 2026 16:30:00 GMT</pubDate></item>
        </channel></rss>
        """

    @Test func checksRSSByItsGrammar() {
        let checked = check(rss, as: .rss)
        #expect(checked.diagnostics == [])
        #expect(checked.facts.title == "T")
        #expect(
            checked.facts.links.map(\.target) == ["https://example.org/", "https://example.org/a/"])
        for (right, wrong) in [
            ("01 Feb 2026", "2026-02-01"), ("<description>D</description>", ""),
            ("version=\"2.0\"", "version=\"0.9\""),
        ] {
            let found = check(rss.replacing(right, with: wrong), as: .rss).diagnostics
            #expect(found.contains { $0.id == "S007-feed-or-sitemap-grammar" })
        }
    }

    @Test func checksJSONFeeds() {
        let feed = """
            {"version":"https://jsonfeed.org/version/1.1","title":"T","items":[
            {"id":"a","url":"https://example.org/a/","content_text":"A",
            "date_published":"2026-02-01T16:30:00Z"}]}
            """
        let checked = check(feed, as: .jsonFeed)
        #expect(checked.diagnostics == [])
        #expect(checked.facts.links.map(\.target) == ["https://example.org/a/"])
        for (right, wrong) in [
            ("\"title\"", "\"name\""), ("version/1.1", "version/2"), ("\"id\"", "\"uid\""),
            ("content_text", "text"), ("16:30:00Z", "16:30"), ("}]}", "}]"),
        ] {
            #expect(
                check(feed.replacing(right, with: wrong), as: .jsonFeed).diagnostics.map(\.id)
                    == ["S007-feed-or-sitemap-grammar"])
        }
    }

    private func site(_ pages: [(path: String, body: String, head: String)]) -> [String] {
        let facts = pages.map {
            SiteCheckerTests.page(
                $0.path, title: $0.path, body: $0.body,
                head: $0.head + "<link rel=\"canonical\" href=\"https://example.org/\($0.path)\"/>")
        }
        return SiteChecker(baseURL: "https://example.org").check(
            facts, files: Set(pages.map(\.path))
        ).map { "\($0.location.file) \($0.id.prefix(4)) \($0.severity)" }
    }

    @Test func findsPagesThatNothingLeadsTo() {
        let link = "<p><a href=\"/a.html\">a</a></p>"
        #expect(site([("index.html", link, ""), ("a.html", link, "")]) == [])
        #expect(
            site([("index.html", "<p>a</p>", ""), ("a.html", link, "")]) == ["a.html L009 warning"])
    }

    @Test func findsLinksThroughRedirectsAndChains() {
        func redirect(_ target: String) -> String {
            "<meta http-equiv=\"refresh\" content=\"0; url=\(target)\"/>"
        }
        let toA = "<p><a href=\"/a.html\">a</a></p>"
        let toB = "<p><a href=\"/b.html\">b</a></p>"
        let home = "<p><a href=\"/\">home</a></p>"
        #expect(
            site([("index.html", toB, ""), ("b.html", home, redirect("/"))]) == [
                "index.html L010 warning"
            ])
        #expect(
            site([
                ("index.html", "<p>a</p>", ""), ("a.html", toB, redirect("/b.html")),
                ("b.html", home, redirect("/")),
            ]) == ["a.html L010 error"])
        #expect(site([("index.html", toA, ""), ("a.html", "<p>a</p>", "")]) == [])
    }
}
