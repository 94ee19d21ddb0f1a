import MarginModel
package import MarginRules

/// A fictional account in the table of samples.
package struct SampleAccountRow: ViewModel {
    package let title: String
    package let href: String
    package let venue: String
    package let state: StateView
    package let ratio: String
    package let nativeRatio: String
    package let distance: String
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
        ratio = MarginUse.text(assessment.worstPool, .html)
        nativeRatio = MarginUse.native(assessment.worstPool, .html)
        distance = assessment.jointMove(.html)
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
                .text("ratio", "Margin use of its worst pool.") { $0.ratio },
                .text("nativeRatio", "The venue's own ratio.") { $0.nativeRatio },
                .text("distance", "The nearest joint move to liquidation.") { $0.distance },
            ])
    }
}

extension Assessment {
    /// The nearest joint move to the trigger. Past the trigger there is none: the move back under it
    /// must not be read as one.
    package func jointMove(_ numbers: NumberFormat) -> String {
        switch state {
        case .liquidation, .bankrupt:
            account.accountMode == .portfolio || positions.isEmpty ? absentMove : "passed"
        case .healthy, .watch, .call, .incomplete:
            PositionAssessment.isOutOfReach(distance.nearest)
                ? "none within reach"
                : distance.nearest.map { numbers.percent($0, signed: true) } ?? absentMove
        }
    }
}

extension Assessment {
    /// What stands for a joint move that there is no figure of.
    var absentMove: String {
        if account.accountMode == .portfolio { return "not computed" }
        return state == .incomplete || distance.isWithheld ? Withholding.word : "none"
    }
}

extension Distance {
    /// The joint move of smaller size, of those that bring liquidation.
    var nearest: Exact? {
        [jointMoveDownPercent, jointMoveUpPercent].compactMap(\.self)
            .min { $0.magnitude < $1.magnitude }
    }
}
