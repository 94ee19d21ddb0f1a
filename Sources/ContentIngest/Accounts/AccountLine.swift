package import MarginModel

/// One line of an NDJSON file of accounts: the account, or what is wrong with the line.
package struct AccountLine: Sendable {
    /// Counts from 1, blank lines included.
    package let number: Int
    package let result: Result<Account, Diagnostics>
    package let warnings: [Diagnostic]

    package init(number: Int, result: Result<Account, Diagnostics>, warnings: [Diagnostic]) {
        self.number = number
        self.result = result
        self.warnings = warnings
    }
}
