import Foundation
import Testing

@testable import LocalPreview

/// Private reports are shown to whoever has the token of this run, and to no one else.
@Suite struct ReportAccessTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write("<body>report</body>", to: "private/2026-02-01/abc.html")
        try site.write("{}", to: "private/2026-02-01/abc.json")
        try site.write("secret", to: "keys/site.key")
        try site.link("private/2026-02-01/leak.html", to: "../../keys/site.key")
    }

    private func withReports(
        reload: Bool = false, _ body: (Int, String) async throws -> Void
    ) async throws {
        let server = PreviewServer(
            options: PreviewOptions(
                rootPath: site.root, port: 0, reloadEnabled: reload,
                reports: .init(folder: site.path + "/private") {
                    Array("<body><a href=\"2026-02-01/abc.html\">one</a></body>".utf8)
                }))
        let port = try await server.start()
        do {
            try await body(port, try #require(server.reportsReference))
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }

    private func cookie(_ port: Int, _ reference: String) throws -> String {
        let answer = try request(reference, at: port)
        #expect(answer.status == 303)
        #expect(answer["Location"] == "/-/reports/")
        let field = try #require(answer["Set-Cookie"])
        #expect(field.contains("; Path=/-/reports/"))
        #expect(field.hasSuffix("; HttpOnly; SameSite=Strict"))
        return "Cookie: other=1; " + field.prefix { $0 != ";" }
    }

    @Test func theTokenBecomesACookieThatOpensReports() async throws {
        try await withReports { port, reference in
            let cookie = try cookie(port, reference)
            let list = try request("/-/reports/", at: port, fields: [cookie])
            #expect(list.body.contains("abc.html"))
            let report = try request(
                "/-/reports/2026-02-01/abc.html", at: port, fields: [cookie])
            #expect(report.status == 200)
            #expect(report.body == "<body>report</body>")
            #expect(report["Referrer-Policy"] == "no-referrer")
            #expect(report["Cache-Control"] == "no-store")
            #expect(report["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            let json = try request("/-/reports/2026-02-01/abc.json", at: port, fields: [cookie])
            #expect(json.body == "{}")
        }
    }

    @Test func whoeverHasNeitherSeesNothing() async throws {
        try await withReports { port, reference in
            let wrong = reference.dropLast() + (reference.hasSuffix("0") ? "1" : "0")
            for (target, fields) in [
                ("/-/reports/", []), ("/-/reports/2026-02-01/abc.html", []),
                ("/-/reports/none.html", []), (String(wrong), []), ("/-/reports/?token=", []),
                ("/-/reports/", ["Cookie: marginalia-reports=x"]),
                ("/-/reports/2026-02-01/abc.html", ["Cookie: marginalia-reports="]),
            ] {
                let answer = try request(target, at: port, fields: fields)
                #expect(answer.status == 403, "\(target)")
                #expect(answer["Set-Cookie"] == nil)
                #expect(!answer.body.contains("report<"))
                #expect(answer["Referrer-Policy"] == "no-referrer")
            }
            let rebound = try request(reference, at: port, host: "evil.example")
            #expect(rebound.status == 421)
        }
    }

    @Test func theCookieOpensNothingOutsideOfReports() async throws {
        try await withReports { port, reference in
            let cookie = try cookie(port, reference)
            for (target, status) in [
                ("/-/reports/2026-02-01/leak.html", 404), ("/-/reports/../keys/site.key", 400),
                ("/-/reports/%2e%2e/keys/site.key", 400), ("/-/reports/2026-02-01/", 404),
                ("/private/2026-02-01/abc.html", 404),
            ] {
                let answer = try request(target, at: port, fields: [cookie])
                #expect(answer.status == status, "\(target)")
                #expect(!answer.body.contains("secret"))
            }
        }
    }

    @Test func reportsReloadToo() async throws {
        try await withReports(reload: true) { port, reference in
            let cookie = try cookie(port, reference)
            let report = try request(
                "/-/reports/2026-02-01/abc.html", at: port, fields: [cookie])
            #expect(report.body.contains("/-/reload.js"))
            let policy = try #require(report["Content-Security-Policy"])
            #expect(policy.contains("script-src 'self'"))
            #expect(policy.contains("connect-src 'self'"))
        }
    }

    @Test func everyRunHasATokenOfItsOwn() async throws {
        var tokens: Set<String> = []
        for _ in 0..<3 { try await withReports { _, reference in tokens.insert(reference) } }
        #expect(tokens.count == 3)
    }

    @Test func aServerWithoutReportsKnowsNoSuchPlace() async throws {
        try await withServer(of: site) { port, server in
            #expect(server.reportsReference == nil)
            let answer = try request("/-/reports/", at: port)
            #expect(answer.status == 404)
        }
    }
}
