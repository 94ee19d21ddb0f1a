import MarginModel
package import MarginRules

/// A fictional account in the table of samples.
package struct SampleAccountRow: ViewModel {
    package let title: String
    package let href: String
    package let venue: String
    package let state: StateView
    private let pool: PoolAssessment?
    private let move: JointMove
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
        pool = assessment.worstPool
        move = assessment.jointMove
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
                .text("ratio", "Margin use of its worst pool.") {
                    $1.marginUse($0.pool?.ratio, $0.pool?.equity)
                },
                .text("nativeRatio", "The venue's own ratio.") { $1.nativeRatio($0.pool) },
                .text("distance", "The nearest joint move to liquidation.") { $1.text($0.move) },
            ])
    }
}

extension Assessment {
    /// The nearest joint move to the trigger. Past the trigger there is none: the move back under it
    /// must not be read as one.
    var jointMove: JointMove {
        switch state {
        case .liquidation, .bankrupt:
            account.accountMode == .portfolio || positions.isEmpty ? absentMove : .passed
        case .healthy, .watch, .call, .incomplete:
            PositionAssessment.isOutOfReach(distance.nearest)
                ? .outOfReach : distance.nearest.map { .percent($0) } ?? absentMove
        }
    }

    private var absentMove: JointMove {
        if account.accountMode == .portfolio { return .notComputed }
        return state == .incomplete || distance.isWithheld ? .withheld : .none
    }

    /// The same in English.
    package func jointMove(_ numbers: NumberFormat) -> String {
        switch jointMove {
        case .percent(let move): numbers.percent(move, signed: true)
        case .passed: "passed"
        case .outOfReach: "none within reach"
        case .notComputed: "not computed"
        case .withheld: Withholding.word
        case .none: "none"
        }
    }
}

/// A move of all prices that brings liquidation, or why there is no figure of one.
enum JointMove: Sendable {
    case percent(Exact)
    case passed, outOfReach, notComputed, withheld, none
}

extension Words {
    fileprivate func text(_ move: JointMove) -> String {
        switch move {
        case .percent(let move): numbers.percent(move, signed: true)
        case .passed: self(.movePassed)
        case .outOfReach: self(.moveOutOfReach)
        case .notComputed: self(.moveNotComputed)
        case .withheld: self(.withheld)
        case .none: self(.moveNone)
        }
    }

    func marginUse(_ ratio: Exact?, _ equity: Exact?) -> String {
        if let ratio { return numbers.marginUse(ratio) }
        return self(equity.map { !$0.isPositive } ?? false ? .noEquity : .withheld)
    }

    fileprivate func nativeRatio(_ pool: PoolAssessment?) -> String {
        if let value = pool?.native.value { return numbers.ratioPercent(value) }
        if pool?.requirement?.isZero ?? false { return self(.noRequirement) }
        return marginUse(nil, pool?.equity)
    }
}

extension Distance {
    /// The joint move of smaller size, of those that bring liquidation.
    var nearest: Exact? {
        [jointMoveDownPercent, jointMoveUpPercent].compactMap(\.self)
            .min { $0.magnitude < $1.magnitude }
    }
}
