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
        var slug = ""
        for scalar in title.lowercased().unicodeScalars {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, !slug.hasSuffix("-"), scalar != "'", scalar != "’" {
                slug.append("-")
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug
    }
}
