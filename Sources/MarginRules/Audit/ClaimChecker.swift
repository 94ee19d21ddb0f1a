import MarginModel

/// Puts every number of the article to the calculator on one account.
struct ClaimChecker {
    let assessment: Assessment
    let plan: ActionPlan
    let policy: Policy
    let book: MarginBook
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
            assessment: assessment, book: book, funding: funding, loan: loan,
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

/// A number of the article, put to the calculator on one account.
package struct ClaimCheck: Sendable {
    package enum Claim: String, Sendable, CaseIterable {
        /// Deposit the deficit and 5 %.
        case articleDeposit = "article-deposit"
        /// The target ratio's amount instead.
        case targetDeposit = "target-deposit"
        /// Closing the largest loser first is the cheapest cut.
        case losersFirst = "losers-first"
        /// Confirmations of 10 seconds or less.
        case confirmationTime = "confirmation-time"
        /// The first minute.
        case deadline
        /// Lowering leverage to 10x makes the account safer.
        case leverageCap = "leverage-cap"
        /// Isolated mode keeps one leg from hurting the others.
        case isolation
        /// Stops 3 to 5 % from the mark protect.
        case stopDistance = "stop-distance"
        /// Requirements are recalculated every 30 seconds.
        case recalculation
        /// Credit above 20 % a year is too dear.
        case loanRate = "loan-rate"
        /// Negative funding erodes equity.
        case fundingSign = "funding-sign"
        /// Closing one leg ends the call of its pool.
        case poolEffect = "pool-effect"
        /// A failed transfer changes nothing.
        case failedTransfer = "failed-transfer"
        /// A test network has no real funding.
        case testNetwork = "test-network"
    }

    package enum Verdict: String, Sendable, CaseIterable {
        case holds
        case holdsPartly = "holds-partly"
        case doesNotHold = "does-not-hold"
        case cannotBeComputed = "cannot-be-computed"
    }

    package enum Unit: Hashable, Sendable {
        case money(String)
        case percent
        /// A move of prices to the trigger, in percent.
        case move
        /// Margin use.
        case ratio
        case seconds
        case hours
        /// Hours of payments that come by settlements, spread evenly.
        case evenHours
        case times
        case count
        case price
    }

    package struct Figure: Sendable {
        /// What it is, in a few words: "joint fall survived after it".
        package let name: String
        package let value: Exact
        package let unit: Unit
    }

    package let claim: Claim
    /// The id of the article's step: `fund-2`, `faq-loan`.
    package let step: String
    package let verdict: Verdict
    package let figures: [Figure]
    /// Why the verdict is what it is, a sentence.
    package let finding: String
}
