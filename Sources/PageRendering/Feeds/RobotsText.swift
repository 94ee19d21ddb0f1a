/// What crawlers may read, after RFC 9309: all of the site but the paths named.
package struct RobotsText: Hashable, Sendable {
    /// Paths that begin with `/`.
    package var disallowedPaths: [String]
    /// The full addresses of the site's maps.
    package var sitemaps: [String]

    package init(disallowedPaths: [String] = [], sitemaps: [String] = []) {
        self.disallowedPaths = disallowedPaths
        self.sitemaps = sitemaps
    }

    package func bytes() -> [UInt8] {
        var lines = ["User-agent: *"]
        // A group needs a rule; an empty one allows everything.
        lines += disallowedPaths.isEmpty ? ["Disallow:"] : []
        lines += disallowedPaths.map { "Disallow: \(Self.oneLine($0))" }
        if !sitemaps.isEmpty { lines.append("") }
        lines += sitemaps.map { "Sitemap: \(Self.oneLine($0))" }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A value cannot begin a line of its own: spaces, controls and `#` are percent-encoded.
    private static func oneLine(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            if scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "#" {
                let code = String(scalar.value, radix: 16, uppercase: true)
                text += "%" + (code.count < 2 ? "0" : "") + code
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
