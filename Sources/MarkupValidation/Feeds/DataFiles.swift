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
