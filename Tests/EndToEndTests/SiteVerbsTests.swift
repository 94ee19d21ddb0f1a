import Foundation
import Testing

/// `nightly`, `check`, `rollback` and `import` on a copy of the shipped site.
@Suite struct SiteVerbsTests {
    /// One published site; tests that change files take a copy of it.
    private static let published: Result<URL, any Error> = Result {
        let site = try Program.copyOfSite()
        let answer = try Program.run(["nightly"], in: site)
        guard answer.status == 0 else { throw Failure(answer.errors) }
        return site
    }

    private struct Failure: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    private func publishedCopy() throws -> URL {
        let folder = try Program.temporaryFolder().appending(path: "site")
        try FileManager.default.copyItem(at: try Self.published.get(), to: folder)
        return folder
    }

    private func files(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let root = folder.resolvingSymlinksInPath()
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path())
        for name in names {
            var isFolder: ObjCBool = false
            let path = root.appending(path: name).path()
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[name] = try Data(contentsOf: URL(filePath: path))
        }
        return files
    }

    private func current(_ site: URL) -> URL { site.appending(path: "Output/current/site") }

    @Test func publishesACheckedSiteAndPrivateReports() throws {
        let site = try Self.published.get()
        let pages = try files(current(site))
        for page in [
            "index.html", "404.html", "ticker/index.html", "faq/index.html", "news/index.html",
            "tools/margin/index.html", "plans/how-to-handle-a-margin-call/index.html",
            "plans/how-to-handle-a-margin-call/index.md", "feed.atom", "sitemap.xml", "robots.txt",
        ] { #expect(pages[page] != nil, "\(page)") }
        let checked = try Program.run(["check", current(site).path()])
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(checked.output.contains(" 0 errors"))
    }

    @Test func reportsAreForTheirOwnersAlone() throws {
        let site = try Self.published.get()
        let folder = site.appending(path: "Output/private/2026-02-01")
        let reports = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        let samples = try Program.samples.count
        #expect(reports.count { $0.hasSuffix(".html") } == samples + 1, "the book, too")
        for name in reports {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.appending(path: name).path())
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(!name.contains("sample"))
        }
        let publicText = try files(current(site)).values.map { String(decoding: $0, as: UTF8.self) }
        for token in reports.map({ $0.split(separator: ".")[0] }) where token.count == 32 {
            #expect(!publicText.contains { $0.contains(token) })
        }
    }

    @Test func twoBuildsGiveTheSameBytesWhateverTheNumberOfWorkers() throws {
        let first = try files(current(try Self.published.get()))
        let other = try Program.copyOfSite()
        #expect(try Program.run(["nightly", "--jobs", "7"], in: other).status == 0)
        let second = try files(current(other))
        #expect(first.keys.sorted() == second.keys.sorted())
        for (name, bytes) in first { #expect(second[name] == bytes, "\(name)") }
    }

    @Test func aSecondRunWithoutChangesPublishesNothing() throws {
        let site = try publishedCopy()
        let before = try FileManager.default.destinationOfSymbolicLink(
            atPath: site.appending(path: "Output/current").path())
        let answer = try Program.run(["nightly"], in: site)
        #expect(answer.status == 0)
        #expect(answer.output.contains("Nothing changed"))
        let after = try FileManager.default.destinationOfSymbolicLink(
            atPath: site.appending(path: "Output/current").path())
        #expect(before == after)
    }

    @Test func aBrokenArticleLeavesTheLiveSiteAlone() throws {
        let site = try publishedCopy()
        let before = try files(current(site))
        let article = site.appending(path: "Content/articles/broken.md")
        try Data("---\ntitle: Broken\nsumary: x\ndate: 2026-01-01\n---\n\ntext\n".utf8)
            .write(to: article)
        let answer = try Program.run(["nightly"], in: site)
        #expect(answer.status == 1)
        #expect(answer.errors.contains("Content/articles/broken.md:4:"))
        #expect(try files(current(site)) == before)
    }

    @Test func aTemplateErrorNamesItsLineAndTheNearestName() throws {
        let site = try publishedCopy()
        let template = site.appending(path: "Templates/pages/news.html.mustache")
        let text = try String(contentsOf: template, encoding: .utf8)
            .replacing("{{page.title}}", with: "{{page.titel}}")
        try Data(text.utf8).write(to: template)
        let answer = try Program.run(["build"], in: site)
        #expect(answer.status == 1)
        #expect(answer.errors.contains("news.html.mustache:"))
        #expect(answer.errors.contains("template-unknown-name"))
        #expect(answer.errors.contains("title"))
    }

    @Test func aRealAccountUnderContentFailsTheBuild() throws {
        let site = try publishedCopy()
        let sample = site.appending(path: "Content/portfolios/sample-testnet.json")
        let text = try String(contentsOf: sample, encoding: .utf8)
            .replacing("\"fictional\": true", with: "\"fictional\": false")
        try Data(text.utf8).write(to: sample)
        let answer = try Program.run(["build"], in: site)
        #expect(answer.status == 1)
        #expect(answer.errors.contains("portfolio-not-fictional"))
    }

    @Test func anotherReleaseCanBeRolledBack() throws {
        let site = try publishedCopy()
        let before = try files(current(site))
        for name in [[], ["2026-02-01T16-30-00Z-00000000"]] {
            #expect(try Program.run(["rollback"] + name, in: site).status == 4)
        }
        let settings = site.appending(path: "Content/site.yml")
        let text = try String(contentsOf: settings, encoding: .utf8)
            .replacing("title: Marginalia", with: "title: Other")
        try Data(text.utf8).write(to: settings)
        #expect(try Program.run(["nightly"], in: site).status == 0)
        #expect(try files(current(site)) != before)
        #expect(try Program.run(["rollback"], in: site).status == 0)
        #expect(try files(current(site)) == before)
        let releases = try Program.run(["releases"], in: site)
        let lines = releases.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("* ") && lines[0].contains("live since"))
        #expect(lines[1].contains("live until"))
        #expect(lines[2].contains("marginalia release --resume"))
        let night = try Program.run(["nightly"], in: site)
        #expect(night.status == 9)
        #expect(night.errors.contains("[release-held]"))
        #expect(try files(current(site)) == before)
        #expect(try Program.run(["release", "--resume"], in: site).status == 0)
        #expect(try Program.run(["nightly"], in: site).status == 0)
        #expect(try files(current(site)) != before)
    }

    @Test(arguments: [
        Fault(find: "</main>", put: "", id: "H001"),
        Fault(find: "href=\"/ticker/\"", put: "href=\"/nowhere/\"", id: "L00"),
        Fault(find: "<h1", put: "<h1 id=\"main\"", id: "H006"),
    ])
    func aFileBrokenByHandIsNamedWithItsLine(fault: Fault) throws {
        let site = try publishedCopy()
        let page = current(site).appending(path: "news/index.html")
        let text = try String(contentsOf: page, encoding: .utf8)
        let range = try #require(text.range(of: fault.find), "\(fault.find)")
        let line = text[..<range.lowerBound].count { $0 == "\n" } + 1
        try Data(text.replacingCharacters(in: range, with: fault.put).utf8).write(to: page)
        let answer = try Program.run(["check", "Output/current/site"], in: site)
        #expect(answer.status == 6)
        let problem = answer.errors.split(separator: "\n").first {
            $0.contains("news/index.html:") && $0.contains("[\(fault.id)")
        }
        let place = try #require(problem, "\(answer.errors)")
        #expect(answer.errors.contains("made from: Templates/pages/news.html.mustache"))
        let parts = place.split(separator: ":")
        let reported = try #require(Int(parts[1]))
        // A missing end tag shows at the next one that does not match.
        #expect(fault.id == "H001" ? reported >= line : reported == line, "\(place)")
    }

    struct Fault: Sendable {
        let find: String
        let put: String
        let id: String
    }

    @Test func importsAPageAndSaysWhatItLeftOut() throws {
        let site = try publishedCopy()
        let page = site.appending(path: "Content/inbox/margin-call-action-plan.txt").path()
        let refused = try Program.run(["import", page, "--source", "desk"], in: site)
        #expect(refused.status == 2)
        #expect(refused.errors.contains("--as-of is missing"))
        let arguments = [
            "import", page, "--source", "desk", "--as-of", "2026-02-01T16:25:00Z", "--timezone",
            "UTC",
        ]
        // The shipped article has the same name and is not replaced unasked.
        let kept = try Program.run(arguments, in: site)
        #expect(kept.status == 4)
        #expect(kept.errors.contains("how-to-handle-a-margin-call.md"))
        let answer = try Program.run(arguments + ["--force"], in: site)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains("4 sections with 5 + 5 + 5 + 5 steps"))
        for part in ["ticker, 15", "questions, 4", "headlines, 6", "related articles, 6"] {
            #expect(answer.output.contains("\(part): found by its anchors"))
        }
        #expect(answer.output.contains("duplicate"))
        // Rights are unknown, so nothing of it is published. With the pages of its questions and
        // topics that may be more of a small site than goes unasked, so it is accepted.
        #expect(try Program.run(["nightly", "--accept-changes"], in: site).status == 0)
        let pages = try files(current(site))
        #expect(!pages.keys.contains { $0.hasPrefix("plans/") })
    }

    /// From the page to publication: the plan that reports refer to is an imported one.
    @Test func publishesAnImportedPlan() throws {
        let site = try Program.temporaryFolder().appending(path: "own")
        #expect(
            try Program.run(["init", site.path()], in: site.deletingLastPathComponent()).status == 0
        )
        let articles = site.appending(path: "Content/articles")
        try FileManager.default.removeItem(at: articles)
        let page = try Self.published.get()
            .appending(path: "Content/inbox/margin-call-action-plan.txt").path()
        let arguments = [
            "import", page, "--source", "desk", "--as-of", "2026-02-01T16:25:00Z", "--timezone",
            "Europe/Berlin", "--rights", "licensed",
        ]
        let answer = try Program.run(arguments, in: site)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.errors.contains("scraped-mail-address"))
        let article = try String(
            contentsOf: articles.appending(path: "how-to-handle-a-margin-call.md"), encoding: .utf8)
        #expect(article.contains("date: 2026-02-01T12:59:00Z"))
        for id in ["response", "fund", "adjust", "audit"] { #expect(article.contains("{#\(id)}")) }
        // The same again changes nothing.
        let again = try Program.run(arguments, in: site)
        #expect(again.status == 0 && !again.output.contains("written"))
        let built = try Program.run(["build"], in: site)
        #expect(built.status == 0, "\(built.errors)")
        let plan = try String(
            contentsOf: current(site).appending(
                path: "plans/how-to-handle-a-margin-call/index.html"),
            encoding: .utf8)
        #expect(plan.contains("id=\"adjust-1\""))
        // A second page with the same headings is no plan: reports keep theirs.
        var other = try String(contentsOf: URL(fileURLWithPath: page), encoding: .utf8)
        other.replace("How to handle a margin call", with: "How to answer a margin call")
        let second = site.appending(path: "second.txt")
        try other.write(to: second, atomically: true, encoding: .utf8)
        let both = try Program.run(
            ["import", second.path()] + arguments.dropFirst(2), in: site)
        #expect(both.status == 0, "\(both.errors)")
        #expect(both.output.contains("how-to-handle-a-margin-call.md"))
        #expect(try Program.run(["build"], in: site).status == 0)
    }

    @Test func importsSeveralPagesTogether() throws {
        let site = try publishedCopy()
        func write(_ name: String, _ text: String) throws -> String {
            let file = site.appending(path: name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            return file.path()
        }
        let article = "A lamp burns all night long.\nFeb 01, 2026 at 01:59 pm\nOil is cheap.\n"
        let pages = [
            try write(
                "a.txt",
                "bitcoin $5 USD\n1% -\nHow to light a lamp?\n\(article)- One\n- 2026-02-01 10:00:00\n"
            ),
            try write(
                "b.txt",
                "tron $7 USD\n1% -\nHow to trim a wick?\n\(article)- Two\n- 2026-02-01 11:00:00\n"),
            try write(
                "c.txt",
                "bitcoin $6 USD\n1% -\nHow to fill a lamp?\n\(article)- One\n- 2026-02-01 10:00:00\n"
            ),
            try write("d.txt", "Dear all,\nnothing here.\n"),
            // The same title as a page of this run, and other text.
            try write("e.txt", "bitcoin $8 USD\n1% -\nHow to light a lamp?\n\(article)More.\n"),
        ]
        let answer = try Program.run(
            ["import"] + pages + [
                "--source", "desk", "--as-of", "2026-02-01T16:25:00Z", "--timezone", "UTC",
            ], in: site)
        #expect(answer.status == 4)
        #expect(answer.errors.contains("scraped-not-recognised"))
        #expect(answer.errors.contains("import-exists"))
        let content = site.appending(path: "Content")
        func text(_ path: String) throws -> String {
            try String(contentsOf: content.appending(path: path), encoding: .utf8)
        }
        let first = try text("snapshots/2026-02-01T16-25-00Z-desk.json")
        #expect(first.contains("bitcoin") && first.contains("tron"))
        #expect(try text("snapshots/2026-02-01T16-25-00Z-desk-2.json").contains("\"6\""))
        let news = try text("news-desk.json")
        #expect(news.contains("One") && news.contains("Two"))
        #expect(news.split(separator: "One").count == 2)
        #expect(
            !FileManager.default.fileExists(
                atPath: content.appending(path: "snapshots/2026-02-01T16-25-00Z-desk-3.json").path()
            ))
        for name in ["how-to-light-a-lamp", "how-to-trim-a-wick", "how-to-fill-a-lamp"] {
            let article = try text("articles/\(name).md")
            #expect(!article.contains("More."))
        }
    }

    @Test func readsRealAccountsFromStandardInputAndNamesNoneOfThem() throws {
        let site = try publishedCopy()
        let sample = site.appending(path: "Content/portfolios/sample-okx-cross.json")
        let account = try String(contentsOf: sample, encoding: .utf8)
            .replacing("sample-okx-cross", with: "desk-4711")
            .replacing("\"fictional\": true", with: "\"fictional\": false")
            .replacing("\n", with: " ")
        let answer = try Program.run(
            ["nightly", "--accounts", "-"], input: account + "\n{\"id\": \"desk-4712\"}\n", in: site
        )
        #expect(answer.status == 9, "\(answer.errors)")
        #expect(answer.output.contains("\(try Program.samples.count + 1) private reports"))
        let index = site.appending(path: "Output/private/2026-02-01/index.ndjson")
        #expect(try String(contentsOf: index, encoding: .utf8).contains("desk-4711"))
        for text in [answer.output, answer.errors] { #expect(!text.contains("desk-47")) }
        for (name, bytes) in try files(site.appending(path: "Output/releases")) {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("desk-47"), "\(name)")
        }
    }

    /// Accounts named after their numbers, one a line.
    private func accounts(_ count: Int) throws -> [String] {
        let sample = try String(
            contentsOf: Program.repository.appending(
                path: "Content/portfolios/sample-binance-healthy.json"), encoding: .utf8)
        return (1...count).map { number in
            sample.replacing("\n", with: " ")
                .replacing("\"sample-binance-healthy\"", with: "\"osprey-\(number)\"")
                .replacing("Macro hedge book", with: "No. \(number)")
                .replacing("\"fictional\": true", with: "\"fictional\": false")
        }
    }

    @Test(arguments: ["report", "nightly"], ["survey", "report"])
    func aDefectCostsItsOwnAccountAlone(verb: String, place: String) throws {
        let site = try Program.copyOfSite()
        defer { try? FileManager.default.removeItem(at: site) }
        let file = site.appending(path: "accounts.ndjson").path()
        try accounts(24).joined(separator: "\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        let answer = try Program.run(
            [verb, "--accounts", file, "--log-format", "json"], in: site,
            environment: ["MARGINALIA_TEST_DEFECT": "\(place):No. 17"])
        #expect(answer.status == 9, "\(answer.errors)")
        let said = answer.errors.split(separator: "\n").filter { $0.contains("\"error\"") }
        #expect(said.count == 1)
        #expect(said[0].contains("\"defect\"") && said[0].contains(":17"), "\(said)")
        #expect(!answer.errors.contains("osprey") && !answer.errors.contains("No. 17"))
        let index = try String(
            contentsOf: site.appending(path: "Output/private/2026-02-01/index.ndjson"),
            encoding: .utf8)
        let missing = (1...24).filter { !index.contains("\"osprey-\($0)\"") }
        #expect(missing == [17])
    }

    @Test(arguments: ["lines", "array"])
    func readsStandardInputTwiceAndLeavesNothingOfIt(shape: String) throws {
        let site = try Program.copyOfSite()
        defer { try? FileManager.default.removeItem(at: site) }
        let all = try accounts(3) + accounts(1)
        let answer = try Program.run(
            ["nightly", "--accounts", "-"],
            input: shape == "lines"
                ? all.joined(separator: "\n") : "[\(all.joined(separator: ","))]",
            in: site)
        #expect(answer.status == 9, "\(answer.errors)")
        #expect(answer.errors.contains("account-duplicate-id"))
        let kept = try FileManager.default.subpathsOfDirectory(
            atPath: site.appending(path: "Output/private").path())
        #expect(kept.count { $0.hasSuffix(".md") } == 12 + 3)
        #expect(!kept.contains { $0.hasPrefix(".") })
    }

    @Test func wrongArgumentsAreUsageErrors() throws {
        #expect(try Program.run(["nightly", "--nonsense"]).status == 2)
        #expect(try Program.run(["explain", "no-teir"]).errors.contains("no-tier"))
        #expect(try Program.run(["explain", "no-tier"]).status == 0)
        #expect(try Program.run(["nightly", "-C", "/nowhere"]).status == 3)
    }

    @Test func everyVerbShowsAnExample() throws {
        let help = try Program.run(["--help"]).output
        let verbs = [
            "import", "build", "report", "assess", "plan", "check", "serve", "nightly", "releases",
            "rollback", "explain", "schema",
        ]
        for verb in verbs {
            #expect(help.contains("  \(verb) "))
            let text = try Program.run(["help", verb])
            #expect(text.status == 0)
            #expect(text.output.contains("Example:"), "\(verb)")
        }
    }
}
