import MarginModel

/// The rule for an article's earlier addresses: a path of the site, from `/` or below the article's
/// section.
///
/// Hosts read redirects as lines of words with patterns and placeholders, so nothing passes that could
/// end a word, start another host, climb out of the site or stand for more than itself.
enum AliasPath {
    /// What is wrong with an alias; `nil` when it is a path.
    static func fault(_ alias: String) -> Diagnostic.Reason? {
        var path = alias[...]
        if path.hasPrefix("/") { path.removeFirst() }
        if path.hasSuffix("/") { path.removeLast() }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
            path.unicodeScalars.allSatisfy({ $0 == "/" || isPlain($0) })
        else { return .notAPath(alias) }
        return nil
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

extension Diagnostic.Reason {
    fileprivate static func notAPath(_ alias: String) -> Self {
        Self(
            id: "alias-not-a-path", message: "the alias \(alias.debugDescription) is not a path",
            hint: "Write an old slug, or an old path from / on: no host, query, space, % or ..")
    }
}
