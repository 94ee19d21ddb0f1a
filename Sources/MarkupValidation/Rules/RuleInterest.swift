/// Which rules look at elements of a tag: most elements concern few.
struct RuleInterest: OptionSet, Sendable {
    let rawValue: UInt8

    static let code = RuleInterest(rawValue: 1)
    static let head = RuleInterest(rawValue: 2)
    static let headings = RuleInterest(rawValue: 4)
    static let tables = RuleInterest(rawValue: 8)
    static let descriptions = RuleInterest(rawValue: 16)
    static let graphics = RuleInterest(rawValue: 32)

    /// By an element's place in the profile.
    static let byNumber = FixedList(
        Tag.allCases.map { tag in
            let rules: [(RuleInterest, Set<Tag>)] = [
                (.code, CodeRules.tags), (.head, HeadRules.tags), (.headings, HeadingRules.tags),
                (.tables, TableRules.tags), (.descriptions, DescriptionListRules.tags),
                (.graphics, GraphicRules.tags),
            ]
            return RuleInterest(rules.filter { $0.1.contains(tag) }.map(\.0))
        })
}
