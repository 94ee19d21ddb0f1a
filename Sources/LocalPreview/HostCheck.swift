import NIOHTTP1

/// Which `Host` a request may name. A page of another site whose name resolves to this machine
/// (DNS rebinding) is kept out by this alone.
struct HostCheck: Sendable {
    let port: Int

    /// Whether the request names one host, as RFC 9112 §3.2 demands. HTTP/1.0 need not.
    static func isWellFormed(_ hosts: [String], version: HTTPVersion) -> Bool {
        guard let host = hosts.first else { return version == .http1_0 }
        return hosts.count == 1
            && host.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && !"\"#/<>?@\\^`{|}".utf8.contains($0)
            }
    }

    /// Takes the origin form out of a request's target; `nil` when it names another host.
    func path(in target: String) -> Substring? {
        if target.hasPrefix("/") { return target[...] }
        let scheme = "http://"
        guard target.lowercased().hasPrefix(scheme) else { return nil }
        let rest = target.dropFirst(scheme.count)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard accepts(String(rest[..<end])) else { return nil }
        return rest[end...].hasPrefix("/") ? rest[end...] : "/" + rest[end...]
    }

    func accepts(_ host: String) -> Bool {
        let host = host.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains {
            host == "\($0):\(port)" || (port == 80 && host == $0)
        }
    }
}
