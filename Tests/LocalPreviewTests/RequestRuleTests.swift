import Foundation
import MarginModel
import Testing

@testable import LocalPreview

/// What RFC 9110 and RFC 9112 demand of any server.
@Suite struct RequestRuleTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write("0123456789", to: "releases/one/site/ten.txt")
    }

    private func status(of text: String, at port: Int) throws -> Int {
        let client = try RawClient(port: port)
        client.send(text.replacingOccurrences(of: "PORT", with: "\(port)") + "\r\n\r\n")
        return try RawAnswer(client.receive(until: "\r\n\r\n")).status
    }

    @Test(arguments: [
        ("GET / HTTP/1.1", 400),
        ("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT", 400),
        ("GET / HTTP/1.0\r\nHost: localhost:PORT\r\nHost: localhost:PORT", 400),
        ("GET / HTTP/1.1\r\nHost: a host", 400),
        ("GET http://localhost:PORT/ HTTP/1.1", 400),
        ("GET / HTTP/1.1\r\nHost:", 421), ("GET / HTTP/1.1\r\nHost: example.com", 421),
        ("GET / HTTP/1.0", 200), ("GET / HTTP/1.0\r\nHost: example.com", 421),
        ("GET / HTTP/1.1\r\nHost: localhost:PORT", 200),
    ])
    func wantsOneHost(request: String, expected: Int) async throws {
        try await withServer(of: site) { (port, _) async throws in
            #expect(try status(of: request, at: port) == expected)
        }
    }

    @Test func takesARangeFromGETAlone() async throws {
        try await withServer(of: site) { (port, _) async throws in
            for range in ["bytes=0-3", "bytes=99-"] {
                let answer = try request(
                    "/ten.txt", at: port, method: "HEAD", fields: ["Range: \(range)"])
                #expect(answer.status == 200)
                #expect(answer["Content-Length"] == "10")
                #expect(answer["Content-Range"] == nil)
            }
        }
    }

    @Test func sendsNothingAfterTheHeaderThatAnswersHEAD() async throws {
        try await withServer(of: site, reload: true) { (port, _) async throws in
            let client = try RawClient(port: port)
            let host = "HTTP/1.1\r\nHost: localhost:\(port)\r\n"
            client.send("HEAD /-/reload \(host)\r\n")
            #expect(client.receive(until: "\r\n\r\n").hasSuffix("\r\n\r\n"))
            client.send("GET /ten.txt \(host)Connection: close\r\n\r\n")
            #expect(client.receiveAll().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func sendsNoChunksToHTTP10() async throws {
        try await withServer(of: site, reload: true, streamLifeMilliseconds: 100) {
            (port, _) async throws in
            let client = try RawClient(port: port)
            client.send("GET /-/reload HTTP/1.0\r\n\r\n")
            let answer = try RawAnswer(client.receiveAll())
            #expect(answer["Transfer-Encoding"] == nil)
            #expect(answer["Connection"] == "close")
            #expect(answer.body.hasPrefix("retry: "))
            #expect(answer.body.hasSuffix("\n\n"))
        }
    }

    @Test func endsAStreamAfterItsLife() async throws {
        try await withServer(of: site, reload: true, streamLifeMilliseconds: 100) {
            (port, _) async throws in
            let client = try RawClient(port: port)
            client.send("GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("\r\n0\r\n\r\n"))
        }
    }

    @Test func endsStreamsWhenItStops() async throws {
        let server = PreviewServer(options: PreviewOptions(rootPath: site.root, port: 0))
        let port = try await server.start()
        let client = try RawClient(port: port)
        client.send("GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
        #expect(client.receive(until: "data: ").contains("200 OK"))
        try await server.stop()
        #expect(client.receiveAll().hasSuffix("0\r\n\r\n"))
    }

    @Test func answersAConditionThatDoesNotHold() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let whole = try request("/ten.txt", at: port)
            let tag = try #require(whole["ETag"])
            let date = try #require(whole["Last-Modified"])
            let old = "Sun, 06 Nov 1994 08:49:37 GMT"
            let cases: [([String], Int)] = [
                (["If-Match: \"x\""], 412), (["If-Match: W/\(tag)"], 412),
                (["If-Match: \"x\", \(tag)"], 200), (["If-Match: *"], 200),
                (["If-Unmodified-Since: \(old)"], 412), (["If-Unmodified-Since: \(date)"], 200),
                (["If-Unmodified-Since: soon"], 200),
                // If-Match alone counts where both are given; both come before what asks for a copy.
                (["If-Match: \(tag)", "If-Unmodified-Since: \(old)"], 200),
                (["If-Match: \"x\"", "If-None-Match: \(tag)"], 412),
                (["If-Match: \(tag)", "If-None-Match: \(tag)"], 304),
                (["If-Match: \"x\"", "Range: bytes=0-1"], 412),
                (["If-None-Match: \(tag)", "Range: bytes=0-1"], 304),
                (["If-Match: \(tag)", "Range: bytes=0-1"], 206),
                (["If-Modified-Since: \(date)", "If-Modified-Since: \(date)"], 200),
            ]
            for (fields, expected) in cases {
                let answer = try request("/ten.txt", at: port, fields: fields)
                #expect(answer.status == expected, "\(fields)")
            }
            #expect(try request("/none", at: port, fields: ["If-Match: \"x\""]).status == 404)
        }
    }

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Wed Nov 16 08:49:37 1994", 784_975_777),
            // Up to 50 years after 14 March 2026, else in the century before.
            ("Saturday, 14-Mar-76 09:00:00 GMT", 3_351_402_000),
            ("Saturday, 14-Mar-76 09:00:01 GMT", 195_642_001),
            ("Friday, 01-Jan-77 00:00:00 GMT", 220_924_800),
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_799),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
            ("1994-11-06 08:49:37", nil), ("", nil),
        ] as [(String, Int64?)])
    func readsTheDatesOfHTTP(text: String, seconds: Int64?) throws {
        let now = try #require(
            Instant(year: 2026, month: 3, day: 14, hour: 9, minute: 0, second: 0))
        #expect(HTTPDate.parse(text, now: now)?.secondsSinceEpoch == seconds)
    }

    @Test func datesItsAnswers() async throws {
        try await withServer(of: site) { (port, _) async throws in
            for target in ["/ten.txt", "/none"] {
                let date = try #require(try request(target, at: port)["Date"])
                let given = try #require(HTTPDate.parse(date, now: .system))
                #expect(abs(given.seconds(since: .system)) < 60)
            }
        }
    }
}
