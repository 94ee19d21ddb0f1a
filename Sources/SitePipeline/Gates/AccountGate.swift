package import MarginModel

/// Whether real accounts came in, and about as many as in the run before: an export that failed must
/// not look like a desk without accounts.
struct AccountGate: Sendable {
    let lostPercent: Decimal

    /// - Parameters:
    ///   - path: Where accounts come from; `nil`: from nowhere.
    ///   - count: How many came in, those that cannot be read included.
    ///   - gone: How many of the run before did not come, as far as their ids tell.
    ///   - before: How many the run before had; `nil` where that is not known.
    func problems(at path: String?, count: Int, gone: Int, before: Int?) -> [Diagnostic] {
        if let path, count == 0 { return [.noAccounts(in: path)] }
        guard let before else { return [] }
        let lost = max(before - count, min(gone, before))
        guard LossGate.exceeds(lost, of: before, lostPercent) else { return [] }
        return [
            Diagnostic(
                id: "accounts-lost", at: SourceLocation(file: path ?? "<arguments>"),
                message:
                    "\(lost) of \(before) real accounts are gone since the run before; "
                    + "site.yml allows \(lostPercent) percent",
                hint:
                    "Look at what exports them; a shell empties the file behind > first, --output of "
                    + "convert does not. If it is right, run again with --accept-changes.")
        ]
    }
}

extension Diagnostic {
    package static func noAccounts(in path: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-none", at: SourceLocation(file: path == "-" ? "<stdin>" : path),
            message: "there is no account to read",
            hint: "Look at what exports them. If none is right: --allow-empty, and for nightly "
                + "--accept-changes.")
    }
}
