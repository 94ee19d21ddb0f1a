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
        switch tree {
        case .object(let members):
            let hasInstant = hasInstant || instants.contains { members[$0]?.isFilled == true }
            let hasSource = hasSource || sources.contains { members[$0]?.isFilled == true }
            for name in prices where members[name]?.isFigure == true {
                if !hasInstant { missing.insert("a \(name) without an instant") }
                if !hasSource { missing.insert("a \(name) without a source") }
            }
            for value in members.values {
                find(in: value, hasInstant: hasInstant, hasSource: hasSource, &missing)
            }
        case .list(let items):
            for item in items {
                find(in: item, hasInstant: hasInstant, hasSource: hasSource, &missing)
            }
        case .text, .word: break
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
