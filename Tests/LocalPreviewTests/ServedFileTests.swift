import Foundation
import Testing

@testable import LocalPreview

/// Types, versions and parts of files.
@Suite struct ServedFileTests {
    let site: TemporarySite

    init() throws {
        site = try TemporarySite()
        try site.write("0123456789", to: "releases/one/site/ten.txt")
        try site.write("", to: "releases/one/site/empty.txt")
    }

    @Test func namesTheTypeOfEachFile() async throws {
        let types = [
            "feed.xml": "application/xml; charset=utf-8", "a.css": "text/css; charset=utf-8",
            "a.js": "text/javascript; charset=utf-8", "a.json": "application/json; charset=utf-8",
            "a.md": "text/markdown; charset=utf-8", "a.SVG": "image/svg+xml; charset=utf-8",
            "a.png": "image/png", "a.woff2": "font/woff2", "a.pdf": "application/pdf",
            "a.unknown": "application/octet-stream", "CNAME": "application/octet-stream",
        ]
        for name in types.keys { try site.write("x", to: "releases/one/site/" + name) }
        try await withServer(of: site) { (port, _) async throws in
            #expect(try request("/", at: port)["Content-Type"] == "text/html; charset=utf-8")
            for (name, type) in types {
                let answer = try request("/" + name, at: port)
                #expect(answer["Content-Type"] == type, "\(name)")
                #expect(answer["X-Content-Type-Options"] == "nosniff")
                #expect(answer["Cache-Control"] == "no-cache")
                #expect(answer["Access-Control-Allow-Origin"] == nil)
            }
        }
    }

    @Test func showsTheSitesOwnPageForWhatIsNotThere() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let plain = try request("/none", at: port)
            #expect(plain.status == 404)
            #expect(plain["Content-Type"] == "text/plain; charset=utf-8")
            try site.write("<p>nothing here</p>", to: "releases/one/site/404.html")
            let own = try request("/none", at: port)
            #expect(own.status == 404)
            #expect(own.body == "<p>nothing here</p>")
            #expect(own["Content-Type"] == "text/html; charset=utf-8")
        }
    }

    @Test(
        arguments: [
            ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=8-", 206, "89", "bytes 8-9/10"),
            ("bytes=-3", 206, "789", "bytes 7-9/10"),
            ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
            ("bytes=5-99", 206, "56789", "bytes 5-9/10"), ("bytes=9-9", 206, "9", "bytes 9-9/10"),
            ("Bytes=0-0", 206, "0", "bytes 0-0/10"),
            ("bytes=10-", 416, nil, "bytes */10"), ("bytes=-0", 416, nil, "bytes */10"),
            ("bytes=99999999999999999999-", 416, nil, "bytes */10"),
            ("bytes=3-2", 200, "0123456789", nil), ("bytes=0-1,4-5", 200, "0123456789", nil),
            ("bytes=a-b", 200, "0123456789", nil), ("bytes=-", 200, "0123456789", nil),
            ("bytes=--5", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
        ] as [(String, Int, String?, String?)])
    func answersARange(range: String, status: Int, body: String?, contentRange: String?)
        async throws
    {
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/ten.txt", at: port, fields: ["Range: \(range)"])
            #expect(answer.status == status)
            #expect(answer["Content-Range"] == contentRange)
            if let body { #expect(answer.body == body) }
            #expect(answer["Content-Length"] == String(answer.body.utf8.count))
        }
    }

    @Test func answersARangeOfAnEmptyFileAsOutside() async throws {
        try await withServer(of: site) { (port, _) async throws in
            #expect(try request("/empty.txt", at: port).status == 200)
            let answer = try request("/empty.txt", at: port, fields: ["Range: bytes=0-"])
            #expect(answer.status == 416)
            #expect(answer["Content-Range"] == "bytes */0")
        }
    }

    @Test func givesARangeOnlyOfTheVersionThatIfRangeNames() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let tag = try #require(try request("/ten.txt", at: port)["ETag"])
            let same = try request(
                "/ten.txt", at: port, fields: ["Range: bytes=0-1", "If-Range: \(tag)"])
            #expect(same.status == 206)
            let other = try request(
                "/ten.txt", at: port, fields: ["Range: bytes=0-1", "If-Range: \"old\""])
            #expect(other.status == 200)
            #expect(other.body == "0123456789")
        }
    }

    @Test func answersNotModifiedToACopyThatIsStillRight() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let first = try request("/ten.txt", at: port)
            let tag = try #require(first["ETag"])
            let date = try #require(first["Last-Modified"])
            for field in [
                "If-None-Match: \(tag)", "If-None-Match: W/\(tag)", "If-None-Match: *",
                "If-None-Match: \"x\", \(tag) ,\"y\"", "If-Modified-Since: \(date)",
            ] {
                let answer = try request("/ten.txt", at: port, fields: [field])
                #expect(answer.status == 304, "\(field)")
                #expect(answer.body.isEmpty)
                #expect(answer["ETag"] == tag)
            }
            for fields in [
                ["If-None-Match: \"x\""], ["If-None-Match: \"x\"", "If-Modified-Since: \(date)"],
                ["If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"],
                ["If-Modified-Since: yesterday"],
            ] {
                #expect(try request("/ten.txt", at: port, fields: fields).status == 200)
            }
        }
    }

    @Test func changesTheTagWithAnEditOfTheSameLengthAndSecond() async throws {
        let file = open(site.root + "/ten.txt", O_WRONLY)
        defer { close(file) }
        try write("0123456789", inPlaceTo: file, nanoseconds: 1)
        try await withServer(of: site) { (port, _) async throws in
            let tag = try #require(try request("/ten.txt", at: port)["ETag"])
            try write("9876543210", inPlaceTo: file, nanoseconds: 2)
            let answer = try request("/ten.txt", at: port, fields: ["If-None-Match: \(tag)"])
            #expect(answer.status == 200)
            #expect(answer.body == "9876543210")
        }
    }

    private func write(_ text: String, inPlaceTo file: Int32, nanoseconds: Int) throws {
        try #require(pwrite(file, text, text.utf8.count, 0) == text.utf8.count)
        let time = timespec(tv_sec: 1_770_000_000, tv_nsec: nanoseconds)
        try #require(futimens(file, [time, time]) == 0)
    }

    @Test func sendsTheHeaderAloneForHEAD() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/ten.txt", at: port, method: "HEAD")
            #expect(answer.status == 200)
            #expect(answer["Content-Length"] == "10")
            #expect(answer.body.isEmpty)
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
    func refusesMethodsThatAreNotReading(method: String) async throws {
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/ten.txt", at: port, method: method)
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "GET, HEAD")
        }
    }

    @Test func sendsALargeFileWhole() async throws {
        let text = String(repeating: "0123456789abcdef", count: 200_000)
        try site.write(text, to: "releases/one/site/large.txt")
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/large.txt", at: port)
            #expect(answer["Content-Length"] == "3200000")
            #expect(answer.body == text)
        }
    }

    @Test func answersSeveralRequestsOnOneConnection() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let client = try RawClient(port: port)
            let head = "GET /ten.txt HTTP/1.1\r\nHost: localhost:\(port)\r\n"
            client.send(head + "\r\n" + head + "\r\n" + head + "Connection: close\r\n\r\n")
            let all = client.receiveAll()
            #expect(all.components(separatedBy: "0123456789").count == 4)
        }
    }
}
