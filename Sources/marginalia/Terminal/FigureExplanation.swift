import MarginModel
import MarginRules
import PageRendering

/// How a figure of an account comes about: its formula with the numbers that went into it.
struct FigureExplanation {
    static let figures = [
        "equity", "ratio", "nativeRatio", "requirement", "deficit", "maintenanceMargin", "notional",
        "unrealizedPnl", "effectiveLeverage", "liquidationPrice", "bankruptcyPrice", "distance",
    ]

    private let assessment: Assessment
    private let facts: AccountFacts
    private let numbers: NumberFormat

    init(assessment: Assessment, words: Words) {
        numbers = words.numbers(.markdown)
        self.assessment = assessment
        facts = AccountFacts(assessment)
    }

    private typealias Part = (name: String, value: Exact?)

    /// One paragraph for each pool or position that has the figure; `nil` when no figure is called
    /// so.
    func text(of figure: String) -> String? {
        guard Self.figures.contains(figure) else { return nil }
        let lines =
            zip(assessment.pools, facts.pools).compactMap { pool($0, $1, figure) }
            + zip(assessment.positions, facts.positions).compactMap { position($0, $1, figure) }
        let withheld = assessment.reasons.map {
            "  \($0.place): \($0.message) [\($0.code.rawValue)]"
        }
        let notes = withheld.isEmpty ? [] : ["What is withheld or labelled, and why:"] + withheld
        return
            (lines + notes
            + ["Rules: \(assessment.provenance.rules). Clock: \(assessment.provenance.clock)."])
            .joined(separator: "\n")
    }

    private func pool(_ pool: PoolAssessment, _ facts: PoolFacts, _ figure: String) -> String? {
        let equity: Part = ("equity", pool.equity)
        let requirement: Part = ("requirement", pool.requirement)
        let place = "pool \(pool.id)"
        switch figure {
        case "equity":
            return line(
                figure, pool.equity, facts[.equity], place,
                "what the venue counts of the balances + unrealized profit",
                [("walletBalance", pool.walletBalance), ("unrealizedPnl", pool.unrealizedPnl)])
        case "ratio":
            return line(
                figure, pool.ratio, facts[.marginUse], place, "requirement ÷ equity",
                [requirement, equity])
        case "nativeRatio":
            let isFalling = pool.native.direction == .lowerIsWorse
            return line(
                "\(pool.native.name) (\(figure))", pool.native.value, facts[.nativeRatio], place,
                (isFalling ? "equity ÷ requirement" : "requirement ÷ equity")
                    + ", as the venue shows it; it liquidates at 1", [requirement, equity])
        case "unrealizedPnl":
            return line(
                figure, pool.unrealizedPnl, facts[.unrealizedPnl], place,
                "the sum over its positions",
                assessment.positions.filter { $0.pool == pool.id }
                    .map { ($0.position.symbol, $0.unrealizedPnl) })
        case "requirement":
            return line(
                figure, pool.requirement, facts[.requirement], place,
                "maintenance margin, with what the venue adds for closing",
                [("maintenanceMargin", pool.maintenanceMargin)])
        case "deficit":
            return line(
                figure, pool.deficit, facts[.excess], place, "requirement − equity",
                [requirement, equity])
        case "maintenanceMargin":
            return line(
                figure, pool.maintenanceMargin, facts[.maintenanceMargin], place,
                "the sum over its positions",
                assessment.positions.filter { $0.pool == pool.id }
                    .map { ($0.position.symbol, $0.maintenanceMargin) })
        default: return nil
        }
    }

    private func position(
        _ figures: PositionAssessment, _ facts: PositionFacts, _ figure: String
    ) -> String? {
        let place = "position \(figures.position.symbol)"
        switch figure {
        case "maintenanceMargin":
            return line(
                figure, figures.maintenanceMargin, facts.maintenanceMargin, place,
                "notional × the tier's rate − the tier's amount, with the fee where the venue "
                    + "adds it",
                [
                    ("notional", figures.notional),
                    ("rate", figures.tier.map { Exact($0.maintenanceMarginRate) }),
                    ("amount", figures.tier.map { Exact($0.maintenanceAmount) }),
                    ("feeToClose", figures.feeToClose),
                ])
        case "notional":
            return line(
                figure, figures.notional, nil, place,
                "size × mark price; inverse contracts: contracts × contract size ÷ mark price",
                size(figures) + [mark(figures)])
        case "unrealizedPnl":
            return line(
                figure, figures.unrealizedPnl, facts.unrealizedPnl, place,
                "size × (mark price − entry price), the sign of a short turned; inverse contracts: "
                    + "of the prices' reciprocals",
                size(figures) + [mark(figures), entry(figures)])
        case "liquidationPrice":
            return line(
                figure, figures.liquidationPrice, facts.liquidation, place,
                "the mark price at which the pool's requirement reaches its equity, this symbol's "
                    + "mark moving alone, in the tier that holds there",
                poolParts(figures) + [
                    mark(figures), ("tierThere", figures.tierAtLiquidation.map { Exact($0) }),
                    ("triggerBelow", figures.liquidationPriceBelow),
                    ("triggerAbove", figures.liquidationPriceAbove),
                ])
        case "bankruptcyPrice":
            return line(
                figure, figures.bankruptcyPrice, facts.bankruptcy, place,
                "the mark price at which nothing is left, this symbol's mark moving alone",
                poolParts(figures) + [mark(figures)])
        case "distance":
            return line(
                figure, figures.nearestDistancePercent, facts.distance, place,
                "(trigger − mark price) ÷ mark price × 100",
                [
                    mark(figures), ("triggerBelow", figures.liquidationPriceBelow),
                    ("downPercent", figures.distanceDownPercent),
                    ("triggerAbove", figures.liquidationPriceAbove),
                    ("upPercent", figures.distanceUpPercent),
                ])
        case "effectiveLeverage":
            return line(
                figure, figures.effectiveLeverage, nil, place, "notional ÷ the pool's equity",
                [
                    ("notional", figures.notional),
                    ("equity", assessment.pool(figures.pool)?.equity),
                ])
        default: return nil
        }
    }

    private func mark(_ figures: PositionAssessment) -> Part {
        ("markPrice", figures.position.markPrice.map { Exact($0) })
    }

    private func entry(_ figures: PositionAssessment) -> Part {
        ("entryPrice", figures.position.entryPrice.map { Exact($0) })
    }

    private func size(_ figures: PositionAssessment) -> [Part] {
        let size: Part = ("size", Exact(figures.position.quantity))
        return [size] + (figures.position.contractSize.map { [("contractSize", Exact($0))] } ?? [])
    }

    private func poolParts(_ figures: PositionAssessment) -> [Part] {
        let pool = assessment.pool(figures.pool)
        return [("equity", pool?.equity), ("requirement", pool?.requirement)]
    }

    /// - Parameter fact: What reports say of the figure; `nil` where they do not name it.
    private func line(
        _ figure: String, _ value: Exact?, _ fact: Fact?, _ place: String, _ formula: String,
        _ parts: [Part]
    ) -> String {
        let told = fact.map { numbers.text($0) }
        let inputs = parts.map { "  \($0.name) \($0.value?.description ?? "none")" }
        let report = fact.flatMap { fact in
            fact.figure.map { _ in
                "  on a report: \(numbers.text(fact)), as of \(fact.asOf)"
                    + (fact.source == .venue ? ", as the venue reports it" : "")
            }
        }
        return
            (["\(figure) of \(place) = \(formula) = \(value?.description ?? told ?? "withheld")"]
            + inputs + [report].compactMap(\.self))
            .joined(separator: "\n")
    }
}
