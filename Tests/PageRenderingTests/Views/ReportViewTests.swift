import Foundation
import MarginModel
@testable import MarginRules
@testable import PageRendering
import Testing

struct ReportViewTests {
    @Test func aStatementCountsTheStepsItLeavesOutAndHasNoAnnex() {
        let full = Samples.report(Samples.call, plan: Samples.plan)
        let statement = Samples.report(Samples.call, plan: Samples.plan, extent: .statement)
        #expect(statement.sections.map(\.id) == ["positions", "pools", "provenance"])
        #expect(statement.sections.map(\.id) == full.sections.map(\.id))
        #expect(statement.annex.isEmpty && statement.details.isEmpty && !full.annex.isEmpty)
        #expect(statement.planSummary.contains("5 of 6"))
        #expect(!full.planSummary.contains("5 of 6"))
    }

    @Test func addsUpPoolsOfOneCoinBesideTheWorst() throws {
        let one = Samples.call.pools[0]
        func pool(_ id: String, _ asset: String) -> PoolAssessment {
            PoolAssessment(
                id: id, asset: asset, marginMode: .isolated, equity: 30_000, walletBalance: 0,
                unrealizedPnl: 0, initialMargin: 0, maintenanceMargin: 679, requirement: 679,
                availableBalance: nil, ratio: nil, native: one.native, state: .healthy)
        }
        func report(_ other: PoolAssessment) -> ReportView {
            let call = Samples.call
            return Samples.report(
                Assessment(
                    account: call.account, state: .call, reasons: [], pools: [one, other],
                    positions: call.positions, distance: call.distance, reconciliation: [],
                    provenance: call.provenance))
        }
        let same = report(pool("isolated:ETHUSDT:long", "USDT"))
        let notes = Dictionary(uniqueKeysWithValues: same.figures.map { ($0.label, $0.note) })
        #expect(notes["Equity"]??.contains("40,000.00 USDT") == true)
        #expect(notes["Requirement"]??.contains("10,000.00 USDT") == true)
        #expect(notes["Margin use"]??.contains("25.0%") == true)
        let table = try #require(same.sections.first { $0.id == "pools" }).tables[0]
        #expect(table.foot[0].cells.prefix(2).map(\.text) == ["40,000.00", "10,000.00"])
        let other = report(pool("isolated:ETHUSD:long", "ETH"))
        #expect(other.sections.first { $0.id == "pools" }?.tables[0].foot.isEmpty == true)
        #expect(!(other.figures.first { $0.label == "Equity" }?.note?.contains("40,000") ?? true))
    }

    @Test func saysWhoPreparedItAndWhetherItIsANotice() {
        func standing(_ change: (inout ReportSettings) -> Void) -> String {
            var settings = Samples.settings
            change(&settings.report)
            return ReportText(
                assessment: Samples.call, facts: AccountFacts(Samples.call), plan: nil,
                numbers: SampleWords.english.numbers
            ).standing(settings)
        }
        #expect(standing { _ in }.contains("Marginalia Press. This is no notice from"))
        let own = standing {
            $0.preparedBy = "The margin desk"
            $0.isNotice = true
        }
        #expect(own.contains("The margin desk. This is a notice"))
    }

    /// What a cost is made of, and where its rates are from.
    @Test func namesTheRatesAndTheSourceOfACost() throws {
        var account = Samples.call.account
        let calculator = MarginCalculator(
            MarginConditions(sheet: try Samples.sheet(), clock: account.asOf))
        func sources() throws -> ReportSection {
            let report = ReportView(
                assessment: calculator.assess(account), plan: Samples.plan, audit: nil,
                sheet: try Samples.sheet(), links: ArticleLinks([], base: ""),
                settings: Samples.settings, extent: .statement, numbers: SampleWords.english.numbers
            )
            return try #require(report.sections.last)
        }
        let sheet = try sources()
        #expect(sheet.paragraphs.last?.contains("0.05%") == true)
        #expect(sheet.paragraphs.last?.contains("slippage 0.1%") == true)
        #expect(sheet.tables[0].rows.last?.head.hasPrefix("Taker fee") == true)
        account.takerFeeRate = Decimal("0.0003")
        #expect(try sources().paragraphs.last?.contains("0.03%") == true)
    }

    @Test func masksTheAccount() throws {
        let report = Samples.report(Samples.call)
        #expect(report.account == "••••0042, Swing book")
        let page = try TemplateFitTests.render(
            "reports/report",
            ReportPage(report: report, language: "en", publisher: "Press", style: [], styleHash: "")
        )
        #expect(!page.contains("desk-0042"))
    }

    /// The print worker knows each sign as one of ours, so no box ever stands for a state.
    @Test(arguments: AccountState.allCases)
    func givesEachStateASignThatMustPrint(state: AccountState) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/pdf-worker/weasyprint_worker.py")
        let worker = try String(contentsOf: root.standardizedFileURL, encoding: .utf8)
        let line = try #require(
            worker.split(separator: "\n").first { $0.hasPrefix("FIGURE_MARKS") })
        #expect(line.contains(StateView(state).shape))
    }

    @Test func saysWhatACallIsAndHowNearTheEnd() {
        let report = Samples.report(Samples.call, plan: Samples.plan)
        #expect(report.state.code == "call")
        #expect(report.verdict.contains("93.2%"))
        #expect(report.verdict.contains("all prices fall by 2.00%"))
        #expect(report.actTitle == "Act now")
    }

    @Test func actsOnFiveStepsAtMostAndListsThemAll() {
        let report = Samples.report(Samples.call, plan: Samples.plan)
        #expect(report.actNow.map(\.number) == [1, 2, 3, 4, 5])
        #expect(report.steps.count == 6)
        #expect(
            report.steps.prefix(3).map(\.what) == [
                "Deposit 5,000.00 USDT", "Reduce BTCUSDT long: sell 0.5 BTC at market, reduce-only",
                "Place a stop for BTCUSDT long at 85,321.00",
            ])
    }

    @Test func asksNothingOfAHealthyAccount() {
        let report = Samples.report(Samples.healthy)
        #expect(report.actTitle == "Nothing is urgent")
        #expect(report.planSummary == "No step is needed.")
    }

    /// 1,250 of requirement is a margin use of 80 % at an equity of 1,562.50.
    @Test func tellsAHealthyAccountHowFarItIsFromWatch() {
        #expect(Samples.report(Samples.healthy).verdict.contains("8,437.50 USDT"))
        #expect(!Samples.report(Samples.call).verdict.contains("Watch begins"))
    }

    @Test func claimsNoTargetThatAPlanOfHoldingDoesNotReach() {
        let hold = PlanStep(
            kind: .hold, reason: "Nothing is near.", rule: "response-1",
            after: PoolFigures(
                equity: 10_000, requirement: 6_688,
                ratio: Exact(Decimal(significand: 6_688, scale: 4)),
                native: nil, state: .healthy))
        let plan = ActionPlan(
            targetRatio: Exact(Decimal(significand: 5, scale: 1)), steps: [hold],
            reachesTarget: true,
            cost: 0, alternatives: [], skipped: [], targets: [])
        let summary = Samples.report(Samples.healthy, plan: plan).planSummary
        #expect(summary.contains("Nothing has to be cured"))
        #expect(!summary.contains("or better"))
    }

    @Test func roundsTheAmountsOfOptionsUp() {
        let options = Samples.report(Samples.call, plan: Samples.plan).options
        #expect(options.map(\.amount) == ["0.00 USDT", "8,642.01 USDT"])
        #expect(options.map(\.cures) == ["No", "Yes"])
    }

    @Test func asksForNoMoneyWhereNoneIsMissing() {
        let target = TargetAmount(
            name: .bare, amount: 0, asset: "USDT",
            ratioAfter: Exact(Decimal(significand: 93, scale: 2)), jointMoveSurvivedPercent: -2,
            fundingHoursSurvived: 51, cures: true)
        #expect(OptionView(target, numbers: SampleWords.english.numbers).amount == "nothing")
    }

    @Test func tellsWhatIsPaidInFromWhatItCosts() {
        let alternative = PlanAlternative(
            name: "deposit only, whatever the source", steps: Samples.plan.steps, cost: 44,
            isVerified: true)
        let option = OptionView(alternative, asset: "USDT", numbers: SampleWords.english.numbers)
        #expect(option.name == "Deposit only, whatever the source")
        #expect(option.amount == "5,000.00 USDT, 5,000.00 USDT")
        #expect(option.cost == "44.00 USDT")
        #expect(option.remark == nil)
    }

    @Test func doesNotCallMoneyFreeThatHasNoNamedSource() {
        let deposit = Samples.plan.steps.filter { $0.kind == .deposit }
        let alternative = PlanAlternative(
            name: "deposit only, whatever the source", steps: deposit, cost: nil, isVerified: true)
        #expect(
            OptionView(alternative, asset: "USDT", numbers: SampleWords.english.numbers).cost
                == "the route's fee")
    }

    @Test func saysWhenToChooseAWayAndHowItStandsToThePlan() {
        let deposit = Samples.plan.steps.filter { $0.kind == .deposit }
        let cut = Samples.plan.steps.filter { $0.kind == .reduce }
        let views = [deposit, cut, deposit + cut].map { steps in
            OptionView(
                PlanAlternative(
                    name: "a way", steps: steps, cost: 22, isVerified: true, saving: -3),
                asset: "USDT", numbers: SampleWords.english.numbers)
        }
        #expect(
            views.map(\.condition) == [
                "no position may be cut", "no money can arrive in time",
                "money and cuts are both open to you",
            ])
        #expect(views.map(\.remark) == Array(repeating: "3.00 USDT more than the plan", count: 3))
        let cheapest = PlanAlternative(
            name: "cheapest set", steps: cut, cost: 22, isVerified: true, lowerBound: 20)
        let view = OptionView(cheapest, asset: "USDT", numbers: SampleWords.english.numbers)
        #expect(view.condition == "the lowest cost decides")
        #expect(view.remark == "at most 2.00 USDT dearer than the best possible")
    }

    @Test func plansNothingFromWithheldFigures() {
        let report = Samples.report(Samples.incomplete, plan: Samples.plan)
        #expect(report.planSummary.contains("figures that are withheld"))
    }

    @Test func judgesClaimsByWhatTheStepForetells() throws {
        let claims = ArticleClaims(
            assessment: Samples.call, plan: Samples.plan, checks: [], policy: .standard,
            sample: nil, words: SampleWords.english
        ).byStep
        let isolation = try #require(claims["adjust-3"])
        #expect(isolation.verdict == .holds)
        #expect(isolation.text.hasPrefix("Not now: Positions are open"))
        let room = try #require(claims["response-2"])
        #expect(room.text == "The trigger is reached when all prices fall by 2.00%.")
    }

    @Test func printsACheckedNumberBesideTheNoteOfItsStep() throws {
        let check = ClaimCheck(
            claim: .articleDeposit, step: "fund-2", verdict: .doesNotHold,
            figures: [
                ClaimCheck.Figure(name: "amount", value: 1_050, unit: .money("USDT")),
                ClaimCheck.Figure(
                    name: "move of all prices survived after it", value: -2, unit: .move),
            ], finding: "The amount ends at the trigger or past it.")
        let unchecked = ClaimCheck(
            claim: .loanRate, step: "audit-1", verdict: .cannotBeComputed, figures: [],
            finding: "The account has no credit line.")
        let claims = ArticleClaims(
            assessment: Samples.call, plan: Samples.plan, checks: [check, unchecked],
            policy: .standard, sample: nil, words: SampleWords.english
        ).byStep
        let note = try #require(claims["fund-2"])
        #expect(
            note.text.hasSuffix(
                "Often said: a deposit of the deficit and 5% ends a margin call. That does not "
                    + "hold here: the amount ends at the trigger or past it."))
        #expect(note.figures.map(\.label) == ["Amount", "Move of all prices survived after it"])
        #expect(note.figures.map(\.value) == ["1,050.00 USDT", "\u{2212}2.00%"])
        #expect(claims["audit-1"] == nil)
    }

    @Test func withholdsWhatIsMissingAndSaysWhy() {
        let report = Samples.report(Samples.incomplete)
        let withheld = report.figures.filter(\.isWithheld)
        #expect(withheld.allSatisfy { $0.value == "withheld" })
        #expect(
            withheld.map(\.label) == [
                "Excess", "Equity", "Requirement", "Margin use", "Margin ratio",
                "All prices together, to liquidation", "Unrealized profit or loss",
                "Available balance",
            ])
        #expect(withheld[0].note == "no-mark-price: BTCUSDT has no mark price.")
        #expect(withheld.dropFirst().allSatisfy { $0.note == "For the same reason" })
        #expect(report.verdict.contains("BTCUSDT has no mark price."))
        #expect(report.actTitle == "No plan yet")
    }

    @Test func neverShowsAZeroOrABlankForAMissingFigure() throws {
        let page = try TemplateFitTests.render(
            "reports/report",
            ReportPage(
                report: Samples.report(Samples.incomplete), language: "en", publisher: "Press",
                style: [], styleHash: ""))
        #expect(page.firstMatch(of: /<td class="number"><\/td>|<dd><\/dd>|nil|Optional/) == nil)
        #expect(!page.contains(">0.00"))
        #expect(page.contains("Withheld, because:"))
    }

    /// Nothing is to be cured of an account that is well, and the venue does nothing with it.
    @Test func saysOfAHealthyAccountWhatItHas() throws {
        let report = Samples.report(Samples.healthy)
        #expect(!report.isPressed && report.options.isEmpty)
        #expect(report.figures.first?.label == "Excess")
        let text = try TemplateFitTests.render(
            "reports/report",
            ReportPage(report: report, language: "en", publisher: "Press", style: [], styleHash: "")
        )
        #expect(!text.contains("options-title") && !text.contains("next-title"))
        #expect(Samples.report(Samples.call).isPressed)
    }

    /// A price that no market reaches is none for people, and a stop behind liquidation is no protection.
    @Test func namesWhatAReaderCannotCountOn() throws {
        var account = Samples.healthy.account
        account.positions[0].side = .short
        account.positions[0].quantity = Decimal(significand: 1, scale: 3)
        account.stops = [StopOrder(symbol: "BTCUSDT", side: .short, triggerPrice: 99_000)]
        let calculator = MarginCalculator(
            MarginConditions(sheet: try Samples.sheet(), clock: account.asOf))
        let far = Samples.report(calculator.assess(account))
        #expect(far.positions.map(\.liquidation) == ["none within reach"])
        #expect(far.positions[0].levels.allSatisfy { !$0.label.contains("Liquidation") })
        #expect(far.warnings.isEmpty)
        #expect(!far.verdict.contains("alone"))
        account.positions[0].quantity = 3
        let near = Samples.report(calculator.assess(account))
        let liquidation = try #require(
            calculator.assess(account).positions[0].liquidationPriceAbove)
        try #require(liquidation < 99_000)
        #expect(near.warnings.count == 1 && near.warnings[0].contains("99,000"))
        let text = try TemplateFitTests.render(
            "reports/report",
            ReportPage(report: near, language: "en", publisher: "Press", style: [], styleHash: ""))
        #expect(text.contains(near.warnings[0]))
    }

    /// The ratio asks for nothing and the distance does.
    @Test func saysHowNearLiquidationIsWhateverTheRatioSays() throws {
        let healthy = Samples.healthy
        let warned = healthy.pools.map {
            $0.warned(of: AdverseMove(percent: -2, symbol: nil), .standard)
        }
        let close = Assessment(
            account: healthy.account, state: .watch, reasons: [], pools: warned,
            positions: healthy.positions, distance: healthy.distance, reconciliation: [],
            provenance: healthy.provenance)
        let report = Samples.report(close)
        #expect(report.state.code == "watch")
        let pools = try #require(report.sections.first { $0.id == "pools" })
        #expect(pools.tables[0].rows[0].cells.last?.text.hasSuffix("by distance") == true)
        #expect(report.verdict.contains("2.00%"))
        #expect(report.actTitle != Samples.report(healthy).actTitle)
        #expect(report.planSummary != Samples.report(healthy).planSummary)
    }

    @Test func portfolioMarginHasAVerdictOfItsOwn() {
        var account = Samples.healthy.account
        account.accountMode = .portfolio
        account.reported = ReportedFigures(
            maintenanceMargin: 1_100, uniMMR: Decimal("1.18"), equity: 13_919)
        let calculator = MarginCalculator(MarginConditions(sheet: nil, clock: account.asOf))
        let assessed = calculator.assess(account)
        let plan = ActionPlanner(calculator).plan(for: assessed)
        let report = Samples.report(assessed, plan: plan)
        #expect(report.state.code == "call")
        #expect(report.verdict.contains("118.00%") && report.verdict.contains("reduce only"))
        #expect(!report.verdict.contains(SampleWords.english.numbers.withheld))
        #expect(report.venueNext.isEmpty)
        let move = report.figures.first { $0.label == "All prices together, to liquidation" }
        #expect(move?.value == "not computed" && move?.isWithheld == true)
        #expect(!report.reasons.contains { $0.isWithholding && $0.reason.place == "reported" })
    }

    @Test func showsTheNearestOfManyPositionsWithTheirCharts() throws {
        let call = Samples.call
        let report = Samples.report(
            Assessment(
                account: call.account, state: .call, reasons: [], pools: call.pools,
                positions: Array(repeating: call.positions[0], count: 70), distance: call.distance,
                reconciliation: [], provenance: call.provenance))
        #expect(report.positions.count == 70 && report.details.count == 24)
        let page = try TemplateFitTests.render(
            "reports/report",
            ReportPage(report: report, language: "en", publisher: "P", style: [], styleHash: ""))
        #expect(
            page.contains(
                "The 24 positions nearest their liquidation price; the table holds all 70."))
        #expect(page.components(separatedBy: "<tr><th scope=\"row\">BTCUSDT long").count == 71)
    }

    @Test func gathersPositionsThatSayTheSame() {
        let call = Samples.call
        func reasons(_ count: Int) -> [ReasonView] {
            let notes = (0..<count).map {
                AssessmentReason(
                    .noLiquidation, at: "positions[\($0)].liquidationPrice", "no price of it does")
            }
            let stale = AssessmentReason(.testnet, at: "account", "prices are simulated")
            return ReasonView.all(
                of: Assessment(
                    account: call.account, state: .call, reasons: [stale] + notes,
                    pools: call.pools,
                    positions: Array(repeating: call.positions[0], count: count),
                    distance: call.distance, reconciliation: [], provenance: call.provenance),
                SampleWords.english.numbers)
        }
        #expect(reasons(3).count == 4)
        let gathered = reasons(12)
        #expect(gathered.map(\.place) == ["account", "12 positions"])
        #expect(gathered.last?.message.hasSuffix("liquidation: BTCUSDT.") == true)
    }

    @Test func showsStatesByWordAndShapeThatAllDiffer() {
        let views = AccountState.allCases.map { StateView($0) }
        #expect(Set(AccountState.allCases.map(\.phrase)).count == views.count)
        #expect(Set(views.map(\.shape)).count == views.count)
    }

    @Test func marksASlugOfItsTopicWithPlainLetters() {
        #expect(TopicPage.path(ofTopic: "Margin call: 101") == "/topics/margin-call-101/")
    }

    @Test(arguments: [
        ("BTC", "/assets/btc/"), ("币安人生", "/assets/%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9F/"),
        ("$", "/assets/u24/"),
    ])
    func givesEveryAssetAnAddress(ticker: String, path: String) {
        #expect(AssetPage.path(of: ticker) == path)
    }
}
