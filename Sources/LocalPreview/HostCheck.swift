/// Which `Host` a request may name. A page of another site whose name resolves to this machine
/// (DNS rebinding) is kept out by this alone.
struct HostCheck: Sendable {
    let port: Int

    func accepts(_ hosts: [String]) -> Bool {
        hosts.count == 1 && accepts(hosts[0])
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

    private func accepts(_ host: String) -> Bool {
        let host = host.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains {
            host == "\($0):\(port)" || (port == 80 && host == $0)
        }
    }
}
