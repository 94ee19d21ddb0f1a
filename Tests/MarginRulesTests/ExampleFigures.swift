import MarginModel
import Testing

@testable import MarginRules

/// How each metric of the published examples is computed by the rules.
extension PublishedExample {
    func computedFigures() throws -> [String: String] {
        switch metric {
        case "requiredDeposit": return try requiredDeposit()
        case "riskLevel": return try riskLevel()
        case "fundingPayment":
            let flow = try #require(try assessment().positions.first?.funding.next)
            return ["cashflow": flow.description]
        case "accountMarginRatio": return try accountRatio()
        case "liquidationPrice": return try liquidation()
        case "maintenanceMargin": return try maintenance()
        case "unrealizedPnl", "feeToClose", "bankruptcyPrice", "initialMargin", "marginRatio":
            return try positionFigure()
        default: return [:]
        }
    }

    private func positionFigure() throws -> [String: String] {
        let assessment = try assessment()
        let position = try #require(assessment.positions.first)
        let figure =
            switch metric {
            case "unrealizedPnl": position.unrealizedPnl
            case "feeToClose": position.feeToClose
            case "bankruptcyPrice": position.bankruptcyPrice
            case "marginRatio": assessment.pools.first?.native.value
            // The Bybit illustration leaves out the fee to close, which the venue adds.
            default:
                id == "bybit-xyz-tier-im"
                    ? position.initialMargin.flatMap { margin in
                        position.feeToClose.map { margin - $0 }
                    } : position.initialMargin
            }
        return [metric: try #require(figure, "\(assessment.reasons)").description]
    }

    private func maintenance() throws -> [String: String] {
        let assessment = try assessment()
        let position = try #require(assessment.positions.first)
        var margin = try #require(position.maintenanceMargin, "\(assessment.reasons)")
        if id == "bybit-xyz-tier-mm" { margin -= try #require(position.feeToClose) }
        var figures = ["maintenanceMargin": margin.description]
        if expected["tier"] != nil { figures["tier"] = position.tier.map { "\($0.number)" } }
        if expected["deduction"] != nil {
            figures["deduction"] = position.tier?.maintenanceAmount.description
        }
        return figures
    }

    private func liquidation() throws -> [String: String] {
        let assessment = try assessment()
        let position = try #require(assessment.positions.first)
        let price = try #require(position.liquidationPrice, "\(assessment.reasons)")
        var figures = ["liquidationPrice": price.description]
        if expected["tierAtLiquidation"] != nil {
            figures["tierAtLiquidation"] = position.tierAtLiquidation.map { "\($0)" }
        }
        return figures
    }

    private func accountRatio() throws -> [String: String] {
        let pool = try #require(try assessment().onlyPool)
        return [
            "maintenanceMargin": try #require(pool.maintenanceMargin).description,
            "marginBalance": try #require(pool.equity).description,
            "marginRatio": try #require(pool.native.value).description,
        ]
    }

    /// The levels' names are the examples' own; ours are states.
    private func riskLevel() throws -> [String: String] {
        let state: AccountState
        if let uniMMR = inputs.decimal("uniMMR") {
            state = PortfolioLevels.binance.level(at: Exact(uniMMR)).state
        } else {
            state =
                PortfolioLevels.okx.level(at: Exact(try inputs.required("marginRatio")))
                .state
        }
        let name =
            switch state {
            case .watch: venue == .binance ? "remind" : "alert"
            default: state.rawValue
            }
        return ["level": name]
    }

    /// A deposit for a pool with the given maintenance margin and equity: one position whose
    /// notional at a rate of 10 % gives the margin.
    private func requiredDeposit() throws -> [String: String] {
        let margin = try inputs.required("maintenanceMargin")
        let equity = try inputs.required("equity")
        let tier = MaintenanceTier(
            number: 1, lowerBound: 0, upperBound: 1_000_000_000,
            maintenanceMarginRate: Decimal(significand: 1, scale: 1), maintenanceAmount: 0)
        let notional = try #require((Exact(margin) * 10).rounded(places: 8))
        let position = Position(
            symbol: "XUSDT", side: .long, marginMode: .cross, quantity: 1, entryPrice: notional,
            markPrice: notional)
        let account = Account(
            id: "example", venue: .binance, accountMode: .singleAsset, asOf: exampleInstant,
            collateral: [CollateralBalance(asset: "USDT", walletBalance: equity)],
            positions: [position])
        let calculator = MarginCalculator(
            .example(sheet: exampleSheet(.binance, symbol: "XUSDT", tiers: [tier])))
        let plan = ActionPlanner(calculator).plan(for: calculator.assess(account))
        let bare = try #require(plan.targets.first { $0.name == .bare })
        let article = try #require(plan.targets.first { $0.name == .article })
        return ["shortfall": bare.amount.description, "deposit": article.amount.description]
    }
}
