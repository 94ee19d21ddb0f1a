import Foundation
import MarginModel
import Testing

@testable import LocalPreview

@Suite struct ReloadTests {
    let site: TemporarySite
    static let script = "<script src=\"/-/reload.js\"></script>"

    init() throws { site = try TemporarySite() }

    @Test func putsTheScriptIntoPagesOnly() async throws {
        try site.write("body { }", to: "releases/one/site/a.css")
        try site.write("<p>lost</p>", to: "releases/one/site/404.html")
        try await withServer(of: site, reload: true) { (port, _) async throws in
            let page = try request("/", at: port)
            #expect(page.body == "<html><body><p>one</p>\(Self.script)</body></html>")
            #expect(page["Content-Length"] == String(page.body.utf8.count))
            #expect(try request("/none", at: port).body == "<p>lost</p>" + Self.script)
            #expect(try request("/a.css", at: port).body == "body { }")
            let part = try request("/", at: port, fields: ["Range: bytes=0-3"])
            #expect(part.status == 200)
            #expect(part["Accept-Ranges"] == "none")
            let script = try request("/-/reload.js", at: port)
            #expect(script["Content-Type"] == "text/javascript; charset=utf-8")
            #expect(script.body.contains("EventSource(\"/-/reload\")"))
            let head = try request("/", at: port, method: "HEAD")
            #expect(head["Content-Length"] == page["Content-Length"])
        }
        let file = try String(contentsOfFile: site.root + "/index.html", encoding: .utf8)
        #expect(!file.contains("script"))
    }

    @Test func leavesPagesAloneWhenItIsOff() async throws {
        try await withServer(of: site, reload: false) { (port, _) async throws in
            let page = try request("/", at: port)
            #expect(!page.body.contains("script"))
            #expect(try request("/-/reload.js", at: port).status == 404)
            #expect(try request("/-/reload", at: port).status == 404)
        }
    }

    @Test(arguments: [
        ("<p>a</p>", "<p>a</p>@"), ("", "@"), ("<BODY>x</BODY >", "<BODY>x@</BODY >"),
        ("<pre></body></pre><body></body>", "<pre></body></pre><body>@</body>"),
    ])
    func findsThePlaceForTheScript(page: String, expected: String) {
        let result = ReloadScript.injected(into: Array(page.utf8))
        #expect(
            String(decoding: result, as: UTF8.self)
                == expected.replacingOccurrences(of: "@", with: Self.script))
    }

    @Test func tellsOpenPagesOfABuildAndServesItsRelease() async throws {
        try await withServer(of: site, reload: true) { (port, server) async throws in
            let client = try RawClient(port: port)
            client.send("GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            let hello = client.receive(until: "data: ")
            #expect(hello.contains("text/event-stream"))
            let first = try #require(build(in: hello))

            try site.write("<p>two</p>", to: "releases/two/site/index.html")
            try site.show(release: "two")
            #expect(try request("/", at: port).body.contains("one"))
            server.reload()
            let second = try #require(build(in: client.receive(until: "data: ")))
            #expect(second != first)
            #expect(try request("/", at: port).body == "<p>two</p>" + Self.script)
            #expect(try request("/-/reload.js", at: port).body.contains("\"\(second)\""))
        }
    }

    @Test func showsErrorsWhileTheLastGoodPageStays() async throws {
        try await withServer(of: site, reload: true) { (port, server) async throws in
            server.show(errors: ["a.md:3:1: error: \"x\"\n  hint: </script>\u{1}\\"])
            let client = try RawClient(port: port)
            client.send("GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            let event = client.receive(until: "event: errors\ndata: [\"")
            #expect(
                event.contains(
                    #"data: ["a.md:3:1: error: \"x\"\n  hint: </script>\u0001\\"]"# + "\n\n"))
            #expect(try request("/", at: port).body.contains("one"))
            server.show(errors: [])
            #expect(client.receive(until: "data: []").contains("event: errors"))
        }
    }

    @Test func showsFindingsOverTheirPageAndWhereAPageCouldNotBeMade() async throws {
        try site.write("<p>other</p>", to: "releases/one/site/b/index.html")
        let warning = Diagnostic(
            .warning, id: "w", at: SourceLocation(file: "index.html", line: 3), message: "it's odd")
        let error = Diagnostic(
            id: "e", at: SourceLocation(file: "a.md", line: 7, column: 2), message: "\"R&D\"",
            hint: "mend it")
        try await withServer(of: site, reload: true) { (port, server) async throws in
            let before = try #require(try request("/", at: port)["ETag"])
            server.reload(showing: ["index.html": [warning, error], "a/index.html": [error]])
            let page = try request("/", at: port, fields: ["If-None-Match: \(before)"])
            #expect(page.status == 200)
            #expect(
                page.body.contains(
                    "data-title=\"1 error, 1 warning on this page\" data-open"))
            #expect(
                page.body.contains(
                    #"data-findings='["a.md:7:2: error: \"R\u0026D\" [e]\n  hint: mend it","#
                        + #""index.html:3:1: warning: it\u0027s odd [w]"]'></script></body>"#))
            #expect(try request("/b/", at: port).body == "<p>other</p>" + Self.script)
            for target in ["/a/", "/a"] {
                let missing = try request(target, at: port)
                #expect(missing.status == 500)
                #expect(missing.body.contains("a.md:7:2: error"))
            }
            #expect(try request("/c/", at: port).status == 404)
            server.reload()
            #expect(try request("/", at: port).body.contains("data-findings"))
            server.reload(showing: [:])
            #expect(!(try request("/", at: port).body.contains("data-findings")))
        }
    }

    @Test func countsTheFindingsThatAreTooManyToShow() {
        let findings = (1...30).map {
            Diagnostic(
                .warning, id: "w", at: SourceLocation(file: "a.html", line: $0), message: "odd")
        }
        let page = String(decoding: ReloadScript.injected(into: [], findings), as: UTF8.self)
        #expect(page.contains("a.html:20:1") && !page.contains("a.html:21:1"))
        #expect(page.contains("and 10 more") && page.contains("0 errors, 30 warnings"))
        #expect(!page.contains("data-open"))
    }

    @Test func saysThatWhatWasShownIsRemovedUntilItIsBack() async throws {
        try await withServer(of: site, reload: true) { (port, server) async throws in
            let finding = Diagnostic(
                id: "e", at: SourceLocation(file: "index.html"), message: "odd")
            server.reload(showing: ["index.html": [finding]])
            try site.remove("releases/one")
            let answer = try request("/", at: port)
            #expect(answer.status == 503)
            #expect(answer.body.contains("marginalia build"))
            #expect(answer.body.contains(Self.script))
            try site.write("<p>two</p>", to: "releases/two/site/index.html")
            try site.show(release: "two")
            server.reload()
            #expect(try request("/", at: port).status == 200)
        }
    }

    @Test func givesSignsOfLifeOnAQuietStream() async throws {
        try await withServer(of: site, reload: true, keepAliveMilliseconds: 50) {
            (port, _) async throws in
            let client = try RawClient(port: port)
            client.send("GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            #expect(client.receive(until: "\r\n:\n\n").hasSuffix("\r\n:\n\n\r\n"))
        }
    }

    @Test func keepsTheOldReleaseWhenTheNewCannotBeOpened() async throws {
        try await withServer(of: site, reload: true) { (port, server) async throws in
            try site.show(release: "missing")
            server.reload()
            #expect(try request("/", at: port).body.contains("one"))
        }
    }

    @Test func refusesTheStreamToPagesOfOtherHosts() async throws {
        try await withServer(of: site, reload: true) { (port, _) async throws in
            #expect(try request("/-/reload", at: port, host: "evil.example").status == 421)
        }
    }

    private func build(in event: String) -> Substring? {
        event.split(separator: "\n").first { $0.hasPrefix("data: \"") }?
            .dropFirst("data: \"".count).dropLast()
    }
}
