/// Names in addresses: ASCII alone, so that no file system, host or browser spells them another way.
public enum Slug {
    /// Letters and digits of ASCII in lower case, letters of other scripts by their numbers (`u5e01`),
    /// the rest as hyphens; empty where that leaves nothing.
    public static func of(_ name: String, longest: Int = 120) -> String {
        var slug = ""
        for scalar in name.lowercased().unicodeScalars {
            let isOther = scalar.value >= 0x250 && scalar.properties.isAlphabetic
            let isPlain = scalar.isASCII && scalar.properties.isAlphabetic
            if isPlain || ("0"..."9").contains(scalar) {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-") {
                slug += "-"
            }
            if isOther { slug += spelled([scalar]) + "-" }
        }
        slug = String(slug.prefix(longest))
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug
    }

    /// `u5e01-u5b89` for two letters of another script.
    public static func spelled(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        scalars.map { "u" + String($0.value, radix: 16) }.joined(separator: "-")
    }
}
