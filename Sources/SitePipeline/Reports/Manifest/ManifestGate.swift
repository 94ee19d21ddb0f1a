import MarginModel

/// Whether enough accounts came, and enough of them got a report.
struct ManifestGate {
    let expectedCount: Int?
    let minimumShare: Decimal?

    /// `nil` where they did.
    func problem(of count: ManifestCount, in file: String) -> Diagnostic? {
        let expected = expectedCount ?? count.accountCount
        if let minimumShare {
            // A count in hundredths of its decimals, so that nothing is rounded.
            let unit = (0..<minimumShare.scale).reduce(Int128(100)) { unit, _ in 10 * unit }
            guard Int128(count.reportCount) * unit < Int128(expected) * minimumShare.significand
            else { return nil }
            return .tooFew(
                "\(counted(count.reportCount, "report")) of \(expected), less than "
                    + "\(minimumShare) %", in: file)
        }
        guard expected != count.accountCount else { return nil }
        return .tooFew("\(counted(count.accountCount, "account")), not \(expected)", in: file)
    }
}

extension Diagnostic {
    fileprivate static func tooFew(_ what: String, in file: String) -> Diagnostic {
        Diagnostic(
            id: "accounts-too-few", at: SourceLocation(file: file),
            message: "there are \(what)",
            hint:
                "The manifest says which there are. Look at what exports them, or say what is right "
                + "with --expect and --min-share.")
    }
}
