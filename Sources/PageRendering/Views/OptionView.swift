package import MarginRules

/// One way to cure a breach: an amount of money or another plan, and what it buys.
package struct OptionView: ViewModel {
    package let name: String
    package let amount: String
    package let ratioAfter: String
    package let cures: String
    package let moveSurvived: String
    package let fundingSurvived: String

    package init(_ target: TargetAmount, numbers: NumberFormat) {
        name =
            switch target.name {
            case .bare: "Deposit exactly to the trigger"
            case .article: "Deposit the shortfall and the policy's surcharge"
            case .target: "Deposit to the target ratio"
            }
        let isPastTrigger = target.ratioAfter.map { $0 >= 1 } ?? true
        amount =
            target.amount.isPositive || isPastTrigger
            ? numbers.required(target.amount, target.asset) : "none needed"
        ratioAfter = target.ratioAfter.map(numbers.ratio) ?? Withholding.word
        cures = target.cures ? "Yes" : "No"
        moveSurvived =
            target.jointMoveSurvivedPercent.map { numbers.percent($0, signed: true) }
            ?? (isPastTrigger ? "none: past the trigger" : "none found")
        fundingSurvived = target.fundingHoursSurvived.map(numbers.hours) ?? "none found"
    }

    package init(_ alternative: PlanAlternative, asset: String, numbers: NumberFormat) {
        name = alternative.name.capitalised + Self.proof(of: alternative, asset, numbers)
        amount =
            Self.effort(of: alternative, asset: asset, numbers: numbers)
            + Self.comparison(of: alternative, asset, numbers)
        ratioAfter = alternative.ratioAfter.map(numbers.ratio) ?? Withholding.word
        cures = alternative.isVerified ? "Yes" : "No"
        moveSurvived =
            alternative.jointMoveSurvivedPercent.map { numbers.percent($0, signed: true) }
            ?? "none found"
        fundingSurvived = "not computed"
    }

    /// How near the set is to the cheapest of all.
    private static func proof(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String {
        if alternative.isExact { return ": no set costs less" }
        guard let bound = alternative.lowerBound, let cost = alternative.cost else { return "" }
        return ": at most \(numbers.money(cost - bound, asset)) dearer than the best possible"
    }

    private static func comparison(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String {
        guard let saving = alternative.saving, !saving.isZero else { return "" }
        return ", \(numbers.money(saving.magnitude, asset)) "
            + (saving.isNegative ? "more than the plan" : "less than the plan")
    }

    /// What is paid in and what is lost on the way: the two are different money. Margin that is
    /// moved inside the account counts where nothing is paid in from outside.
    private static func effort(
        of alternative: PlanAlternative, asset: String, numbers: NumberFormat
    ) -> String {
        let paidIn = alternative.steps.filter { $0.kind == .deposit }
        let moved = alternative.steps.filter { $0.kind == .addIsolatedMargin }
        let deposits = (paidIn.isEmpty ? moved : paidIn).compactMap { step in
            step.amount.map { numbers.required($0, step.asset ?? asset) }
        }
        let cost = alternative.cost.map { $0.isZero ? "no" : numbers.money($0, asset) + " in" }
        return (deposits + ["\(cost ?? "\(Withholding.word):") costs"]).joined(separator: ", ")
    }

    static func all(of plan: ActionPlan, asset: String, numbers: NumberFormat) -> [OptionView] {
        plan.targets.map { OptionView($0, numbers: numbers) }
            + plan.alternatives.map { OptionView($0, asset: asset, numbers: numbers) }
    }

    package static var shape: ViewShape<OptionView> {
        ViewShape(
            "A way to cure a breach.",
            [
                .text("name", "What to do.") { $0.name },
                .text("amount", "The money that it takes, and what it costs.") { $0.amount },
                .text("ratioAfter", "n after it.") { $0.ratioAfter },
                .text("cures", "Yes when the account is out of its margin call after it.") {
                    $0.cures
                },
                .text("moveSurvived", "The joint move of all marks that it survives.") {
                    $0.moveSurvived
                },
                .text("fundingSurvived", "How long it survives funding alone.") {
                    $0.fundingSurvived
                },
            ])
    }
}
