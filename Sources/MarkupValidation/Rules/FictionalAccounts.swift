/// A public page shows what an account has only when the account is made up, and says so:
/// `data-account="fictional"` on the element around it.
struct FictionalAccounts {
    func open(_ element: OpenElement, into findings: inout Findings) {
        guard element.isValue(.dataAccount, "private") else { return }
        findings.add(
            .balanceShown, at: element.offset,
            "the page shows what an account has that is not fictional")
    }
}
