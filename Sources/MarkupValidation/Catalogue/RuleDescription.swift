/// One rule of the checker, for people: `marginalia explain H006`.
package struct RuleDescription: Sendable, Hashable {
    /// The full id that diagnostics carry: `H006-duplicate-id`.
    package let id: String
    package let what: String
    package let why: String
    package let cure: String
    /// What breaks the rule.
    package let example: String

    /// The family letter and number alone: `H006`.
    package var code: String { String(id.prefix(4)) }
}

package enum RuleCatalogue {
    /// Every rule, by family and number.
    package static let all: [RuleDescription] = RuleID.allCases.map { $0.description }

    /// By full id or by code, in any case.
    package static func rule(_ id: String) -> RuleDescription? {
        let wanted = id.lowercased()
        return all.first { $0.id.lowercased() == wanted || $0.code.lowercased() == wanted }
    }
}
