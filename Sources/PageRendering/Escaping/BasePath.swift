package import MarginModel

/// The path below which a site is served: `/blog` for `https://example.org/blog`.
///
/// Templates, articles and style sheets write addresses from `/` on, as if the site had a host of its own;
/// here they are put below the path.
package struct BasePath: Sendable {
    /// Empty for a site that has its host for itself.
    package let path: String

    private static let attributes = ["href", "src", "action", "poster"].map { Array($0.utf8) }

    package init(_ path: String) { self.path = path }

    /// A page: the attributes that hold one address.
    package func page(_ bytes: [UInt8]) -> [UInt8] {
        guard !path.isEmpty else { return bytes }
        return Self.rewriting(bytes) { Self.isPath($0) ? path : nil }
    }

    /// Markup of the page at `page`, an address in full, for readers who see it elsewhere.
    package static func absolute(_ markup: [UInt8], site: String, page: String) -> [UInt8] {
        rewriting(markup) { address in
            if isPath(address) { return site }
            let scheme = address.prefix { $0 != 0x22 && $0 != 0x2F && $0 != 0x23 }
            return scheme.contains(UInt8(ascii: ":")) || address.first == 0x2F ? nil : page
        }
    }

    /// The markup with what `prefix` gives for an address before it.
    private static func rewriting(
        _ bytes: [UInt8], _ prefix: (ArraySlice<UInt8>) -> String?
    ) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        var copied = 0
        var index = 0
        var isInTag = false
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if !isInTag {
                isInTag = byte == UInt8(ascii: "<")
            } else if byte == UInt8(ascii: ">") {
                isInTag = false
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if isAddress(bytes[..<(index - 1)]), let prefix = prefix(bytes[index...]) {
                    result += bytes[copied..<index] + prefix.utf8
                    copied = index
                }
                index = (bytes[index...].firstIndex(of: byte) ?? bytes.count - 1) + 1
            }
        }
        return result + bytes[copied...]
    }

    package func styleSheet(_ bytes: [UInt8]) -> [UInt8] {
        inserting(in: bytes, after: ["url(", "url(\"", "url('"])
    }

    /// Links and definitions of links.
    package func markdown(_ bytes: [UInt8]) -> [UInt8] {
        inserting(in: bytes, after: ["](", "](<", "]: "])
    }

    private func inserting(in bytes: [UInt8], after beginnings: [String]) -> [UInt8] {
        guard !path.isEmpty else { return bytes }
        var result: [UInt8] = []
        for index in bytes.indices {
            if bytes[index] == UInt8(ascii: "/"), Self.isPath(bytes[index...]),
                beginnings.contains(where: {
                    bytes[..<index].suffix($0.utf8.count) == Array($0.utf8)[...]
                })
            {
                result += path.utf8
            }
            result.append(bytes[index])
        }
        return result
    }

    /// `/x`, and not `//host`.
    private static func isPath(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first == UInt8(ascii: "/") && rest.dropFirst().first != UInt8(ascii: "/")
    }

    /// Whether the bytes before a value end in the name of an attribute that holds an address.
    private static func isAddress(_ before: ArraySlice<UInt8>) -> Bool {
        guard before.last == UInt8(ascii: "=") else { return false }
        let before = before.dropLast()
        return attributes.contains { name in
            before.suffix(name.count) == name[...]
                && before.dropLast(name.count).last.map { $0 <= 0x20 } ?? false
        }
    }
}

extension SiteSettings {
    package var basePath: BasePath { BasePath(Self.path(ofURL: baseURL)) }
}
