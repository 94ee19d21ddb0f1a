import Foundation
import Testing

@testable import LocalPreview

/// Nothing but the files of the site can be had, however it is asked for.
@Suite struct ServedPathTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write("secret", to: "releases/one/manifest.json")
        try site.write("secret", to: "releases/one/site/.env")
        try site.write("secret", to: "releases/one/site/.git/config")
        try site.write("<p>an article</p>", to: "releases/one/site/articles/a b/index.html")
        try site.write("text", to: "releases/one/site/ä.txt")
        try site.write("dots", to: "releases/one/site/a..b.txt")
        try site.link("releases/one/site/leak.json", to: "../manifest.json")
        try site.link("releases/one/site/up", to: "..")
        try FileManager.default.createDirectory(
            atPath: site.path + "/releases/one/site/empty", withIntermediateDirectories: false)
        #expect(mkfifo(site.path + "/releases/one/site/pipe", 0o600) == 0)
    }

    @Test func refusesEveryWayOutOfTheSite() async throws {
        let refused: [(target: String, status: Int)] = [
            ("/../manifest.json", 400), ("/%2e%2e/manifest.json", 400),
            ("/%2E%2E/manifest.json", 400), ("/..%2fmanifest.json", 400),
            ("/articles/../../manifest.json", 400), ("/.%2e/manifest.json", 400),
            ("/%252e%252e/manifest.json", 404), ("/%2e%2e%2fmanifest.json", 400),
            ("//etc/passwd", 400), ("/articles//x", 400), ("/./index.html", 400),
            ("/..\\manifest.json", 400), ("/..%5cmanifest.json", 400),
            ("/index.html%00.txt", 400), ("/%ff", 400), ("/%c0%ae%c0%ae/manifest.json", 400),
            ("/%", 400), ("/%2", 400), ("/%zz", 400), ("/index.html%0d%0aX:1", 400),
            ("/.env", 404), ("/%2eenv", 404), ("/.git/config", 404),
            ("/leak.json", 404), ("/up/manifest.json", 404), ("/up/", 404),
            ("/pipe", 404), ("/empty/", 404), ("/index.html/", 404), ("/index.html/x", 404),
            ("/none", 404), ("*", 421),
        ]
        try await withServer(of: site) { (port, _) async throws in
            for (target, status) in refused {
                let answer = try request(target, at: port)
                #expect(answer.status == status, "\(target)")
                #expect(!answer.body.contains("secret"), "\(target)")
            }
        }
    }

    @Test func servesNamesThatOnlyLookUnusual() async throws {
        try await withServer(of: site) { (port, _) async throws in
            #expect(try request("/%C3%A4.txt", at: port).body == "text")
            #expect(try request("/a..b.txt", at: port).body == "dots")
            #expect(try request("/articles/a%20b/?x=../y", at: port).body == "<p>an article</p>")
            #expect(try request("http://localhost:\(port)/a..b.txt", at: port).body == "dots")
        }
    }

    @Test func redirectsAFolderToItsSlash() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/articles/a%20b?page=2", at: port)
            #expect(answer.status == 301)
            #expect(answer["Location"] == "/articles/a%20b/?page=2")
        }
    }

    @Test func acceptsOnlyThisMachineAsHost() async throws {
        try await withServer(of: site) { (port, _) async throws in
            for host in ["localhost:\(port)", "LOCALHOST:\(port)", "[::1]:\(port)"] {
                #expect(try request("/", at: port, host: host).status == 200, "\(host)")
            }
            let others = [
                "evil.example:\(port)", "127.0.0.1", "127.0.0.1:\(port + 1)", "localhost", "",
                "127.0.0.1:\(port).evil.example",
            ]
            for host in others {
                #expect(try request("/", at: port, host: host).status == 421, "\(host)")
            }
            let user = "localhost:\(port)@evil.example"
            #expect(try request("/", at: port, host: user).status == 400)
            let twice = try request("/", at: port, fields: ["Host: localhost:\(port)"])
            #expect(twice.status == 400)
            let absolute = try request("http://evil.example/", at: port)
            #expect(absolute.status == 421)
        }
    }

    @Test func refusesARequestWithoutHost() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(try RawAnswer(client.receiveAll()).status == 400)
        }
    }
}

@Suite struct RequestPathTests {
    @Test func neverMakesAReferenceThatNamesAnotherHost() throws {
        for target in ["/a", "/a/b?x=//evil", "/%3A//", "/a%3Fb"] {
            guard let path = try? RequestPath(parsing: target) else { continue }
            #expect(!path.folderReference.hasPrefix("//"), "\(target)")
        }
        #expect(try RequestPath(parsing: "/a%3Fb").folderReference == "/a%3Fb/")
        #expect(try RequestPath(parsing: "/").parts == [])
        #expect(throws: RequestPath.Refusal.malformed) { try RequestPath(parsing: "//evil/") }
        #expect(throws: RequestPath.Refusal.malformed) { try RequestPath(parsing: "/a#b") }
        #expect(throws: RequestPath.Refusal.malformed) { try RequestPath(parsing: "") }
    }
}
