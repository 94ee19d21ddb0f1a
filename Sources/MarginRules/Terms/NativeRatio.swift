/// A venue's own ratio as the venue shows it.
package struct NativeRatio: Sendable {
    package enum Direction: String, Sendable, CaseIterable {
        case higherIsWorse = "higher-is-worse"
        case lowerIsWorse = "lower-is-worse"
    }

    /// A fraction: 0.41 is 41 %. `nil` when withheld, or when equity or the requirement is zero.
    package let value: Exact?
    /// The venue's name for it: "Margin ratio", "Account MM rate".
    package let name: String
    /// Where the venue liquidates; 1 at all three.
    package let threshold: Exact
    package let direction: Direction

    package init(value: Exact?, name: String, threshold: Exact, direction: Direction) {
        self.value = value
        self.name = name
        self.threshold = threshold
        self.direction = direction
    }
}
