import MarginModel
package import MarginRules

/// A fictional account in the table of samples.
package struct SampleAccountRow: ViewModel {
    package let title: String
    package let href: String
    package let venue: String
    package let state: StateView
    private let marginUse: Fact?
    private let native: Fact?
    private let move: Fact
    /// The instant that it is assessed at.
    package let asOf: DateView

    /// - Precondition: The account is fictional. Real accounts appear on no page of the site.
    package init(_ assessment: Assessment) {
        let account = assessment.account
        precondition(account.isFictional, "only fictional accounts are public")
        title = account.label ?? account.id
        href = Self.path(of: account.id)
        venue = account.venue.displayName
        state = StateView(assessment.state, by: assessment.cause)
        let facts = AccountFacts(assessment)
        (marginUse, native) = (facts.worst?[.marginUse], facts.worst?[.nativeRatio])
        move = facts.jointMove
        asOf = DateView(account.asOf)
    }

    /// Where the sample's public report stands.
    package static func path(of id: String) -> String { "/tools/margin/\(id)/" }

    package static var shape: ViewShape<SampleAccountRow> {
        ViewShape(
            "A sample account.",
            [
                .text("title", "Its label.") { $0.title },
                .text("href", "Its report.") { $0.href },
                .text("venue", "Its venue.") { $0.venue },
                .record("asOf", "The instant that it is assessed at.") { $0.asOf },
                .record("state", "Its state.", \.state),
                .text("ratio", "Margin use of its worst pool.") { $1.numbers.text($0.marginUse) },
                .text("nativeRatio", "The venue's own ratio.") { $1.numbers.text($0.native) },
                .text("distance", "The nearest move of all prices to liquidation.") {
                    $1.numbers.text($0.move)
                },
            ])
    }
}
