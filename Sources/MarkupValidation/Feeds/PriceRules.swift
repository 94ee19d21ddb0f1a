package import MarginModel

/// Prices in files for programs carry an instant and a source: in their own object or around it.
package enum PriceRules {
    private static let prices = ["price", "markPrice", "indexPrice"]
    private static let instants = ["asOf", "time", "observedAt"]
    private static let sources = ["source", "venue"]

    /// - Parameter bytes: A JSON file. What is not JSON is told, too.
    package static func check(_ bytes: [UInt8], path: String) -> [Diagnostic] {
        guard let tree = JSONTree(bytes) else {
            return bytes.withUnsafeBufferPointer { buffer in
                var findings = Findings(limit: 1)
                findings.add(
                    .dataSyntax, at: JSONSyntax.firstFault(in: bytes) ?? 0,
                    "the file is not JSON from here on")
                return findings.diagnostics(in: buffer, path: path)
            }
        }
        var missing: Set<String> = []
        find(in: tree, hasInstant: false, hasSource: false, &missing)
        return missing.sorted().map {
            Diagnostic(.priceWithoutSource, at: SourceLocation(file: path), $0)
        }
    }

    /// A member of such a name with a list or an object in it is no price: a word of a search index.
    private static func isFigure(_ value: JSONTree) -> Bool {
        switch value {
        case .text, .word: value.isFilled
        case .object, .list: false
        }
    }

    private static func find(
        in tree: JSONTree, hasInstant: Bool, hasSource: Bool, _ missing: inout Set<String>
    ) {
        switch tree {
        case .object(let members):
            let hasInstant = hasInstant || instants.contains { members[$0]?.isFilled == true }
            let hasSource = hasSource || sources.contains { members[$0]?.isFilled == true }
            for name in prices where members[name].map(isFigure) == true {
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
}
