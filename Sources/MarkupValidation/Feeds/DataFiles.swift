package import MarginModel

/// The rules of files for programs, JSON and CSV: prices say when and where from, and nobody's money
/// shows.
package enum DataFiles {
    /// - Returns: Nothing for a file of another kind. What is named `.json` and is not JSON is told.
    package static func check(_ bytes: [UInt8], path: String) -> [Diagnostic] {
        if path.hasSuffix(".csv") { return checkTable(bytes, path: path) }
        guard path.hasSuffix(".json") else { return [] }
        let tree: JSONTree
        do { tree = try JSONTree(bytes) } catch {
            return bytes.withUnsafeBufferPointer { buffer in
                var findings = Findings(limit: 1)
                findings.add(
                    .dataSyntax, at: error.offset, "the file is not JSON from here on")
                return findings.diagnostics(in: buffer, path: path)
            }
        }
        return diagnostics(
            .priceWithoutSource, PriceRules.findings(in: tree), path)
            + diagnostics(.balanceShown, BalanceRules.findings(in: tree), path)
    }

    private static func checkTable(_ bytes: [UInt8], path: String) -> [Diagnostic] {
        let cells = header(of: bytes)
        return diagnostics(.priceWithoutSource, PriceRules.findings(inHeader: cells), path)
            + diagnostics(.balanceShown, BalanceRules.findings(inHeader: cells), path)
    }

    private static func header(of bytes: [UInt8]) -> [String] {
        bytes.prefix { $0 != 0x0A && $0 != 0x0D }.split(separator: UInt8(ascii: ",")).map { cell in
            String(decoding: cell, as: UTF8.self).filter { $0 != "\"" && $0 != " " }
        }
    }

    private static func diagnostics(
        _ rule: Rule, _ messages: Set<String>, _ path: String
    ) -> [Diagnostic] {
        messages.sorted().map { Diagnostic(rule, at: SourceLocation(file: path), $0) }
    }
}

/// Prices in files for programs carry an instant and a source: in their own object or around it.
enum PriceRules {
    private static let prices = ["price", "markPrice", "indexPrice"]
    private static let instants = ["asOf", "time", "observedAt"]
    private static let sources = ["source", "venue"]

    static func findings(in tree: JSONTree) -> Set<String> {
        var missing: Set<String> = []
        find(in: tree, hasInstant: false, hasSource: false, &missing)
        return missing
    }

    private static func find(
        in tree: JSONTree, hasInstant: Bool, hasSource: Bool, _ missing: inout Set<String>
    ) {
        let hasInstant = hasInstant || instants.contains { tree[$0]?.isFilled == true }
        let hasSource = hasSource || sources.contains { tree[$0]?.isFilled == true }
        for name in prices where tree[name]?.isFigure == true {
            if !hasInstant { missing.insert("a \(name) without an instant") }
            if !hasSource { missing.insert("a \(name) without a source") }
        }
        for value in tree.children {
            find(in: value, hasInstant: hasInstant, hasSource: hasSource, &missing)
        }
    }

    /// A CSV file with a column of prices has one of instants and one of sources.
    static func findings(inHeader cells: [String]) -> Set<String> {
        guard let price = cells.first(where: { $0.lowercased().hasPrefix("price") }) else {
            return []
        }
        var missing: Set<String> = []
        if !cells.contains(where: instants.contains) {
            missing.insert("a column \(price) without one of instants")
        }
        if !cells.contains(where: sources.contains) {
            missing.insert("a column \(price) without one of sources")
        }
        return missing
    }
}

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
        if tree["fictional"]?.word == "true" { return }
        for (name, value) in tree.members where names.contains(name) && value.isFigure {
            found.insert("a \(name) shows")
        }
        for value in tree.children { find(in: value, &found) }
    }

    /// The columns of a CSV file that hold an owner's money.
    static func findings(inHeader cells: [String]) -> Set<String> {
        cells.contains("fictional")
            ? [] : Set(cells.filter { names.contains($0) }.map { "a column \($0) shows" })
    }
}

extension Rule {
    static let dataSyntax = Rule(
        "D001-not-json", "Files named .json are JSON.", why: "Programs that read them stop.",
        cure: "Mend the file at the place given.", example: "{\"asOf\": 2026-02-01}")
    static let priceWithoutSource = Rule(
        "D002-price-without-source",
        "A price in a data file stands with an instant and a source, or within them.",
        why: "A price without time and source cannot be checked, and is taken for a live one.",
        cure: "Add asOf and source to the object or to the one around it.",
        example: "{\"asset\": \"BTC\", \"price\": \"87959.9\"}")
}
