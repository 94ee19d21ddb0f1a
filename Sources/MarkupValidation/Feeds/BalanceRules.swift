/// What an account has, in files for programs: only of one that says it is fictional.
enum BalanceRules {
    /// Members of our own formats and of the venues' that hold an owner's money.
    static let names: Set<String> = [
        "walletBalance", "availableBalance", "marginBalance", "totalWalletBalance", "cashBal",
        "unrealizedPnl", "unrealisedPnl", "equity", "totalEquity", "maintenanceMargin",
    ]

    /// Such members that stand in no object that calls itself fictional.
    static func findings(in tree: JSONTree) -> Set<String> {
        var found: Set<String> = []
        find(in: tree, &found)
        return found
    }

    private static func find(in tree: JSONTree, _ found: inout Set<String>) {
        switch tree {
        case .object(let members):
            if members["fictional"] == .word("true") { return }
            for (name, value) in members {
                if names.contains(name), value.isFigure { found.insert("a \(name) shows") }
                find(in: value, &found)
            }
        case .list(let items):
            for item in items { find(in: item, &found) }
        case .text, .word: break
        }
    }

    /// The columns of a CSV file that hold an owner's money.
    static func findings(inHeader cells: [String]) -> Set<String> {
        cells.contains("fictional")
            ? [] : Set(cells.filter { names.contains($0) }.map { "a column \($0) shows" })
    }
}
