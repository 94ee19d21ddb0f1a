import Foundation
import NIOHTTP1
import Testing

@testable import LocalPreview

/// The preview does what the site's own `_headers` and `_redirects` ask of a host.
@Suite struct HostRulesTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write(
            """
            /*
              Content-Security-Policy: default-src 'none'; style-src 'self'; connect-src 'none'
              Referrer-Policy: strict-origin
              Access-Control-Allow-Origin: *
              Cache-Control: no-cache

            /static/*
              Cache-Control: public, max-age=31536000, immutable

            /*.md
              Content-Type: text/plain; charset=utf-8
            """, to: "releases/one/site/_headers")
        try site.write(
            "/old/ /new/ 301\n/q/plan/:b/ /plans/plan/#:b 301\n/q/:a/:b/ /x/:a/#:b 301\n/away/ //evil.example/ 301\n/rewrite/ /x/ 200\n",
            to: "releases/one/site/_redirects")
        try site.write("a", to: "releases/one/site/static/a.css")
        try site.write("b", to: "releases/one/site/b.md")
    }

    @Test func appliesHeadersByPath() async throws {
        try await withServer(of: site) { port, _ in
            let page = try request("/", at: port)
            #expect(page["Referrer-Policy"] == "strict-origin")
            #expect(page["Cache-Control"] == "no-cache")
            #expect(page["Access-Control-Allow-Origin"] == nil)
            let sheet = try request("/static/a.css", at: port)
            #expect(sheet["Cache-Control"]?.contains("immutable") == true)
            let twin = try request("/b.md", at: port)
            #expect(twin["Content-Type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func followsMovesWithinTheSiteAlone() async throws {
        try await withServer(of: site) { port, _ in
            let moved = try request("/old/", at: port)
            #expect(moved.status == 301)
            #expect(moved["Location"] == "/new/")
            #expect(try request("/q/plan/why/", at: port)["Location"] == "/plans/plan/#why")
            #expect(try request("/q/one/why/", at: port)["Location"] == "/x/one/#why")
            for name in [
                "/q/one/", "/q/one/two/three/", "/away/", "/rewrite/", "/_headers", "/_redirects",
            ] {
                let answer = try request(name, at: port)
                #expect(answer.status == 404, "\(name)")
            }
        }
    }

    @Test func servesASiteBelowItsPath() async throws {
        try site.write(
            "/a/blog/*\n  X-All: yes\n\n/a/blog/static/*\n  X-Static: yes\n",
            to: "releases/one/site/_headers")
        try site.write("/a/blog/old/ /a/blog/new/ 301\n", to: "releases/one/site/_redirects")
        try await withServer(of: site) { port, _ in
            let front = try request("/a/blog/", at: port)
            #expect(front.status == 200)
            for path in ["/", "/a/blog"] {
                #expect(try request(path, at: port)["Location"] == "/a/blog/", "\(path)")
            }
            #expect(try request("/a/blog/static/a.css", at: port)["X-Static"] == "yes")
            #expect(try request("/a/blog/static", at: port)["Location"] == "/a/blog/static/")
            #expect(try request("/a/blog/old/", at: port)["Location"] == "/a/blog/new/")
            for path in ["/static/a.css", "/a/", "/a/blogs/", "/a/blog/no/"] {
                #expect(try request(path, at: port).status == 404, "\(path)")
            }
        }
    }

    @Test func theReloadScriptIsAllowedOnPagesAndNowhereElse() async throws {
        try await withServer(of: site, reload: true) { port, _ in
            let page = try #require(try request("/", at: port)["Content-Security-Policy"])
            #expect(
                page == "default-src 'none'; style-src 'self'; connect-src 'self'; "
                    + "script-src 'self'")
            let sheet = try request("/static/a.css", at: port)
            #expect(sheet["Content-Security-Policy"]?.contains("script-src") == false)
        }
    }

    @Test func rulesOfANewReleaseHoldAfterTheSwap() async throws {
        try await withServer(of: site) { port, server in
            try site.write("/old/ /newer/ 301\n", to: "releases/two/site/_redirects")
            try site.write("two", to: "releases/two/site/index.html")
            try site.show(release: "two")
            let before = try request("/old/", at: port)
            #expect(before["Location"] == "/new/")
            server.reload()
            let after = try request("/old/", at: port)
            #expect(after["Location"] == "/newer/")
        }
    }

    @Test(arguments: [
        ("/*", "/", true), ("/*", "/a/b.html", true), ("/a", "/a", true), ("/a", "/ab", false),
        ("/static/*", "/static/x.css", true), ("/static/*", "/x.css", false),
        ("/*.md", "/a/b.md", true), ("/*.md", "/a.mdx", false), ("/a*b*c", "/abc", true),
        ("/a*b*c", "/axbyc", true), ("/a*b*c", "/acb", false), ("/aa*aa", "/aaa", false),
    ])
    func starsStandForAnyCharacters(pattern: String, path: String, matches: Bool) throws {
        let rules = HostRules(headers: "\(pattern)\n  X-Matched: yes\n")
        var headers = HTTPHeaders()
        rules.apply(to: &headers, at: try RequestPath(parsing: path))
        #expect(headers.contains(name: "X-Matched") == matches)
    }
}
