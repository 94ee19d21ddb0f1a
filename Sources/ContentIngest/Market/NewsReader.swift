package import MarginModel

/// Reads headlines and teasers in the format `marginalia/news/1`.
package struct NewsReader: Sendable {
    package static let schema = "marginalia/news/1"

    package init() {}

    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (news: News, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file)
        let result = try JSONRecord.read(document) { Self.news(&$0) }
        return (result.record, result.warnings)
    }

    private static func news(_ object: inout JSONObjectReader) -> News? {
        object.checkSchema(schema)
        let source = object.required("source")?.text()
        let rights = object.required("rights")?.choice(of: Rights.self)
        let headlines = object.list("headlines", headline)
        let teasers = object.list("teasers", teaser)
        guard let source, let rights else { return nil }
        return News(source: source, rights: rights, headlines: headlines, teasers: teasers)
    }

    private static func headline(_ object: inout JSONObjectReader) -> Headline? {
        let title = object.required("title")?.text()
        let at = object.required("at")?.instant()
        let url = url(&object)
        guard let title, let at else { return nil }
        return Headline(title: title, at: at, url: url)
    }

    private static func teaser(_ object: inout JSONObjectReader) -> Teaser? {
        let title = object.required("title")?.text()
        let at = object.required("at")?.instant()
        let excerpt = object.required("excerpt")?.text()
        let url = url(&object)
        guard let title, let at, let excerpt else { return nil }
        return Teaser(title: title, at: at, excerpt: excerpt, url: url)
    }

    private static func url(_ object: inout JSONObjectReader) -> String? {
        guard let value = object.value("url"), let url = value.text() else { return nil }
        if isWebAddress(url) { return url }
        object.problems.report(
            id: "unsafe-url", at: value.offset, "url is \(quoted(url)), which is no web address",
            hint: "Write an absolute address that starts with https:// or http://")
        return nil
    }

    /// `https://` or `http://`, a host, and only the visible ASCII that RFC 3986 allows.
    private static func isWebAddress(_ url: String) -> Bool {
        let bytes = Array(url.utf8)
        let schemes = ["https://", "http://"]
        guard
            let scheme = schemes.first(where: { scheme in
                bytes.count > scheme.utf8.count
                    && zip(bytes, scheme.utf8).allSatisfy { lowercased($0) == $1 }
            })
        else { return false }
        let rest = bytes.dropFirst(scheme.utf8.count)
        guard let first = rest.first, isLetterOrDigit(first) || first == UInt8(ascii: "[") else {
            return false
        }
        return rest.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        let lower = lowercased(byte)
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
