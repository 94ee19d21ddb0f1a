import MarginModel
import Testing

@testable import MarginRules

@Suite struct AdjustAuditTests {
    @Test func comparesALeverageSettingWithTheCap() throws {
        let report = try AuditSample.report(try AuditSample.called())
        let cap = try #require(report.leverageCap.first)
        #expect(cap.setting == 20)
        #expect(cap.cap == 10)
        #expect(cap.initialMarginNow == 13_200)
        #expect(cap.initialMarginAtCap == 26_400)
        #expect(cap.maintenanceMarginNow == cap.maintenanceMarginAtCap)
        #expect(cap.liquidationPriceNow == cap.liquidationPriceAtCap)
        // 264,000 ÷ 1,100 = 240 times; at ten times the position would be 3 ÷ 24.
        #expect(cap.effectiveLeverage == 240)
        #expect(cap.quantityAtCap == Exact(try Sample.decimal("0.125")))
        #expect(cap.refusal != nil)
    }

    @Test func leavesSettingsUnderTheCapAlone() throws {
        var account = try AuditSample.called()
        account.positions[0].leverage = 10
        #expect(try AuditSample.report(account).leverageCap.isEmpty)
    }

    @Test func boundsWhatOneLegCanTake() throws {
        let account = try Sample.account(
            .binance, balance: "30000",
            [
                try Sample.position("BTCUSDT", .long, "2", entry: "88000", mark: "88000"),
                try Sample.position(
                    "ADAUSDT", .short, "10000", entry: "0.42", mark: "0.42", mode: .isolated,
                    wallet: "700"),
            ])
        let finding = try #require(try AuditSample.report(account).isolation.finding)
        let cross = finding.legs[0]
        #expect(cross.boundInCross == 30_000)
        #expect(cross.boundIsolated == 8_800)
        #expect(cross.contagionPrevented == 21_200)
        let isolated = finding.legs[1]
        #expect(isolated.isIsolated)
        #expect(isolated.boundInCross == nil)
        #expect(isolated.boundIsolated == 700)
        #expect(finding.refusal != nil)
    }

    @Test func needsBothConfirmationsToAverageDown() throws {
        var account = try AuditSample.called()
        for (onChain, aligned) in [(true, false), (false, true), (true, true)] {
            account.averagingDown = AveragingDownEvidence(
                onChainAccumulation: onChain, multiTimeframeAlignment: aligned)
            let gate = try AuditSample.report(account).averagingDown
            #expect(gate.isOpen == (onChain && aligned))
            #expect(gate.losingSymbols == ["BTCUSDT"])
        }
        account.averagingDown = nil
        #expect(try AuditSample.report(account).averagingDown.onChainAccumulation == nil)
    }

    @Test func showsWhatClosingALegDoesToItsPool() throws {
        let account = try Sample.account(
            .binance, balance: "13500",
            [
                try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000"),
                try Sample.position("ADAUSDT", .long, "10000", entry: "0.42", mark: "0.42"),
            ])
        let effects = try #require(try AuditSample.report(account).poolEffects.finding)
        #expect(effects.map(\.symbol) == ["BTCUSDT", "ADAUSDT"])
        // 264,000 × (0.05 % + 0.1 %).
        #expect(effects[0].cost == 396)
        #expect(effects[0].asset == "USDT")
        let (before, _) = try AuditSample.assess(account)
        #expect(effects[0].ratioBefore == before.worstPool?.ratio)
        // What is left: 4,200 of value against 1,500 − 396 of equity.
        let left = try #require(before.positions[1].maintenanceMargin)
        #expect(effects[0].ratioAfter == left.divided(by: 1_104))
        #expect(effects[0].stateAfter == .healthy)
    }

    /// Article, "Can a credit line stand in for closing a position?".
    @Test func pricesALoanByTheHour() throws {
        var account = try AuditSample.called()
        account.creditLine = CreditLine(aprPercent: 24, limit: 9_000)
        let (assessment, _) = try AuditSample.assess(account)
        func step(_ kind: StepKind) -> PlanStep {
            PlanStep(kind: kind, reason: "", rule: "adjust-1", after: PoolFigures(nil))
        }
        func way(_ kinds: [StepKind], _ cost: Exact, _ verified: Bool) -> PlanAlternative {
            PlanAlternative(
                name: "way", steps: kinds.map(step), cost: cost, isVerified: verified)
        }
        let plan = ActionPlan(
            targetRatio: 1, steps: [], reachesTarget: true, cost: nil,
            alternatives: [
                way([.reduce], 30, true), way([.reduce], 5, false),
                way([.deposit, .reduce], 1, true), way([.close], 40, true),
            ], skipped: [],
            targets: [
                TargetAmount(
                    name: .target, amount: 10_000, asset: "USDT", ratioAfter: nil,
                    jointMoveSurvivedPercent: nil, fundingHoursSurvived: nil, cures: true)
            ])
        let loan = try #require(
            LoanAuditor(assessment: assessment, plan: plan, hours: 72).comparison().finding)
        #expect(loan.interest.rounded(places: 2) == (try Sample.decimal("19.73")))
        #expect(loan.isAboveThreshold)
        #expect(!loan.coversAmount)
        #expect(loan.costOfClosing == 30)
        // 2,400 a year is 30 after 109.5 hours.
        #expect(loan.breakEvenHours == Exact(try Sample.decimal("109.5")))
        account.creditLine = nil
        #expect(try AuditSample.report(account).loan.gap == "the account has no credit line")
    }

    @Test func listsSourcesInTheOrderOfUse() throws {
        var account = try AuditSample.called()
        account.funds = [("late", 500, 30), ("first", 600, 2), ("second", 5_000, 5)].map {
            place, amount, seconds in
            AvailableFunds(
                asset: "USDT", amount: amount, place: place, route: "internal transfer",
                confirmationSeconds: seconds, fee: 1, isVerified: true)
        }
        let sources = try #require(try AuditSample.report(account).sources.finding)
        #expect(sources.isSingleSource)
        #expect(sources.used.map(\.order) == [1])
        #expect(sources.used[0].reason.contains("second"))
        #expect(sources.used[0].fee == 1)
        #expect(sources.refused.count == 1)
        #expect(sources.refused[0].why.contains("late"))
    }
}
