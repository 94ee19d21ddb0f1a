package import MarginModel

/// One rule of the checker: its name, and what people need to know of it. Each is declared in the file
/// that finds what breaks it; `RuleCatalogue` lists them.
package struct Rule: Sendable, Hashable {
    /// The full id that diagnostics carry: `H006-duplicate-id`.
    package let id: String
    package let what: String
    package let why: String
    package let cure: String
    /// The least that breaks the rule.
    package let example: String

    init(_ id: String, _ what: String, why: String, cure: String, example: String) {
        self.id = id
        self.what = what
        self.why = why
        self.cure = cure
        self.example = example
    }

    /// The family letter and number alone: `H006`.
    package var code: String { String(id.prefix(4)) }

    package var family: CheckSettings.Family? {
        CheckSettings.Family(rawValue: String(id.prefix(1)))
    }

    package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
