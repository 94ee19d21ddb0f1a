import MarginModel

/// Runs every part of the audit on one account: values in, one value out.
package struct AccountAudit: Sendable {
    let assessment: Assessment
    let plan: ActionPlan
    let inputs: AuditInputs

    package init(assessment: Assessment, plan: ActionPlan, inputs: AuditInputs) {
        self.assessment = assessment
        self.plan = plan
        self.inputs = inputs
    }

    package func report() -> AuditReport {
        let account = assessment.account
        let calculator = MarginCalculator(inputs.conditions).knowing(assessment)
        let book = MarginBook(assessment, inputs.conditions)
        let funding = FundingForecaster(assessment: assessment, calculator: calculator).forecast()
        let response = ResponseAuditor(assessment: assessment, funding: funding)
        let adjust = AdjustAuditor(assessment: assessment, calculator: calculator)
        let stress = StressTester(assessment, inputs: inputs, book: book).report()
        let isolation = adjust.isolation()
        let caps = adjust.leverageCap()
        let loan = LoanAuditor(
            assessment: assessment, plan: plan, hours: inputs.conditions.policy.loanHours
        ).comparison()
        let effects = PoolEffectAuditor(assessment: assessment, calculator: calculator).effects()
        let deposits = FundAuditor.deposits(of: account)
        return AuditReport(
            breach: response.breach(), positions: response.positions(),
            liquidationUnderWay: LiquidationUnderWay(assessment),
            automaticFeatures: response.automaticFeatures(), deposits: deposits,
            sources: FundAuditor.sources(of: account, plan: plan), leverageCap: caps,
            isolation: isolation, averagingDown: adjust.averagingDown(),
            clusters: LiquidationClusterer.clusters(of: assessment),
            sizing: PositionSizer(assessment: assessment, inputs: inputs).sizings(),
            widenedStops: TrailingStopAuditor.widened(in: account),
            fundingPaid: FundingHistory.totals(of: account), funding: funding,
            venues: VenueComparer(assessment: assessment, inputs: inputs).comparisons(),
            loan: loan, poolEffects: effects,
            isTestNetwork: account.environment == .testnet, stress: stress,
            claims: ClaimChecker(
                assessment: assessment, plan: plan, policy: inputs.conditions.policy,
                book: book, funding: funding, isolation: isolation, caps: caps, loan: loan,
                poolEffects: effects, deposits: deposits
            ).checks())
    }
}
