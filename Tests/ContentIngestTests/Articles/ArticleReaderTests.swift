import MarginModel
import Testing

@testable import ContentIngest

private let start = "---\ntitle: T\nsummary: \"S: s\"\ndate: 2026-02-01T13:59:00Z\n"

private func read(_ text: String) throws -> (article: Article, warnings: [Diagnostic]) {
    try ArticleReader().read(Array(text.utf8), file: "a.md", slug: "a")
}

private func problems(_ text: String) -> [String] {
    do {
        return try read(text).warnings.map { "\($0.id) \($0.location.line):\($0.location.column)" }
    } catch let error as Diagnostics {
        return error.sorted().map { "\($0.id) \($0.location.line):\($0.location.column)" }
    } catch {
        return ["\(error)"]
    }
}

private func tags(_ count: Int) -> String {
    [String](repeating: "t", count: count).joined(separator: ", ")
}

@Suite struct ArticleReaderTests {
    /// The second of each pair needs the YAML reader; both must mean the same.
    @Test(arguments: ["", "aliases:\n  - old\n"])
    func readsTheSameOnBothPaths(extra: String) throws {
        let text =
            start + extra + "tags: [one, \"two words\"]\nrights: own\nkind: plan\n"
            + "draft: true\nsource: 'desk'\n---\nBody.\n"
        let (article, warnings) = try read(text)
        #expect(warnings.isEmpty)
        #expect(article.title == "T" && article.summary == "S: s" && article.source == "desk")
        #expect(article.date.description == "2026-02-01T13:59:00Z")
        #expect(article.tags == ["one", "two words"])
        #expect(article.rights == .own && article.kind == .plan && article.isDraft)
        #expect(article.aliases == (extra.isEmpty ? [] : ["old"]))
        #expect(String(decoding: article.markdown, as: UTF8.self) == "Body.\n")
        #expect(article.location == SourceLocation(file: "a.md", line: 2, column: 1))
    }

    @Test(arguments: [
        ("rights: own\ntag: [x]\n", ["unknown-key 6:1"]),
        ("rights: own\ntags: x\n", ["wrong-type 6:7"]),
        ("rights: own\ntags: [\(tags(50))]\n", []),
        ("rights: own\ntags: [\(tags(51))]\n", ["too-many-tags 6:158"]),
        ("rights: own\ndraft: maybe\n", ["wrong-type 6:8"]),
        ("rights: own\nupdated: 2026-02-01T13:59:00\n", ["instant-without-zone 6:10"]),
        ("rights: own\nexpires: soon\n", ["not-an-instant 6:10"]),
        ("rights: own\nupdated: 2026-02-01 16:25:00 +0100\nexpires: 2026-02-01 16:25 +01:00\n", []),
        ("rights: own\nupdated: 2026-02-01 16:25\n", ["instant-without-zone 6:10"]),
        ("rights: own\nsource: a: b\n", ["yaml-syntax 6:10"]),
        ("rights: own\nsource:a\nkind: plan\n", ["yaml-syntax 6:7"]),
        ("rights: mine\n", ["rights-missing 1:1", "unknown-value 5:9"]),
        ("rights: own\nsource: [a]\n", ["wrong-type 6:9"]),
        ("rights: own\ntitle: U\n", ["duplicate-key 6:1"]),
        ("", ["rights-missing 1:1"]),
    ])
    func pointsAtTheValueThatIsWrong(extra: String, expected: [String]) {
        #expect(problems(start + extra + "---\n") == expected)
    }

    /// Words of other programs, and of ours in another case, that may hold an article back.
    @Test(arguments: [
        ("Draft: true\n", true), ("DRAFT: yes\n", true), ("Draft: false\n", false),
        ("status: draft\n", true), ("status: Published\n", false), ("published: false\n", true),
        ("published: true\n", false), ("publishDate: 2030-01-01\n", true),
        ("publish_date: 2030-01-01T00:00:00Z\n", true), ("hidden: true\n", true),
        ("visibility: private\n", true), ("status: !!str draft\n", true),
        ("status:\n", true), ("layout: post\n", false),
    ])
    func neverPublishesWhatOtherWordsHoldBack(extra: String, isRefused: Bool) {
        let found = problems(start + "rights: own\n" + extra + "---\nBody.\n")
        let line = 5 + extra.filter { $0 == "\n" }.count
        #expect(
            found.contains { $0.hasPrefix("draft-in-other-words \(line):") } == isRefused,
            "\(found)")
    }

    /// Whatever way a draft is written, it is a draft or an error.
    @Test(arguments: [
        ("x: &d true\ndraft: *d\n", nil), ("draft: \"true\"\n", nil), ("draft: 'true'\n", nil),
        ("draft: !!bool true\n", nil), ("? draft\n: true\n", nil), ("\"dr\\u0061ft\": true\n", nil),
        ("x: &k draft\n*k : true\n", nil),
        ("x: &x\n  draft: true\n<<: *x\n", "yaml-merge-key 8:1"),
        ("<<: {draft: true}\n", "yaml-merge-key 6:1"),
        ("<<: [{expires: 2026-02-01T00:00:00Z}]\n", "yaml-merge-key 6:1"),
        ("draft: yes\n", "wrong-type 6:8"), ("draft: True\n", "wrong-type 6:8"),
        ("draft: on\n", "wrong-type 6:8"), ("draft: [true]\n", "wrong-type 6:8"),
        ("draft:\n", "wrong-type 6:7"), ("draft: null\n", "wrong-type 6:8"),
        ("draft: false\n!!binary draft: true\n", "duplicate-key 7:1"),
        ("? [draft]\n: true\n", "yaml-not-a-key 6:3"),
    ])
    func neverTakesADraftForPublished(extra: String, problem: String?) throws {
        let text = start + "rights: own\n" + extra + "---\n"
        if let problem {
            #expect(problems(text).contains(problem), "\(problems(text))")
            #expect(throws: Diagnostics.self) { try read(text) }
        } else {
            #expect(try read(text).article.isDraft)
        }
    }

    /// The second of each pair needs the YAML reader.
    @Test(arguments: ["", "aliases:\n  - old\n"])
    func takesATextForAText(extra: String) throws {
        let text =
            start + extra
            + "rights: own\nsource: \"null\"\ndisclaimer: '~'\ntags: [\"null\"]\n---\n"
        let article = try read(text).article
        #expect(article.source == "null" && article.disclaimer == "~" && article.tags == ["null"])
    }

    @Test(arguments: [
        "old", "UPPER", "café", "旧名", "old/", "2019/foo", "/2019/01/foo/", "/old/path.html",
        "/~u/a_b",
    ])
    func takesAnAliasThatIsAPath(alias: String) throws {
        let text = start + "rights: own\naliases: ['\(alias)']\n---\n"
        #expect(try read(text).article.aliases == [alias])
    }

    @Test(arguments: [
        #"old /a/ 301\n/* https://example.net/ 301"#, #"a\tb"#, #"a\u0000"#, #"a\u0085b"#,
        #"a\u2028b"#, #"a\u202Eb"#, "a b", "", "/", "//example.net", "//example.net/x",
        "https://x.net",
        "https:/x", "../up", "/a/../b", "a/./b", "/..", "a//b", "/a//", "a?b", "a#b", #"a\\b"#,
        "%2e%2e",
        "a%0Ab", "a%2Fb", "/a/*", ":splat", "{http.host}", "a`b", "a'b", #"a\"b"#, "a;b", "$x",
        "a\u{A0}b",
    ])
    func refusesAnAliasThatIsNoPath(alias: String) {
        let text = start + "rights: own\naliases:\n  - old\n  - \"\(alias)\"\n---\n"
        #expect(problems(text) == ["alias-not-a-path 8:5"])
    }

    @Test(arguments: ["tags: x\n", "draft: maybe\n"])
    func givesTheSamePlacesOnBothPaths(bad: String) {
        let flat = problems(start + "rights: own\n" + bad + "---\n")
        let nested = problems(start + "rights: own\n" + bad + "related:\n  - x\n---\n")
        #expect(flat == nested)
    }

    @Test func namesTheNearestKey() throws {
        let warning = try #require(
            try read(start + "rights: own\nsumary: x\n---\n").warnings.first)
        #expect(warning.hint?.contains("summary") == true)
    }

    @Test(arguments: [
        ("Just text", ["front-matter-missing 1:1"]),
        ("---\ntitle: T\n", ["front-matter-unclosed 1:1"]),
        ("---\nrights: own\n---\n", ["missing-key 1:1", "missing-key 1:1", "missing-key 1:1"]),
        ("---\n- a\n---\n", ["yaml-not-a-mapping 2:1"]),
    ])
    func refusesFilesWithoutWhatAnArticleNeeds(text: String, expected: [String]) {
        #expect(problems(text) == expected)
    }

    @Test func refusesAliasesThatMultiply() {
        var text = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, before) in zip("bcdefg", "abcdef") {
            let aliases = Array(repeating: "*\(before)", count: 10).joined(separator: ", ")
            text += "\(name): &\(name) [\(aliases)]\n"
        }
        #expect(problems(text + "---\n").first?.hasPrefix("yaml-too-large") == true)
        let deep = String(repeating: "[", count: 50_000)
        #expect(problems("---\na: \(deep)\n---\n") == ["yaml-too-large 2:1"])
    }

    @Test func readsWhatAnEditorSavedAsUTF16() throws {
        let text = start + "rights: own\n---\n\nLöwen – und mehr.\n"
        let wide: [UInt8] = text.utf16.reduce(into: [0xFE, 0xFF]) { bytes, unit in
            bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let article = try ArticleReader().read(wide, file: "a.md", slug: "a").article
        #expect(article.leadHTML == (try read(text)).article.leadHTML)
        #expect(String(decoding: article.leadHTML, as: UTF8.self).contains("Löwen"))
    }

    @Test func countsBodyLinesFromTheStartOfTheFile() {
        #expect(problems(start + "rights: own\n---\n\n# Top\n") == ["markdown-h1 8:1"])
    }

    @Test("What anyone does first is read from a plan, at most five lines, and from no article")
    func now() throws {
        let plan = try read(
            start + "rights: own\nkind: plan\nnow:\n  - Read the ratio.\n  - Cancel orders.\n---\n")
        #expect(plan.article.now == ["Read the ratio.", "Cancel orders."])
        #expect(
            problems(start + "rights: own\nkind: plan\nnow: [a, b, c, d, e, f]\n---\n")
                == ["now-lines 7:6"])
        #expect(problems(start + "rights: own\nnow: [a]\n---\n") == ["now-lines 6:6"])
    }
}
