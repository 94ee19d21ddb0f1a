import MarginModel

/// The balances of all files, without the wallets of isolated positions.
struct PayloadBalances {
    private var all: [PayloadBalance] = []
    private var indexOf: [String: Int] = [:]

    mutating func add(_ part: PayloadPart, to problems: inout Diagnostics) {
        for held in part.balances {
            guard let index = indexOf[held.balance.asset] else {
                indexOf[held.balance.asset] = all.count
                all.append(held)
                continue
            }
            let known = all[index]
            if held.scope.rank < known.scope.rank {
                all[index] = held
            } else if held.scope == known.scope, held.scope != .part,
                known.balance.walletBalance != held.balance.walletBalance
            {
                problems.append(
                    Diagnostic(
                        id: "files-disagree", at: held.place,
                        message: "the balance of \(quoted(held.balance.asset)) is another one at "
                            + "\(known.place)",
                        hint: "The balance changed between the two requests: fetch both again"))
            }
        }
    }

    /// The balances, with the isolated wallets of `positions` taken off where a total includes them.
    func collateral(
        _ positions: [Position], _ problems: inout Diagnostics
    ) -> [CollateralBalance] {
        all.map { held in
            guard held.scope == .withIsolated else { return held.balance }
            var balance = held.balance
            for position in positions where position.marginMode == .isolated {
                guard position.settles(in: balance.asset) else { continue }
                guard let wallet = position.isolatedWallet,
                    let rest = balance.walletBalance?.subtracting(wallet)
                else {
                    balance.walletBalance = nil
                    problems.append(
                        Diagnostic(
                            .warning, id: "isolated-wallet-unknown", at: held.place,
                            message: "the balance of \(quoted(balance.asset)) includes the wallet "
                                + "of \(quoted(position.symbol)), which is not known",
                            hint: "Pass /fapi/v2/account too, whose crossWalletBalance is without"))
                    return balance
                }
                balance.walletBalance = rest
            }
            return balance
        }
    }
}

extension PayloadBalance.Scope {
    /// The lower, the more it says.
    fileprivate var rank: Int {
        switch self {
        case .whole: 0
        case .withIsolated: 1
        case .part: 2
        }
    }
}

extension Position {
    /// Whether a Binance symbol is margined in `asset`: it ends with it, or starts with it where the
    /// contract is inverse.
    fileprivate func settles(in asset: String) -> Bool {
        guard contractType == .linear else { return symbol.hasPrefix(asset + "USD") }
        let pair = symbol.split(separator: "_").first ?? ""
        return pair.hasSuffix(asset)
    }
}
