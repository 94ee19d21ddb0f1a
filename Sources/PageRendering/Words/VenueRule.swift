package import MarginModel

/// A rule that venues have each in its own way. The calculator follows the same rules.
package enum VenueRule: String, Sendable, CaseIterable {
    /// Where a trader finds equity and maintenance margin.
    case figures
    case ratio, trigger, warning
    case lookup
    case maintenance, fee, initial, hedge, mode

    static var keys: [String] {
        allCases.flatMap { rule in
            [rule.key("topic")] + Venue.allCases.map { rule.key($0.rawValue) }
        }
    }

    fileprivate func key(_ part: String) -> String { "venue-rule.\(rawValue).\(part)" }
}

extension Words {
    /// What a rule is about.
    package func topic(of rule: VenueRule) -> String { plain(rule.key("topic")) }

    /// The rule as a venue has it.
    package func callAsFunction(_ rule: VenueRule, at venue: Venue) -> String {
        plain(rule.key(venue.rawValue))
    }
}
