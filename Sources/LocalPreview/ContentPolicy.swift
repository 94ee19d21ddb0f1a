/// A page's `Content-Security-Policy`, widened by what the reload script needs and nothing else.
enum ContentPolicy {
    /// Allows the preview's own script, and its stream, which come from the same origin.
    static func allowingReload(_ policy: String) -> String {
        var directives = policy.split(separator: ";")
            .map { $0.split(separator: " ").map(String.init) }
            .filter { !$0.isEmpty }
        for name in ["script-src", "connect-src"] {
            guard let index = directives.firstIndex(where: { $0[0].lowercased() == name }) else {
                directives.append([name, "'self'"])
                continue
            }
            guard !directives[index].contains("'self'") else { continue }
            directives[index].removeAll { $0 == "'none'" }
            directives[index].append("'self'")
        }
        return directives.map { $0.joined(separator: " ") }.joined(separator: "; ")
    }
}
