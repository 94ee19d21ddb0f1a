import MarginModel
import Testing

@testable import MarginRules

/// A plan done by hand, step by step, from what the steps say alone.
///
/// It books money as the venues do and knows nothing of the planner's own simulation. Linear
/// contracts of size 1 that settle in USDT.
struct PlanReplay {
    private(set) var account: Account

    mutating func perform(_ step: PlanStep) throws {
        switch step.kind {
        case .awaitCredit: try credit(try #require(step.amount))
        case .addIsolatedMargin: try move(try #require(step.amount), into: try position(of: step))
        case .transfer: try move(-(try #require(step.amount)), into: try position(of: step))
        case .reduce, .close: try close(step)
        case .cancelOrders: account.openOrders.removeAll { !$0.reduceOnly }
        case .setLeverage:
            let leverage = try #require(step.amount?.decimal)
            for index in account.positions.indices
            where account.positions[index].symbol == step.symbol
                && account.positions[index].marginMode == .cross
            {
                account.positions[index].leverage = leverage
            }
        // Sent money does not count yet, and these change no money.
        case .deposit, .placeStop, .disableAuto: break
        // What is left to the venue is gone, with its own margin.
        case .hold where step.symbol != nil: account.positions.remove(at: try position(of: step))
        case .hold: break
        case .setMarginMode: Issue.record("no venue lets an open position change its mode")
        }
    }

    private func position(of step: PlanStep) throws -> Int {
        try #require(
            account.positions.firstIndex { $0.symbol == step.symbol && $0.side == step.side })
    }

    private mutating func credit(_ amount: Exact) throws {
        let balance = try #require(account.collateral[0].walletBalance)
        account.collateral[0].walletBalance = (Exact(balance) + amount).decimal
    }

    private mutating func move(_ amount: Exact, into index: Int) throws {
        try credit(-amount)
        if account.venue == .bybit {
            let extra = Exact(account.positions[index].extraMargin ?? 0) + amount
            account.positions[index].extraMargin = extra.decimal
        } else {
            let wallet = Exact(account.positions[index].isolatedWallet ?? 0) + amount
            account.positions[index].isolatedWallet = wallet.decimal
        }
    }

    private mutating func close(_ step: PlanStep) throws {
        let index = try position(of: step)
        let held = account.positions[index]
        let quantity = try #require(step.quantity)
        let entry = Exact(try #require(held.entryPrice))
        let mark = Exact(try #require(held.markPrice))
        #expect(step.price == mark)
        let profit = quantity * (held.side == .long ? mark - entry : entry - mark)
        let gained = profit - (try #require(step.cost))
        let isIsolated = held.marginMode == .isolated
        if !isIsolated {
            try credit(gained)
        } else if account.venue == .bybit {
            let leverage = Exact(try #require(held.leverage))
            try credit(gained + (try #require((quantity * entry).divided(by: leverage))))
        } else {
            let wallet = Exact(try #require(held.isolatedWallet)) + gained
            account.positions[index].isolatedWallet = wallet.decimal
        }
        let rest = Exact(held.quantity) - quantity
        if step.kind == .reduce {
            #expect(rest.isPositive)
            account.positions[index].quantity = try #require(rest.decimal)
            return
        }
        #expect(rest.isZero)
        let left =
            account.venue == .bybit ? held.extraMargin : account.positions[index].isolatedWallet
        if isIsolated, let left { try credit(Exact(left)) }
        account.positions.remove(at: index)
    }
}
