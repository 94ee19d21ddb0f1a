/// What a file is checked as.
package enum DocumentKind: String, Sendable, Hashable, CaseIterable {
    /// A page of the public site.
    case page
    /// One account's report: a page that carries its own style sheet and is never indexed.
    case privateReport
    case svg, atom, rss, sitemap
    /// A feed in JSON; not XML.
    case jsonFeed
    case stylesheet
    /// The host's list of moved addresses.
    case redirects
    /// The host's list of headers, the policy of browsers among them.
    case headers
    /// Any other XML: well-formed and free of document types and entities.
    case xml

    /// The kind that a name tells; `nil` for files that are not checked. A report cannot be told from
    /// a page by its name.
    package static func kind(ofPath path: String) -> DocumentKind? {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if name == "_redirects" { return .redirects }
        if name == "_headers" { return .headers }
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let stem = name[..<dot]
        switch name[name.index(after: dot)...] {
        case "html", "htm", "xhtml": return .page
        case "svg": return .svg
        case "css": return .stylesheet
        case "atom": return .atom
        case "xml" where stem == "sitemap" || stem.hasPrefix("sitemap-"): return .sitemap
        case "xml" where ["feed", "atom"].contains(stem) || stem.hasSuffix("-feed"): return .atom
        case "rss": return .rss
        case "xml" where stem == "rss" || stem.hasSuffix("-rss"): return .rss
        case "json" where stem == "feed" || stem.hasSuffix("-feed"): return .jsonFeed
        case "xml": return .xml
        default: return nil
        }
    }

    var isPage: Bool { self == .page || self == .privateReport }
}
