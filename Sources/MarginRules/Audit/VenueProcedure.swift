/// What a venue does with an account at its trigger, in its order.
package struct VenueProcedure: Hashable, Sendable {
    package let steps: [String]
    /// Where the order is taken from, and how good that source is.
    package let source: String
}
