import Foundation
import NIOCore
import Testing

@testable import LocalPreview

/// A connection that sends exactly the bytes it is given, which no ordinary client would.
final class RawClient {
    private let socket: Int32

    init(address ip: UInt32 = 0x7F00_0001, port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = ip.bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(socket) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What comes next; empty when the server has closed, or says nothing for five seconds.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket, &buffer, 64 << 10, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    /// Waits for the server to hang up without a word; false when something comes, or nothing for
    /// as long as this client waits.
    func isHungUp() -> Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, 0)
        return count == 0 || (count < 0 && errno == ECONNRESET)
    }

    /// All that comes until the server closes.
    func receiveAll() -> String {
        var text = ""
        while case let part = receive(), !part.isEmpty { text += part }
        return text
    }

    /// Reads on until `text` has come.
    func receive(until text: String) -> String {
        var all = ""
        while !all.contains(text) {
            let part = receive()
            if part.isEmpty { break }
            all += part
        }
        return all
    }
}

/// An answer, taken apart.
struct RawAnswer {
    let status: Int
    let body: String
    private let fields: [(name: String, value: String)]

    init(_ text: String) throws {
        let end = try #require(text.range(of: "\r\n\r\n"))
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        status = try #require(Int(lines[0].split(separator: " ")[1]))
        fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts[1].drop { $0 == " " }.description)
        }
        body = String(text[end.upperBound...])
    }

    subscript(name: String) -> String? { fields.first { $0.name == name.lowercased() }?.value }
}

/// Sends one request and reads the answer to its end.
func request(
    _ target: String, at port: Int, method: String = "GET", host: String? = nil,
    fields: [String] = []
) throws -> RawAnswer {
    let client = try RawClient(port: port)
    let lines =
        ["\(method) \(target) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")"] + fields
        + ["Connection: close", "", ""]
    client.send(lines.joined(separator: "\r\n"))
    return try RawAnswer(client.receiveAll())
}

/// Starts a server for `site`, runs `body` with its port, and stops it.
func withServer(
    of site: TemporarySite, reload: Bool = false, headerDeadlineMilliseconds: Int64 = 10_000,
    keepAliveMilliseconds: Int64 = 15_000, streamLifeMilliseconds: Int64 = 60_000,
    _ body: (Int, PreviewServer) async throws -> Void
) async throws {
    let options = PreviewOptions(rootPath: site.root, port: 0, reloadEnabled: reload)
    let server = PreviewServer(
        options: options, headerDeadline: .milliseconds(headerDeadlineMilliseconds),
        keepAliveInterval: .milliseconds(keepAliveMilliseconds),
        streamLife: .milliseconds(streamLifeMilliseconds))
    let port = try await server.start()
    do {
        try await body(port, server)
    } catch {
        try await server.stop()
        throw error
    }
    try await server.stop()
}
