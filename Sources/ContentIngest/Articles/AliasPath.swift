import MarginModel

/// The rule for an article's earlier addresses: a path of the site, from `/` or below the article's
/// section.
///
/// Hosts read redirects as lines of words with patterns and placeholders, so nothing passes that could
/// end a word, start another host, climb out of the site or stand for more than itself.
enum AliasPath {
    /// The aliases in a list; what is no path is reported.
    static func read(_ list: JSONValue) -> [String] {
        (list.elements() ?? []).compactMap { element in
            guard element.isText else {
                _ = element.text()
                return nil
            }
            let alias = element.word
            if isPath(alias) { return alias }
            element.problems.report(
                id: "alias-not-a-path", at: element.offset,
                "the alias \(alias.debugDescription) is not a path",
                hint: "Write an old slug, or an old path from / on: no host, query, space, % or ..")
            return nil
        }
    }

    static func isPath(_ alias: String) -> Bool {
        var path = alias[...]
        if path.hasPrefix("/") { path.removeFirst() }
        if path.hasSuffix("/") { path.removeLast() }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
            && path.unicodeScalars.allSatisfy { $0 == "/" || isPlain($0) }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard scalar.isASCII else {
            return properties.isAlphabetic || properties.canonicalCombiningClass != .notReordered
        }
        return properties.isAlphabetic || properties.numericType == .decimal
            || "-._~+,=@".unicodeScalars.contains(scalar)
    }
}
