import MarginModel

extension Account {
    /// This account with the leverage of every cross position of `symbol` at `leverage` at most.
    func settingCrossLeverage(_ leverage: Decimal, of symbol: String) -> Account {
        var after = self
        for index in positions.indices
        where positions[index].symbol == symbol && !isIsolated(positions[index]) {
            after.positions[index].leverage = positions[index].leverage.map { min($0, leverage) }
        }
        return after
    }

    /// Whether it holds an inverse contract. By place: going through a list copies what is in it.
    var holdsInverse: Bool {
        positions.indices.contains { positions[$0].contractType == .inverse }
    }

    /// Whether a position stands against its own wallet; at Bybit the account's mode decides.
    func isIsolated(_ position: Position) -> Bool { isIsolated(position.marginMode) }

    func isIsolated(_ held: UnmodelledHolding) -> Bool { isIsolated(held.marginMode) }

    private func isIsolated(_ mode: MarginMode) -> Bool {
        switch accountMode {
        case .isolated: true
        case .cross: false
        default: mode == .isolated
        }
    }
}
