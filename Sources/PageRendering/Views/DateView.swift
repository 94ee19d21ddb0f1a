package import MarginModel

/// An instant for people and for `datetime` attributes.
package struct DateView: ViewModel {
    private let instant: Instant

    package init(_ instant: Instant) { self.instant = instant }

    package static var shape: ViewShape<DateView> {
        ViewShape(
            "An instant in UTC.",
            [
                .text("iso", "RFC 3339, for datetime attributes.") {
                    DateFormat.iso($0.instant)
                },
                .text("text", "For people: 1 February 2026, 16:25 UTC.") {
                    $1.instant($0.instant)
                },
            ])
    }
}
