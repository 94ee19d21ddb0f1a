package import MarginModel

/// Money that stands together against a requirement: one isolated position, or a cross pool.
package struct PoolAssessment: Sendable {
    /// `cross:USDT`, `isolated:BTCUSDT:long`.
    package let id: String
    /// What the pool's money is counted in.
    package let asset: String
    package let marginMode: MarginMode
    package let equity: Exact?
    package let walletBalance: Exact?
    package let unrealizedPnl: Exact?
    package let initialMargin: Exact?
    package let maintenanceMargin: Exact?
    /// What equity is held against: maintenance margin; at OKX plus the liquidation fee.
    package let requirement: Exact?
    package let availableBalance: Exact?
    /// n: requirement ÷ equity. `nil` when withheld or when equity is not positive.
    package let ratio: Exact?
    package let native: NativeRatio
    /// By the ratio alone: what the target of a plan is measured by.
    package let ratioState: AccountState
    /// The worse of the ratio's state and the distance's, where the distance was solved.
    package private(set) var state: AccountState
    /// Whether the venue says worse of it: its figures are not the whole.
    var isDisputed = false {
        didSet { if isDisputed { state = .incomplete } }
    }
    /// The nearest move that liquidates: all marks together, or one alone. `nil` where there is none,
    /// where none was sought, and past the trigger.
    package private(set) var nearestMove: AdverseMove?
    /// Whether that move is within a bound on distance.
    private(set) var isClose = false

    /// `nil` where the state is incomplete.
    package var cause: StateCause? {
        state == .incomplete ? nil : state == ratioState ? .ratio : .distance
    }

    package init(
        id: String, asset: String, marginMode: MarginMode, equity: Exact?, walletBalance: Exact?,
        unrealizedPnl: Exact?, initialMargin: Exact?, maintenanceMargin: Exact?,
        requirement: Exact?, availableBalance: Exact?, ratio: Exact?, native: NativeRatio,
        state: AccountState
    ) {
        self.id = id
        self.asset = asset
        self.marginMode = marginMode
        self.equity = equity
        self.walletBalance = walletBalance
        self.unrealizedPnl = unrealizedPnl
        self.initialMargin = initialMargin
        self.maintenanceMargin = maintenanceMargin
        self.requirement = requirement
        self.availableBalance = availableBalance
        self.ratio = ratio
        self.native = native
        ratioState = state
        self.state = state
    }

    /// The pool with what `move` says of its state. Never milder, and of no meaning past the trigger,
    /// where a move is the way back.
    func warned(of move: AdverseMove?, _ bounds: StateBounds) -> PoolAssessment {
        guard let move, ratioState < .liquidation else { return self }
        var warned = self
        warned.nearestMove = move
        let told = move.state(bounds)
        warned.isClose = told > .healthy
        if warned.isClose { warned.state = max(ratioState, told) }
        return warned
    }

    /// `isolated BTCUSDT long`.
    package var name: String { id.replacing(":", with: " ") }

    /// requirement − equity: what is missing to stand exactly at the trigger; negative when safe.
    package var deficit: Exact? {
        guard let requirement, let equity else { return nil }
        return requirement - equity
    }

    package var isPastTrigger: Bool { state == .liquidation || state == .bankrupt }

    /// Whether an isolated position has lost more than its own margin: the rest is the venue's loss.
    var isLost: Bool {
        marginMode == .isolated && state == .bankrupt && equity?.isNegative == true
    }

    func isBetter(than other: PoolAssessment) -> Bool {
        if state != other.state { return state < other.state }
        return (ratio ?? .zero) < (other.ratio ?? .zero)
    }
}

extension AdverseMove {
    /// What a distance of this much says of a pool by itself.
    func state(_ bounds: StateBounds) -> AccountState {
        let distance = percent.magnitude
        if distance < Exact(bounds.callDistancePercent) { return .call }
        return distance < Exact(bounds.watchDistancePercent) ? .watch : .healthy
    }
}
