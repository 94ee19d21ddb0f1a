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

    package init(_ target: TargetAmount, numbers: NumberFormat) {
        let words = numbers.words
        (name, condition) =
            switch target.name {
            case .bare: (words(.optionBare), words(.optionBareIf))
            case .article: (words(.optionArticle), words(.optionArticleIf))
            case .target: (words(.optionTarget), words(.optionTargetIf))
            case .distance: (words(.optionDistance), words(.optionDistanceIf))
            }
        remark = nil
        amount =
            target.amount.isPositive || target.isPastTrigger
            ? numbers.required(target.amount, target.asset) : words(.nothing)
        cost = words(target.amount.isPositive ? .optionRouteFee : .moveNone)
        ratioAfter = numbers.marginUse(target.ratioAfter, of: .zero)
        cures = words(target.cures ? .reportYes : .reportNo)
        moveSurvived =
            Self.survived(target.jointMoveSurvivedPercent, target.nearestMove, numbers)
            ?? words(target.isPastTrigger ? .optionNonePast : .optionNoneUnknown)
    }

    package init(_ alternative: PlanAlternative, asset: String, numbers: NumberFormat) {
        let words = numbers.words
        name = numbers.prose(alternative.name).capitalised
        condition = words(Self.condition(of: alternative))
        let remarks = [
            Self.proof(of: alternative, asset, numbers),
            Self.comparison(of: alternative, asset, numbers),
        ].compactMap(\.self)
        remark = remarks.isEmpty ? nil : words.joined(remarks, by: .formatSemicolon)
        amount = Self.paidIn(of: alternative, asset: asset, numbers: numbers)
        cost =
            alternative.cost.map { $0.isZero ? words(.moveNone) : numbers.money($0, asset) }
            ?? words(alternative.hasUnnamedSource ? .optionRouteFee : .withheld)
        ratioAfter = numbers.marginUse(alternative.ratioAfter, of: .zero)
        cures = words(
            alternative.isVerified
                ? .reportYes : alternative.reachesTarget ? .optionRatioAlone : .reportNo)
        moveSurvived =
            Self.survived(alternative.jointMoveSurvivedPercent, alternative.nearestMove, numbers)
            ?? words(.optionNoneUnknown)
    }

    /// The joint move, and that of one mark alone where it is nearer.
    private static func survived(
        _ joint: Exact?, _ nearest: AdverseMove?, _ numbers: NumberFormat
    ) -> String? {
        let alone = nearest.flatMap { move in
            move.symbol.map {
                numbers.words(.optionOneAlone, $0, numbers.move(move.percent, signed: true))
            }
        }
        let all = [joint.map { numbers.move(to: $0) }, alone].compactMap(\.self)
        return all.isEmpty ? nil : numbers.words.joined(all, by: .formatSemicolon)
    }

    private static func condition(of alternative: PlanAlternative) -> Phrase {
        if alternative.isExact || alternative.lowerBound != nil { return .optionLowestCostIf }
        let kinds = Set(alternative.steps.map(\.kind))
        let takesMoney = !kinds.isDisjoint(with: [.deposit, .transfer, .addIsolatedMargin])
        let cuts = !kinds.isDisjoint(with: [.reduce, .close])
        return switch (takesMoney, cuts) {
        case (true, true): .optionBothIf
        case (true, false): .optionNoCutIf
        case (false, _): .optionNoMoneyIf
        }
    }

    /// How near the set is to the cheapest of all.
    private static func proof(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String? {
        if alternative.isExact { return numbers.words(.optionNoCheaper) }
        guard let bound = alternative.lowerBound, let cost = alternative.cost else { return nil }
        return numbers.words(.optionAtMostDearer, numbers.money(cost - bound, asset))
    }

    private static func comparison(
        of alternative: PlanAlternative, _ asset: String, _ numbers: NumberFormat
    ) -> String? {
        guard let saving = alternative.saving, !saving.isZero else { return nil }
        return numbers.words(
            saving.isNegative ? .optionMore : .optionLess, numbers.money(saving.magnitude, asset))
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
        return amounts.isEmpty ? numbers.words(.nothing) : numbers.words.joined(amounts)
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
