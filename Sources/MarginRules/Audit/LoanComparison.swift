/// The account's credit line beside closing, for the same cure (FAQ loan).
package struct LoanComparison: Sendable {
    package let aprPercent: Exact
    /// Above the article's 20 % a year.
    package let isAboveThreshold: Bool
    package let thresholdPercent: Exact
    package let limit: Exact
    /// What reaches the plan's target.
    package let amount: Exact
    package let asset: String
    package let hours: Exact
    /// amount × APR × hours ÷ 8,760.
    package let interest: Exact
    package let coversAmount: Bool
    /// Fees and slippage of closing instead; `nil` when closing alone does not cure.
    package let costOfClosing: Exact?
    /// The hours at which interest has cost as much as closing.
    package let breakEvenHours: Exact?
}
