import MarkupValidation
import Testing

/// What a browser refuses under the policy in `_headers`.
struct PolicyRuleTests {
    private static func found(
        _ policy: String, _ path: String, _ text: String, pattern: String = "/*"
    ) -> [String] {
        let headers = "\(pattern)\n  X-Frame-Options: DENY\n  Content-Security-Policy: \(policy)\n"
        let files = [(path, text), ("_headers", headers), ("a.png", "")]
        let facts = files.compactMap { path, text in
            DocumentKind.kind(ofPath: path).map {
                PageChecker().check(Array(text.utf8), path: path, kind: $0).facts
            }
        }
        return SiteChecker(baseURL: "https://example.org").check(facts, files: Set(files.map(\.0)))
            .filter { $0.id.hasPrefix("L012") }
            .map { "\($0.location.file):\($0.location.line):\($0.location.column)" }
    }

    private static let strict =
        "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'none'"

    @Test(arguments: [
        ("<p><img src=\"https://a.example/a.png\" alt=\"\"/></p>", 4),
        ("<p><img src=\"/a.png\" srcset=\"https://a.example/a.png 2x\" alt=\"\"/></p>", 4),
        ("<form action=\"/a/\"><p>a</p></form>", 1),
        ("<script src=\"/a.js\" integrity=\"sha384-abc\"></script>", 1),
        (
            "<p><svg xmlns=\"http://www.w3.org/2000/svg\" aria-label=\"a\"><use href=\"https://a.example/a.svg#b\"/></svg></p>",
            59
        ),
    ])
    func namesWhatIsNotLoaded(body: String, column: Int) {
        #expect(
            Self.found(Self.strict, "index.html", SamplePages.page(body: body))
                == ["index.html:\(SamplePages.bodyLine):\(column)"])
    }

    @Test(arguments: [
        "img-src 'self'", "img-src https://a.example", "img-src *", "default-src https:",
        "img-src *.example", "script-src 'none'",
    ])
    func takesWhatThePolicyAllows(policy: String) {
        let address = policy == "img-src 'self'" ? "/a.png" : "https://a.example/a.png"
        let page = SamplePages.page(body: "<p><img src=\"\(address)\" alt=\"\"/></p>")
        #expect(Self.found(policy, "index.html", page) == [])
    }

    @Test func asksThePolicyOfTheAddress() {
        let page = SamplePages.page(body: "<p><img src=\"https://a.example/a.png\" alt=\"\"/></p>")
        #expect(Self.found(Self.strict, "b/index.html", page, pattern: "/a/*") == [])
        #expect(Self.found(Self.strict, "a/index.html", page, pattern: "/a/*").count == 1)
    }

    @Test(arguments: [("font", 1), ("image", 1), ("style", 1), ("script", 1), ("worker", 0)])
    func asksOfWhatIsLoadedEarlyByItsKind(kind: String, count: Int) {
        let link = "<link rel=\"preload\" href=\"https://a.example/a\" as=\"\(kind)\"/>"
        let page = SamplePages.page(body: "<p>a</p>").replacing("</head>", with: link + "</head>")
        #expect(Self.found(Self.strict, "index.html", page).count == count)
    }

    @Test func readsStyleSheets() {
        let sheet = """
            @import "https://a.example/b.css";
            /* url(https://a.example/c.png) */
            @font-face { src: url('/f.woff2') }
            p { background: url(https://a.example/a.png) }
            q { background: url(data:image/png;base64,AA); clip-path: url(#a); border-image: url(a.png) }
            """
        #expect(
            Self.found(Self.strict, "static/a.css", sheet) == [
                "static/a.css:1:9", "static/a.css:3:19", "static/a.css:4:17",
            ])
    }
}
