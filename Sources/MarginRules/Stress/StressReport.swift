package import MarginModel

/// What the account stands after moves of its prices, and the first move that breaches.
///
/// Marks move, and with them the index price of every coin that is no dollar; dollar coins stand
/// still. Past the trigger the figures are those of the untouched account: what the venue's
/// liquidation would do there is not simulated.
package struct StressReport: Sendable {
    /// All assets by the same percentage.
    package let joint: StressTable
    /// One asset alone, every contract of it.
    package let singles: [StressTable]
    /// Each asset by its beta to the driver.
    package let correlated: AuditRow<StressTable>
    /// Each asset by its own one-day move at 99 %.
    package let volatility: AuditRow<[VolatilityShock]>
    /// All assets at once, each by its own move: −100 for all of it down, +100 for all of it up. Needs
    /// candles for every asset.
    package let volatilityJoint: AuditRow<[StressPoint]>
}

/// One way to move, in steps, with the first breach on each side.
package struct StressTable: Sendable {
    package enum Kind: Hashable, Sendable {
        case joint
        case single(asset: String)
        case beta(driver: String)
    }

    package let kind: Kind
    package let points: [StressPoint]
    package let breach: FirstBreach
}

/// The account after one move.
package struct StressPoint: Sendable {
    package struct Pool: Sendable {
        package let id: String
        package let asset: String
        package let equity: Exact?
        package let requirement: Exact?
        package let state: AccountState

        /// n; `nil` when withheld or when equity is not positive.
        package var ratio: Exact? {
            guard let requirement, let equity, equity.isPositive else { return nil }
            return requirement.divided(by: equity)
        }
    }

    /// Percent; of the driver in a beta table. Negative is a fall.
    package let movePercent: Exact
    package let state: AccountState
    package let pools: [Pool]

    /// The pool that stands for the account at this move.
    package var worst: Pool? {
        pools.max { ($0.state, $0.ratio ?? .zero) < ($1.state, $1.ratio ?? .zero) }
    }
}

/// The nearest move down and up at which a pool's requirement reaches its equity; solved, not read
/// off the steps.
package struct FirstBreach: Sendable {
    package struct Place: Sendable {
        /// Percent, exact; of the driver in a beta table.
        package let movePercent: Exact
        package let pool: String
    }

    /// A pool is past its trigger now: there is nothing left to solve.
    package let isPast: Bool
    package let down: Place?
    package let up: Place?
    /// Whether a move that is `nil` is not known, rather than none.
    package var isWithheld = false
}

/// One asset's one-day move at 99 %, from its daily closes.
///
/// A statistic in binary floating point: z × standard deviation of daily log returns (n − 1), mean
/// taken as zero, normal returns assumed; down = 1 − e^(−zσ), up = e^(zσ) − 1, z = 2.3263.
/// Rounded away from zero at 4 digits of a percent.
package struct VolatilityShock: Sendable {
    package let asset: String
    package let returns: Int
    package let dailyVolatilityPercent: Exact
    /// Negative.
    package let downPercent: Exact
    package let upPercent: Exact
    package let afterDown: StressPoint
    package let afterUp: StressPoint
    package let lastCandleAt: Instant
}
