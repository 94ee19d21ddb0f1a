/// The transfers of one asset by status (Fund 4, FAQ gas).
///
/// A confirmed one is part of the wallet balance already; a pending or failed one changes nothing.
package struct DepositTotal: Sendable {
    package let asset: String
    package let confirmed: Exact
    package let pending: Exact
    package let failed: Exact
    package let confirmedCount: Int
    package let pendingCount: Int
    package let failedCount: Int
}
