import MarginModel

/// Reads what `site.yml` says below `contentPolicy`: directives and the places that they allow.
enum BrowserPolicyFields {
    static func read(_ fields: inout JSONObjectReader) -> BrowserPolicy? {
        var policy = BrowserPolicy()
        for (directive, value) in fields.values(
            of: BrowserPolicy.Directive.allCases, named: \.rawValue)
        {
            policy.added[directive] = value.elements()?.compactMap { source($0, directive) }
        }
        return policy
    }

    private static func source(
        _ value: JSONValue, _ directive: BrowserPolicy.Directive
    ) -> BrowserPolicy.Source? {
        guard let text = value.line() else { return nil }
        if text == "self" || text == "'self'" { return .ownFiles }
        if isHost(text) { return .host(text) }
        value.problems.report(
            id: "settings-policy-source", at: value.offset,
            "\(directive.rawValue) would allow \(quoted(text)), which is no single host",
            hint: text.contains("unsafe") || text.contains("*") || text.hasSuffix(":")
                ? "That would let in what anyone writes. Put the script or style into "
                    + "Content/static, and name it in scripts or styleSheets"
                : "Write self for the site's own files, or https:// and a host: "
                    + "https://counter.example")
        return nil
    }

    /// `https://counter.example`, with a port where it needs one, and nothing behind it.
    private static func isHost(_ text: String) -> Bool {
        guard text.hasPrefix("https://") else { return false }
        let parts = text.dropFirst(8).split(separator: ":", omittingEmptySubsequences: false)
        let isPort = parts.count == 1 || parts.count == 2 && UInt16(parts[1]) != nil
        return isPort && parts[0].contains(".") && parts[0].first != "."
            && parts[0].utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                }
            }
    }
}
