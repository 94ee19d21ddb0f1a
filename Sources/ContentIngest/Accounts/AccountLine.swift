package import MarginModel

/// One line of an NDJSON file of accounts: the account, or what is wrong with the line.
package struct AccountLine: Sendable {
    /// Counts from 1, blank lines included.
    package let number: Int
    /// The account's id, also of a line that is wrong, where it could be read.
    package let id: String?
    package let result: Result<Account, Diagnostics>
    package let warnings: [Diagnostic]
    /// JSON that came beside the account, for whoever delivers its report: no page shows it.
    package let meta: [UInt8]?
    /// How the account stood before, where that came with it.
    package let previous: [Standing]

    /// What keeps it from being an account.
    package var fault: Diagnostics? {
        guard case .failure(let fault) = result else { return nil }
        return fault
    }

    package init(
        number: Int, id: String?, result: Result<Account, Diagnostics>, warnings: [Diagnostic],
        meta: [UInt8]? = nil, previous: [Standing] = []
    ) {
        self.number = number
        self.id = id
        self.result = result
        self.warnings = warnings
        self.meta = meta
        self.previous = previous
    }
}
