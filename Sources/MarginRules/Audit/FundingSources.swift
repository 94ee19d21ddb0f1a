/// The sources that the plan draws on, in the order of use, and those it does not (Fund 5).
package struct FundingSources: Sendable {
    package struct Use: Sendable {
        /// From 1.
        package let order: Int
        package let asset: String
        /// What is credited.
        package let amount: Exact
        package let fee: Exact?
        package let reason: String
    }

    package struct Refusal: Sendable {
        package let why: String
        package let source: String
    }

    package let used: [Use]
    package let refused: [Refusal]
    /// Whether each asset comes from one source.
    package let isSingleSource: Bool
}
