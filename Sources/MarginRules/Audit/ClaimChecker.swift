import MarginModel

/// Puts every number of the article to the calculator on one account.
struct ClaimChecker {
    let assessment: Assessment
    let plan: ActionPlan
    let policy: Policy
    let calculator: MarginCalculator
    let funding: AuditRow<FundingForecast>
    let isolation: AuditRow<IsolationFinding>
    let caps: [LeverageCapResult]
    let loan: AuditRow<LoanComparison>
    let poolEffects: AuditRow<[PoolEffect]>
    let deposits: [DepositTotal]

    func checks() -> [ClaimCheck] {
        let fund = FundClaims(assessment: assessment, plan: plan, policy: policy)
        let adjust = AdjustClaims(
            assessment: assessment, policy: policy, isolation: isolation, caps: caps,
            poolEffects: poolEffects)
        let questions = QuestionClaims(
            assessment: assessment, calculator: calculator, funding: funding, loan: loan,
            poolEffects: poolEffects, deposits: deposits)
        return fund.checks + adjust.checks + questions.checks
    }
}

extension ClaimCheck {
    static func unchecked(_ claim: Claim, _ step: String, _ why: String) -> ClaimCheck {
        ClaimCheck(
            claim: claim, step: step, verdict: .cannotBeComputed, figures: [], finding: why)
    }
}

extension ClaimCheck.Figure {
    /// No figure where there is no value.
    static func list(_ figures: (String, Exact?, ClaimCheck.Unit)...) -> [ClaimCheck.Figure] {
        figures.compactMap { name, value, unit in
            value.map { ClaimCheck.Figure(name: name, value: $0, unit: unit) }
        }
    }
}
