package import MarginModel

/// What a venue does with an account at its trigger, in its order.
package struct VenueProcedure: Hashable, Sendable {
    package let steps: [String]
    /// Where the order is taken from, and how good that source is.
    package let source: String

    /// The venue's order of steps once an account or position is at its trigger.
    package static func afterTrigger(at venue: Venue, _ mode: MarginMode) -> VenueProcedure {
        venue.rules.procedure(in: mode)
    }
}
