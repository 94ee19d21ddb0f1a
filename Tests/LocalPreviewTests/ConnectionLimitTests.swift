import Foundation
import MarginModel
import Testing

@testable import LocalPreview

/// What one client can do to the others.
@Suite struct ConnectionLimitTests {
    let site: TemporarySite

    init() throws { site = try TemporarySite() }

    @Test func refusesAHeaderThatIsTooLarge() async throws {
        let tooLarge = [
            ["X-Large: " + String(repeating: "x", count: 40_000)],
            (0..<20).map { "X-\($0): " + String(repeating: "x", count: 2_000) },
            (0..<120).map { "X-\($0): 1" },
        ]
        let longTarget = "/" + String(repeating: "x", count: 40_000)
        try await withServer(of: site) { (port, _) async throws in
            for fields in tooLarge {
                let answer = try request("/", at: port, fields: fields)
                #expect(answer.status == 431)
            }
            let answer = try request(longTarget, at: port)
            #expect(answer.status == 431)
        }
    }

    @Test func refusesWhatIsNotHTTP() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let client = try RawClient(port: port)
            client.send("HELLO\r\n\r\n")
            #expect(try RawAnswer(client.receiveAll()).status == 400)
        }
    }

    @Test func refusesARequestWithABody() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let answer = try request("/", at: port, fields: ["Content-Length: 5"])
            #expect(answer.status == 400)
        }
    }

    @Test func endsAConnectionWhoseHeaderDripsIn() async throws {
        try await withServer(of: site, headerDeadlineMilliseconds: 400) { (port, _) async throws in
            let client = try RawClient(port: port)
            for byte in "GET / HT" {
                client.send(String(byte))
                try await Task.sleep(for: .milliseconds(100))
            }
            // Each byte comes well within a deadline of its own; the whole header does not, so the
            // server hangs up without an answer.
            #expect(client.isHungUp())
        }
    }

    @Test func tellsTheConnectionAfterTheLastThatThereAreTooMany() async throws {
        try await withServer(of: site) { (port, _) async throws in
            var clients: [RawClient] = []
            for _ in 0..<PreviewServer.connectionLimit { clients.append(try RawClient(port: port)) }
            // Far beyond the limit, whether it asks for something or not.
            let late = try (0..<200).map { _ in try RawClient(port: port) }
            for (index, client) in late.enumerated() {
                if index % 2 == 0 {
                    client.send("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
                }
                let refusal = try RawAnswer(client.receiveAll())
                #expect(refusal.status == 503)
                #expect(refusal["Connection"] == "close")
            }
            clients.removeAll()
            var answer = ""
            for _ in 0..<50 where answer.isEmpty {
                try await Task.sleep(for: .milliseconds(20))
                let next = try RawClient(port: port)
                next.send("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n")
                answer = next.receiveAll()
            }
            #expect(try RawAnswer(answer).status == 200)
        }
    }

    @Test func countsStreamsApartFromConnectionsThatBringPages() async throws {
        try await withServer(of: site, reload: true) { (port, _) async throws in
            let ask = "GET /-/reload HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n"
            var streams: [RawClient] = []
            for _ in 0..<ReloadHub.limit {
                let client = try RawClient(port: port)
                client.send(ask)
                #expect(client.receive(until: "data: ").contains("200 OK"))
                streams.append(client)
            }
            let late = try RawClient(port: port)
            late.send(ask)
            #expect(try RawAnswer(late.receiveAll()).status == 503)
            var pages: [RawClient] = []
            for _ in 0..<(PreviewServer.connectionLimit - 1) {
                pages.append(try RawClient(port: port))
            }
            #expect(try request("/", at: port).status == 200)
        }
    }

    @Test func listensOnOneAddressOnly() async throws {
        try await withServer(of: site) { (port, _) async throws in
            _ = try RawClient(port: port)
            // Also this machine, so only a listener on every address would answer.
            #expect(throws: POSIXError.self) { try RawClient(address: 0x7F00_0002, port: port) }
        }
    }

    @Test func saysWhichPortIsTaken() async throws {
        try await withServer(of: site) { (port, _) async throws in
            let second = PreviewServer(
                options: PreviewOptions(rootPath: site.root, port: port, reloadEnabled: false))
            let error = await #expect(throws: Diagnostic.self) { try await second.start() }
            #expect(error?.id == "preview-port-in-use")
            try await second.stop()
        }
    }

    @Test func saysThatThereIsNoSiteYet() async throws {
        try site.remove("current")
        let server = PreviewServer(options: PreviewOptions(rootPath: site.root, port: 0))
        let error = await #expect(throws: Diagnostic.self) { try await server.start() }
        #expect(error?.id == "preview-no-site")
        #expect(error?.location.file == site.root)
        try await server.stop()
    }
}
