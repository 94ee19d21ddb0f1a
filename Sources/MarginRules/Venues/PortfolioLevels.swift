import MarginModel

/// The levels of portfolio margin accounts, on the ratios that venues report themselves.
///
/// The venues compute requirement from a stress grid of their own; none is invented here.
struct PortfolioLevels: Sendable {
    /// One level: from its bound on, in the direction of more trouble, to the next one's.
    struct Level: Sendable {
        /// As the venue calls it.
        let name: String
        let state: AccountState
        /// The ratio at which it begins, inclusive. `nil` of the level without trouble.
        let bound: Exact?
    }

    /// The venue's name for the ratio.
    let ratioName: String
    /// Where an account states it.
    let ratio: any KeyPath<ReportedFigures, Decimal?> & Sendable
    let field: String
    /// Whether the ratio is that of the reported equity and maintenance margin: OKX adds fees that it does
    /// not report.
    let isOfReportedMargins: Bool
    let direction: NativeRatio.Direction
    /// Where the venue begins to liquidate.
    let threshold: Exact
    /// From no trouble to the worst.
    let levels: [Level]

    /// Binance uniMMR = adjusted equity ÷ maintenance margin, higher is safer. Above 150 % free, to
    /// 150 % reminder, to 120 % reduce only, to 105 % liquidation, to 100 % liquidation with a
    /// claim. FAQ 5e33af8e6ac04d57a1d0a3398e0a0752 (official page).
    static let binance = PortfolioLevels(
        ratioName: "uniMMR", ratio: \.uniMMR, field: "uniMMR", isOfReportedMargins: true,
        direction: .lowerIsWorse, threshold: percent(105),
        levels: [
            Level(name: "free", state: .healthy, bound: nil),
            Level(name: "reminder", state: .watch, bound: percent(150)),
            Level(name: "reduce only", state: .call, bound: percent(120)),
            Level(name: "liquidation", state: .liquidation, bound: percent(105)),
            Level(name: "liquidation and claim", state: .bankrupt, bound: percent(100)),
        ])

    /// Bybit account MM rate, higher is worse, liquidation at 100 % (official glossary). The venue
    /// names no warning level, so the bounds before it are the policy's.
    static func bybit(_ bounds: StateBounds) -> PortfolioLevels {
        PortfolioLevels(
            ratioName: "Account MM rate", ratio: \.marginRatio, field: "marginRatio",
            isOfReportedMargins: true, direction: .higherIsWorse, threshold: .one,
            levels: [
                Level(name: "free", state: .healthy, bound: nil),
                Level(name: "our watch", state: .watch, bound: Exact(bounds.watch)),
                Level(name: "our call", state: .call, bound: Exact(bounds.call)),
                Level(name: "liquidation", state: .liquidation, bound: .one),
            ])
    }

    /// OKX mgnRatio, higher is safer; warning at 300 %, liquidation at 100 % (official help page). The
    /// venue calls no margin before it liquidates: ours is called at n = 0.9, which is 111.1 %.
    static let okx = PortfolioLevels(
        ratioName: "Margin ratio", ratio: \.marginRatio, field: "marginRatio",
        isOfReportedMargins: false, direction: .lowerIsWorse, threshold: .one,
        levels: [
            Level(name: "free", state: .healthy, bound: nil),
            Level(name: "warning", state: .watch, bound: percent(300)),
            Level(
                name: "our call", state: .call, bound: Exact(Decimal(significand: 1_111, scale: 3))),
            Level(name: "liquidation", state: .liquidation, bound: .one),
        ])

    /// The worst level whose bound `ratio` has reached.
    func level(at ratio: Exact) -> Level {
        levels.last { level in
            guard let bound = level.bound else { return true }
            return direction == .higherIsWorse ? ratio >= bound : ratio <= bound
        } ?? levels[0]
    }

    /// `reminder from 150%, reduce only from 120%, …`
    var ladder: String {
        levels.compactMap { level in
            level.bound.map { "\(level.name) from \(($0 * 100).description)%" }
        }.joined(separator: ", ")
    }

    private static func percent(_ count: Int) -> Exact {
        Exact(Decimal(significand: Int128(count), scale: 2))
    }
}
