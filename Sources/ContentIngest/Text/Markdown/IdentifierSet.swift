/// The ids of one page: slugs made of titles, and no id twice.
struct IdentifierSet {
    private var used: Set<String> = []

    /// Takes an id that an author wrote. `false` when something already has it.
    mutating func take(_ id: String) -> Bool { used.insert(id).inserted }

    /// An id made of `title`: its letters and digits in lower case, other runs as one hyphen,
    /// and `-2`, `-3`, … when it is taken.
    mutating func makeUnique(from title: some StringProtocol) -> String {
        let slug = Self.slug(of: title)
        let base = slug.isEmpty ? "section" : slug
        var id = base
        var number = 2
        while !used.insert(id).inserted {
            id = "\(base)-\(number)"
            number += 1
        }
        return id
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
