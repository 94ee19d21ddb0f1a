import MarginModel

/// The article's numbers about money: the deficit and 5 %, 10 seconds, the first minute.
struct FundClaims {
    let assessment: Assessment
    let plan: ActionPlan
    let policy: Policy

    var checks: [ClaimCheck] {
        [
            articleDeposit, targetDeposit,
            arrival(.confirmationTime, step: "fund-3", within: policy.confirmationSeconds),
            arrival(.deadline, step: "fund-1", within: policy.deadlineSeconds),
        ]
    }

    private var isCalled: Bool {
        assessment.state >= .call && assessment.state != .incomplete
    }

    private func target(_ name: TargetAmount.Name) -> TargetAmount? {
        plan.targets.first { $0.name == name }
    }

    private func figures(of target: TargetAmount) -> [ClaimCheck.Figure] {
        let which = target.name == .target ? "amount for the target" : "deficit and 5%"
        return ClaimCheck.Figure.list(
            (which, target.amount, .money(target.asset)),
            ("margin use after the \(which)", target.ratioAfter, .ratio),
            (
                "move of all prices survived after the \(which)",
                target.jointMoveSurvivedPercent, .move
            ),
            ("funding survived after the \(which)", target.fundingHoursSurvived, .evenHours))
    }

    private var articleDeposit: ClaimCheck {
        let step = "fund-2"
        guard let target = target(.article), let ratio = target.ratioAfter else {
            return .unchecked(.articleDeposit, step, "Figures of the pool are withheld.")
        }
        guard isCalled else {
            return .unchecked(
                .articleDeposit, step, "The account is in no margin call, so nothing is due.")
        }
        let finding: String
        if !target.amount.isPositive {
            finding =
                "Before the trigger the deficit is nothing, so the amount is nothing and "
                + "the call stays."
        } else if target.cures {
            finding = "The amount ends the call."
        } else if ratio < 1 {
            finding = "The amount ends just inside the trigger, still in the call."
        } else {
            finding = "The amount ends at the trigger or past it."
        }
        return ClaimCheck(
            claim: .articleDeposit, step: step, verdict: target.cures ? .holds : .doesNotHold,
            figures: figures(of: target), finding: finding)
    }

    private var targetDeposit: ClaimCheck {
        guard let target = target(.target), target.ratioAfter != nil else {
            return .unchecked(.targetDeposit, "fund-2", "Figures of the pool are withheld.")
        }
        guard target.amount.isPositive else {
            return ClaimCheck(
                claim: .targetDeposit, step: "fund-2", verdict: .holds,
                figures: figures(of: target), finding: "The account is at its target already.")
        }
        return ClaimCheck(
            claim: .targetDeposit, step: "fund-2", verdict: target.cures ? .holds : .doesNotHold,
            figures: figures(of: target),
            finding: target.cures
                ? "The amount for the target ends the call with room to spare."
                : "Even the amount for the target leaves the call standing.")
    }

    /// Whether verified funds that confirm in time cover what the target needs.
    private func arrival(
        _ claim: ClaimCheck.Claim, step: String, within seconds: Decimal
    ) -> ClaimCheck {
        guard let target = target(.target) else {
            return .unchecked(claim, step, "Figures of the pool are withheld.")
        }
        guard !assessment.account.funds.isEmpty else {
            return .unchecked(claim, step, "The account lists no funds that could be sent.")
        }
        let usable = assessment.account.funds.filter { funds in
            let isCoin =
                funds.asset == target.asset
                || (target.asset == "USD" && DollarCoin.isOne(funds.asset))
            return isCoin && funds.isVerified
                && (funds.confirmationSeconds.map { $0 <= seconds } ?? false)
        }
        let arriving = usable.map { max(.zero, Exact($0.amount) - Exact($0.fee ?? .zero)) }.sum()
        let covers = arriving >= target.amount
        return ClaimCheck(
            claim: claim, step: step,
            verdict: covers ? .holds : arriving.isPositive ? .holdsPartly : .doesNotHold,
            figures: ClaimCheck.Figure.list(
                ("allowed time", Exact(seconds), .seconds),
                ("sources in time", Exact(usable.count), .count),
                ("sources in all", Exact(assessment.account.funds.count), .count),
                ("arrives in time", arriving, .money(target.asset)),
                ("needed for the target", target.amount, .money(target.asset))),
            finding: covers
                ? "What arrives in time covers the target."
                : arriving.isPositive
                    ? "Something arrives in time, but less than the target needs."
                    : "Nothing verified arrives in time.")
    }
}
