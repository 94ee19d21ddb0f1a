package import MarginModel

/// An instant for people and for `datetime` attributes.
package struct DateView: ViewModel {
    package let iso: String
    package let text: String

    package init(_ instant: Instant) {
        iso = DateFormat.iso(instant)
        text = DateFormat.text(instant)
    }

    package static var shape: ViewShape<DateView> {
        ViewShape(
            "An instant in UTC.",
            [
                .text("iso", "RFC 3339, for datetime attributes.") { $0.iso },
                .text("text", "For people: 1 February 2026, 16:25 UTC.") { $0.text },
            ])
    }
}
