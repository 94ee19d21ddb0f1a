import MarginModel
import PageRendering
import Testing

@testable import MarginRules

/// Accounts and pages built by hand: what the views get, without the rules that compute it.
enum Samples {
    static let asOf = Instant(secondsSinceEpoch: 1_769_963_100)

    static let settings = SiteSettings(
        title: "Marginalia", tagline: "Margin, explained in the margin",
        baseURL: "https://example.org", publisher: "Marginalia Press",
        contact: "desk@example.org", disclaimer: "Education, not advice.")

    static let site = SiteView(
        settings: settings, words: SampleWords.english,
        stylesheet: "/static/site.css", integrity: "sha256-AAAA", dataTime: asOf)

    static let ticker = TickerStripView(snapshot, clock: asOf)

    static let snapshot = Snapshot(
        asOf: asOf, source: "Sample prices",
        quotes: [
            Quote(
                asset: "bitcoin", ticker: "BTC", name: "Bitcoin", price: Decimal("87959.907984"),
                change24h: Decimal("-2.5")),
            Quote(
                asset: "ethereum", ticker: "ETH", name: "Ethereum", price: Decimal("2920.5"),
                change24h: Decimal("0.84")),
            Quote(asset: "leo", ticker: "LEO", name: "LEO", price: nil, change24h: nil),
        ])

    static func sheet() throws -> VenueSheet {
        let asOf = try #require(SheetDate(parsing: "2026-01-31"))
        return VenueSheet(
            venue: .binance,
            fees: [
                FeeSchedule(
                    contractTypes: [.linear], tierName: "VIP 0",
                    takerRate: Decimal(significand: 5, scale: 4), makerRate: nil, asOf: nil,
                    source: "fee page")
            ],
            symbols: [
                SymbolSheet(
                    symbol: "BTCUSDT", base: "BTC", quote: "USDT", settle: "USDT",
                    contractType: .linear, contractSize: 1, tierUnit: .quoteNotional,
                    tierRule: .progressiveWithDeduction, asOf: asOf,
                    source: "tiers", isComplete: false,
                    tiers: [
                        MaintenanceTier(
                            number: 1, lowerBound: 0, upperBound: 300_000,
                            maintenanceMarginRate: Decimal(significand: 4, scale: 3),
                            maintenanceAmount: 0, maxLeverage: 125),
                        MaintenanceTier(
                            number: 2, lowerBound: 300_000, upperBound: 800_000,
                            maintenanceMarginRate: Decimal(significand: 5, scale: 3),
                            maintenanceAmount: 300),
                    ])
            ], sources: ["tiers": "A table of tiers"])
    }

    static func assessment(
        _ state: AccountState, requirement: Int?, fictional: Bool = true, symbol: String = "BTCUSDT"
    ) -> Assessment {
        let isKnown = requirement != nil
        let equity: Exact? = isKnown ? 10_000 : nil
        let ratio = requirement.flatMap { Exact($0).divided(by: 10_000) }
        let pool = PoolAssessment(
            id: "cross:USDT", asset: "USDT", marginMode: .cross, equity: equity,
            walletBalance: isKnown ? 22_120 : nil, unrealizedPnl: isKnown ? -12_120 : nil,
            initialMargin: isKnown ? 13_194 : nil, maintenanceMargin: requirement.map { Exact($0) },
            requirement: requirement.map { Exact($0) }, availableBalance: isKnown ? 0 : nil,
            ratio: ratio,
            native: NativeRatio(
                value: ratio, name: "Margin ratio", threshold: 1, direction: .higherIsWorse),
            state: state)
        let position = Position(
            symbol: symbol, side: .long, marginMode: .cross, quantity: 3, entryPrice: 92_000,
            markPrice: isKnown ? Decimal("87959.907984") : nil, leverage: 20)
        let assessed = PositionAssessment(
            position: position, pool: pool.id, settleAsset: "USDT", baseAsset: "BTC",
            isInContracts: false, coins: 3, notional: isKnown ? 263_880 : nil,
            unrealizedPnl: isKnown ? -12_120 : nil,
            initialMargin: isKnown ? 13_194 : nil, maintenanceMargin: pool.maintenanceMargin,
            tier: nil, feeToClose: nil, isolatedMarginRatio: nil,
            liquidationPrice: isKnown ? 87_600 : nil, liquidationPriceBelow: isKnown ? 87_600 : nil,
            liquidationPriceAbove: nil, tierAtLiquidation: nil,
            bankruptcyPrice: isKnown ? 84_626 : nil, breakEvenPrice: nil,
            distanceDownPercent: isKnown ? Exact(-2) : nil, distanceUpPercent: nil,
            effectiveLeverage: isKnown ? 26 : nil,
            funding: isKnown
                ? FundingExposure(next: -26, perDay: -78, hoursToBreach: 51) : .unknown)
        return Assessment(
            account: Account(
                id: "desk-0042", label: "Swing book", venue: .binance, accountMode: .singleAsset,
                asOf: asOf, isFictional: fictional,
                collateral: [CollateralBalance(asset: "USDT", walletBalance: 22_120)],
                positions: [position]),
            state: state,
            reasons: isKnown
                ? []
                : [
                    AssessmentReason(
                        .noMarkPrice, at: "positions[0].markPrice", "BTCUSDT has no mark price.")
                ],
            pools: [pool], positions: [assessed],
            distance: Distance(
                down: Distance.Side(percent: isKnown ? Exact(-2) : nil, pool: pool.id),
                deficit: isKnown ? Exact(0) : nil),
            reconciliation: [],
            provenance: Provenance(
                rules: "Binance USD-M, single-asset mode", ruleSources: [],
                sheets: [],
                prices: [
                    Provenance.Price(
                        symbol: symbol, kind: .mark, source: "account", asOf: asOf)
                ], clock: asOf.advanced(bySeconds: 300)))
    }

    static var call: Assessment { assessment(.call, requirement: 9_321) }
    static var healthy: Assessment { assessment(.healthy, requirement: 1_250) }
    static var incomplete: Assessment { assessment(.incomplete, requirement: nil) }

    /// A deposit, a reduction and a stop, then the same again: more steps than a page acts on.
    static var plan: ActionPlan {
        let after = PoolFigures(
            equity: 15_000, requirement: 7_500, ratio: Exact(Decimal(significand: 5, scale: 1)),
            native: Exact(Decimal(significand: 5, scale: 1)), state: .healthy)
        let half = Exact(Decimal(significand: 5, scale: 1))
        let steps = [
            PlanStep(
                kind: .deposit, amount: 5_000, asset: "USDT",
                reason: "The spot wallet's transfer confirms within the deadline.", rule: "fund-1",
                after: after),
            PlanStep(
                kind: .reduce, symbol: "BTCUSDT", side: .long,
                quantity: half,
                order: PlanOrder(.market, closing: half, of: call.positions[0], nil),
                cost: 22,
                reason: "It frees the most requirement for its cost.", rule: "adjust-1",
                after: after),
            PlanStep(
                kind: .placeStop, symbol: "BTCUSDT", side: .long, price: 85_321,
                reason: "Three percent under the mark, above liquidation.", rule: "adjust-4",
                after: after),
        ]
        return ActionPlan(
            targetRatio: Exact(Decimal(significand: 5, scale: 1)), steps: steps + steps,
            reachesTarget: true, cost: 44, alternatives: [],
            skipped: [
                SkippedStep(
                    kind: .setMarginMode, why: "Positions are open, and the venue refuses.",
                    source: "-4047")
            ],
            targets: [
                TargetAmount(
                    name: .article, amount: 0, asset: "USDT", ratioAfter: 1,
                    jointMoveSurvivedPercent: nil, fundingHoursSurvived: nil, cures: false),
                TargetAmount(
                    name: .target, amount: Exact(Decimal(significand: 8_642_001, scale: 3)),
                    asset: "USDT", ratioAfter: Exact(Decimal(significand: 5, scale: 1)),
                    jointMoveSurvivedPercent: -4, fundingHoursSurvived: 51, cures: true),
            ])
    }

    static func report(
        _ assessment: Assessment, plan: ActionPlan? = nil,
        _ numbers: NumberFormat = SampleWords.english.numbers,
        extent: ReportExtent = .full
    ) -> ReportView {
        ReportView(
            assessment: assessment, plan: plan, audit: nil, sheet: nil,
            links: ArticleLinks([], base: ""), settings: settings, extent: extent,
            numbers: numbers)
    }

    static func article(_ kind: ArticleKind) -> Article {
        let steps = (1...3).map { number in
            ArticleStep(
                id: "fund-\(number)",
                html: Array(
                    "<p>Move the money that arrives soonest before any other, number \(number).</p>"
                        .utf8),
                plainText: "Move the money.")
        }
        let prose = Array(
            "<p>A venue compares equity with what it holds the positions against. The two meet at a price.</p>"
                .utf8)
        return Article(
            slug: "meet-a-margin-call", kind: kind, title: "Meet a margin call & live",
            summary: "What the venue measures, what it does next, and what each cure buys.",
            date: asOf, updated: asOf.advanced(bySeconds: 86_400),
            tags: ["Margin call", "Funding"],
            source: "https://example.org/source", rights: .own, leadHTML: prose,
            sections: [
                ArticleSection(id: "measure", title: "What is measured", introHTML: prose),
                ArticleSection(id: "fund", title: "Bring funds", introHTML: prose, steps: steps),
                ArticleSection(id: "adjust", title: "Adjust the book", introHTML: prose),
            ],
            faq: [
                FAQEntry(
                    id: "how-long", question: "How long do I have?", answerHTML: prose,
                    answerText: "Not long.")
            ],
            markdown: Array("## What is measured\n\nText with <b>and</b> *stars*.\n".utf8),
            wordCount: 900, location: SourceLocation(file: "article.md"))
    }

    static func articlePage(_ kind: ArticleKind) -> ArticlePage {
        let sample = LinkView(title: "Swing book", href: "/tools/margin/desk-0042/")
        return ArticlePage(
            article: article(kind), site: site, ticker: ticker,
            claims: [
                "fund-2": ClaimView(
                    verdict: .contradicted,
                    text:
                        "That amount brings n to 0.9999: the account still stands at the trigger.",
                    figures: [FigureView(label: "n after", value: "0.9999")], sample: sample)
            ], related: Array(repeating: ArticleCard(article(.article)), count: 8),
            aids: kind == .plan
                ? PlanAids(
                    calculator: calculator,
                    doNow: DoNowView(
                        report: report(call, plan: plan), title: sample.title, href: sample.href))
                : nil)
    }

    static let calculator = CalculatorView(
        policy: .standard, script: ("/static/calculator.js", "sha256-AAAA"))
}
