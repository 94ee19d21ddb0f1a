import MarginModel
package import MarginRules

/// One way to cure a breach: an amount of money or another plan, and what it buys.
package struct OptionView: ViewModel {
    package let name: String
    /// When to choose it, as the first half of a sentence that begins with "If".
    package let condition: String
    /// What sets it apart from the plan and from the best possible.
    package let remark: String?
    package let amount: String
    package let cost: String
    package let ratioAfter: String
    package let cures: String
    package let moveSurvived: String

    private static let unknownFee = "the route's fee"

    package init(_ target: TargetAmount, numbers: NumberFormat) {
        (name, condition) =
            switch target.name {
            case .bare: ("Deposit exactly to the trigger", "the trigger is all you aim at")
            case .article:
                ("Deposit the shortfall and the policy's surcharge", "you pay the shortfall alone")
            case .target: ("Deposit to the target ratio", "money can arrive in time")
            case .distance: ("Deposit to the target distance", "no near move may liquidate")
            }
        remark = nil
        amount =
            target.amount.isPositive || target.isPastTrigger
            ? numbers.required(target.amount, target.asset) : "nothing"
        cost = target.amount.isPositive ? Self.unknownFee : "none"
        ratioAfter = numbers.marginUse(target.ratioAfter, of: .zero)
        cures = target.cures ? "Yes" : "No"
        moveSurvived =
            Self.survived(target.jointMoveSurvivedPercent, target.nearestMove, numbers)
            ?? (target.isPastTrigger ? "none: past the trigger" : "none, or not known")
    }

    package init(_ alternative: PlanAlternative, asset: String, numbers: NumberFormat) {
        name = alternative.name.capitalised
        condition = Self.condition(of: alternative)
        let remarks = [
            Self.proof(of: alternative, asset, numbers),
            Self.comparison(of: alternative, asset, numbers),
        ].compactMap(\.self)
        remark = remarks.isEmpty ? nil : remarks.joined(separator: "; ")
        amount = Self.paidIn(of: alternative, asset: asset, numbers: numbers)
        cost =
            alternative.cost.map { $0.isZero ? "none" : numbers.money($0, asset) }
            ?? (alternative.hasUnnamedSource ? Self.unknownFee : Withholding.word)
        ratioAfter = numbers.marginUse(alternative.ratioAfter, of: .zero)
        cures =
            alternative.isVerified ? "Yes" : alternative.reachesTarget ? "By the ratio alone" : "No"
        moveSurvived =
            Self.survived(alternative.jointMoveSurvivedPercent, alternative.nearestMove, numbers)
            ?? "none, or not known"
    }

    /// The joint move, and that of one mark alone where it is nearer.
    private static func survived(
        _ joint: Exact?, _ nearest: AdverseMove?, _ numbers: NumberFormat
    ) -> String? {
        let alone = nearest.flatMap { move in
            move.symbol.map { "\($0) alone \(numbers.move(move.percent, signed: true))" }
        }
        let all = [joint.map { numbers.move(to: $0) }, alone].compactMap(\.self)
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    private static func condition(of alternative: PlanAlternative) -> String {
        if alternative.isExact || alternative.lowerBound != nil { return "the lowest cost decides" }
        let kinds = Set(alternative.steps.map(\.kind))
        let takesMoney = !kinds.isDisjoint(with: [.deposit, .transfer, .addIsolatedMargin])
        let cuts = !kinds.isDisjoint(with: [.reduce, .close])
        return switch (takesMoney, cuts) {
        case (true, true): "money and cuts are both open to you"
        case (true, false): "no position may be cut"
        case (false, _): "no money can arrive in time"
        }
    }

    /// How near the set is to the cheapest of all.
    private static func proof(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String? {
        if alternative.isExact { return "no set costs less" }
        guard let bound = alternative.lowerBound, let cost = alternative.cost else { return nil }
        return "at most \(numbers.money(cost - bound, asset)) dearer than the best possible"
    }

    private static func comparison(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String? {
        guard let saving = alternative.saving, !saving.isZero else { return nil }
        return numbers.money(saving.magnitude, asset)
            + (saving.isNegative ? " more than the plan" : " less than the plan")
    }

    /// What is paid in, which is other money than what is lost on the way. Margin that is moved
    /// inside the account counts where nothing is paid in from outside.
    private static func paidIn(
        of alternative: PlanAlternative, asset: String, numbers: NumberFormat
    ) -> String {
        let deposits = alternative.steps.filter { $0.kind == .deposit }
        let moved = alternative.steps.filter { $0.kind == .addIsolatedMargin }
        let amounts = (deposits.isEmpty ? moved : deposits).compactMap { step in
            step.amount.map { numbers.required($0, step.asset ?? asset) }
        }
        return amounts.isEmpty ? "nothing" : amounts.joined(separator: ", ")
    }

    static func all(of plan: ActionPlan, asset: String, numbers: NumberFormat) -> [OptionView] {
        targets(of: plan, numbers)
            + plan.alternatives.map { OptionView($0, asset: asset, numbers: numbers) }
    }

    /// Of an amount of nothing that cures nothing there is nothing to choose.
    package static func targets(of plan: ActionPlan, _ numbers: NumberFormat) -> [OptionView] {
        plan.targets.filter { $0.amount.isPositive || $0.isPastTrigger }
            .map { OptionView($0, numbers: numbers) }
    }

    package static var shape: ViewShape<OptionView> {
        ViewShape(
            "A way to cure a breach.",
            [
                .text("name", "What to do.") { $0.name },
                .text("condition", "When to choose it, to follow the word If.") { $0.condition },
                .optional("remark", "How it stands to the plan and to the best possible.") {
                    $0.remark
                },
                .text("amount", "The money to pay in.") { $0.amount },
                .text("cost", "The money that is lost on the way.") { $0.cost },
                .text("ratioAfter", "Margin use after it.") { $0.ratioAfter },
                .text("cures", "Whether the account is out of its margin call after it.") {
                    $0.cures
                },
                .text("moveSurvived", "The move of all prices that it survives.") {
                    $0.moveSurvived
                },
            ])
    }
}

extension TargetAmount {
    fileprivate var isPastTrigger: Bool { ratioAfter.map { $0 >= 1 } ?? true }
}
