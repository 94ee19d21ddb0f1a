/// The ids of one page: slugs made of titles, and no id twice.
struct IdentifierSet {
    private var used: Set<String> = []
    /// The number to try next, so that a thousand equal titles do not each start at 2.
    private var nextNumbers: [String: Int] = [:]

    /// Takes an id that an author wrote. `false` when something already has it.
    mutating func take(_ id: String) -> Bool { used.insert(id).inserted }

    /// An id made of `title`: its letters and digits in lower case, other runs as one hyphen,
    /// and `-2`, `-3`, … when it is taken.
    mutating func makeUnique(from title: some StringProtocol) -> String {
        let slug = Self.slug(of: title)
        let base = slug.isEmpty ? "section" : slug
        if used.insert(base).inserted { return base }
        var number = nextNumbers[base] ?? 2
        while !used.insert("\(base)-\(number)").inserted { number += 1 }
        nextNumbers[base] = number + 1
        return "\(base)-\(number)"
    }

    static func slug(of title: some StringProtocol) -> String {
        title.utf8.allSatisfy { $0 < 0x80 } ? plainSlug(of: title) : longSlug(of: title)
    }

    /// The same as `longSlug` for ASCII: most titles are.
    private static func plainSlug(of title: some StringProtocol) -> String {
        String(unsafeUninitializedCapacity: title.utf8.count) { slug in
            var count = 0
            for byte in title.utf8 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    slug[count] = byte
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug[count] = byte | 0x20
                case UInt8(ascii: "'"): continue
                default:
                    if count == 0 || slug[count - 1] == UInt8(ascii: "-") { continue }
                    slug[count] = UInt8(ascii: "-")
                }
                count += 1
            }
            while count > 0, slug[count - 1] == UInt8(ascii: "-") { count -= 1 }
            return count
        }
    }

    private static func longSlug(of title: some StringProtocol) -> String {
        var slug = ""
        for scalar in title.lowercased().unicodeScalars {
            if isPartOfWord(scalar) {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-"), scalar != "'", scalar != "’" {
                slug.append("-")
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug
    }

    /// Most scalars are ASCII, and Unicode's tables are slow.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
}
