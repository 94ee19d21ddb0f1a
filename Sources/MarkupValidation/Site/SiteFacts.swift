package import MarginModel

/// What the rules of a site need to know and cannot see in the bytes of its pages.
package struct SiteFacts: Sendable {
    package struct File: Sendable {
        package let path: String
        package let byteCount: Int
        /// The permission bits; `nil` when they are set by what writes the file.
        package let mode: UInt32?

        package init(path: String, byteCount: Int, mode: UInt32? = nil) {
            self.path = path
            self.byteCount = byteCount
            self.mode = mode
        }
    }

    package var files: [File]
    package var budgets: SizeBudgets
    /// Whether the files are reports for their owner alone.
    package var isPrivate: Bool
    /// The paths of pages that rights forbid to publish, with the file that says so.
    package var withheld: [String: String]

    package init(
        files: [File], budgets: SizeBudgets = SizeBudgets(), isPrivate: Bool = false,
        withheld: [String: String] = [:]
    ) {
        self.files = files
        self.budgets = budgets
        self.isPrivate = isPrivate
        self.withheld = withheld
    }
}
