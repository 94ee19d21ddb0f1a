import MarginModel

/// The article's numbers about funding, credit, pools, transfers and time.
struct QuestionClaims {
    let assessment: Assessment
    let book: MarginBook
    let funding: AuditRow<FundingForecast>
    let loan: AuditRow<LoanComparison>
    let poolEffects: AuditRow<[PoolEffect]>
    let deposits: [DepositTotal]

    var checks: [ClaimCheck] {
        [fundingSign, loanRate, poolEffect, failedTransfer, recalculation, testNetwork]
    }

    private var account: Account { assessment.account }

    private var fundingSign: ClaimCheck {
        let rated = account.positions.filter { $0.fundingRate != nil }
        guard !rated.isEmpty else {
            return .unchecked(.fundingSign, "audit-4", "No position has a funding rate.")
        }
        func count(_ isNegative: Bool, _ side: PositionSide) -> Int {
            rated.count { $0.fundingRate?.isNegative == isNegative && $0.side == side }
        }
        let erodedByNegative = count(true, .short)
        let helpedByNegative = count(true, .long)
        let erodedByPositive =
            rated.count { $0.fundingRate?.isPositive == true && $0.side == .long }
        let verdict: ClaimCheck.Verdict
        switch (erodedByNegative > 0, helpedByNegative + erodedByPositive > 0) {
        case (true, false): verdict = .holds
        case (true, true): verdict = .holdsPartly
        case (false, true): verdict = .doesNotHold
        case (false, false):
            return .unchecked(
                .fundingSign, "audit-4", "No position pays funding, and none has a negative rate.")
        }
        let perDay = funding.finding.flatMap { forecast -> (Exact, String)? in
            guard let asset = forecast.positions.first?.asset,
                forecast.positions.allSatisfy({ $0.asset == asset && $0.perDay != nil })
            else { return nil }
            return (forecast.positions.compactMap(\.perDay).sum(), asset)
        }
        return ClaimCheck(
            claim: .fundingSign, step: "audit-4", verdict: verdict,
            figures: ClaimCheck.Figure.list(
                ("shorts that pay at a negative rate", Exact(erodedByNegative), .count),
                ("longs that receive at a negative rate", Exact(helpedByNegative), .count),
                ("longs that pay at a positive rate", Exact(erodedByPositive), .count),
                ("net a day", perDay?.0, .money(perDay?.1 ?? ""))),
            finding: "A negative rate is paid by shorts alone; a positive one by longs.")
    }

    private var loanRate: ClaimCheck {
        switch loan {
        case .notComputable(let why):
            return .unchecked(.loanRate, "faq-loan", why.asStatement)
        case .found(let loan):
            let figures = ClaimCheck.Figure.list(
                ("rate a year", loan.aprPercent, .percent),
                ("borrowed", loan.amount, .money(loan.asset)),
                ("for", loan.hours, .hours), ("interest", loan.interest, .money(loan.asset)),
                ("closing instead", loan.costOfClosing, .money(loan.asset)),
                ("interest equals closing after", loan.breakEvenHours, .hours))
            guard loan.isAboveThreshold, let closing = loan.costOfClosing else {
                return ClaimCheck(
                    claim: .loanRate, step: "faq-loan",
                    verdict: loan.isAboveThreshold ? .cannotBeComputed : .holdsPartly,
                    figures: figures,
                    finding: loan.isAboveThreshold
                        ? "Closing alone does not reach the target, so there is no price to "
                            + "compare with."
                        : "The line's rate is not above the article's bound.")
            }
            let isDearer = loan.interest > closing
            return ClaimCheck(
                claim: .loanRate, step: "faq-loan", verdict: isDearer ? .holds : .doesNotHold,
                figures: figures,
                finding: isDearer
                    ? "Over that time the loan costs more than closing."
                    : "Over that time the loan costs less than closing, but the debt stays.")
        }
    }

    private var poolEffect: ClaimCheck {
        let state = AccountState.worst(of: assessment.pools.map(\.ratioState))
        guard assessment.state != .incomplete, state >= .call, state != .incomplete else {
            return .unchecked(
                .poolEffect, "faq-pool", "The account is in no margin call by its ratio.")
        }
        let called = (poolEffects.finding ?? []).filter { $0.stateBefore >= .call }
        guard !called.isEmpty else {
            return .unchecked(.poolEffect, "faq-pool", "What closing costs is not known.")
        }
        let ending = called.count(where: \.endsTheCall)
        return ClaimCheck(
            claim: .poolEffect, step: "faq-pool",
            verdict: ending == called.count ? .holds : ending > 0 ? .holdsPartly : .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("legs of called pools", Exact(called.count), .count),
                ("legs whose closing ends the call", Exact(ending), .count),
                ("lowest n after closing one leg", called.compactMap(\.ratioAfter).min(), .ratio)),
            finding: ending == 0
                ? "Closing any one leg leaves its pool in the call."
                : "Closing \(ending) of \(called.count) legs, each alone, ends its pool's call.")
    }

    /// n with and without the transfers that failed.
    private var failedTransfer: ClaimCheck {
        guard let failed = deposits.first(where: { $0.failedCount > 0 }) else {
            return .unchecked(.failedTransfer, "faq-gas", "The account lists no failed transfer.")
        }
        let credited = AccountSimulator.depositing(failed.failed, of: failed.asset, to: account)
            .map { MarginCalculator(book.conditions).assess($0, solving: false) }
        return ClaimCheck(
            claim: .failedTransfer, step: "faq-gas", verdict: .holds,
            figures: ClaimCheck.Figure.list(
                ("failed", failed.failed, .money(failed.asset)),
                ("margin use as it is", assessment.worstPool?.ratio, .ratio),
                ("margin use had it arrived", credited?.worstPool?.ratio, .ratio)),
            finding: "A failed transfer stands in no balance, so the ratio is what it was.")
    }

    private static let smallMovePercent: Exact = 1

    /// A requirement that waited 30 seconds would not answer to the mark in between; it does.
    private var recalculation: ClaimCheck {
        let step = "faq-testnet"
        guard let pool = assessment.worstPool, let before = pool.ratio,
            let point = book.points(along: .joint, atPercent: [-Self.smallMovePercent])?.first,
            let after = point.pools.first(where: { $0.id == pool.id })
        else { return .unchecked(.recalculation, step, "Figures of the pool are withheld.") }
        return ClaimCheck(
            claim: .recalculation, step: step, verdict: .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("margin use now", before, .ratio),
                ("margin use the moment all prices are 1% lower", after.ratio, .ratio)),
            finding: "Equity and requirement are functions of the mark price: they move with "
                + "it, not at intervals.")
    }

    private var testNetwork: ClaimCheck {
        guard account.environment == .testnet else {
            return .unchecked(
                .testNetwork, "faq-testnet", "The account is not on a test network.")
        }
        let rated = account.positions.count { $0.fundingRate != nil }
        return ClaimCheck(
            claim: .testNetwork, step: "faq-testnet",
            verdict: rated == 0 ? .holds : .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("positions with a funding rate", Exact(rated), .count)),
            finding: rated == 0
                ? "No position of this test account has a funding rate."
                : "Positions of this test account carry funding rates; no money moves by them.")
    }
}

extension String {
    /// With a capital letter and a full stop.
    fileprivate var asStatement: String { prefix(1).uppercased() + dropFirst() + "." }
}
