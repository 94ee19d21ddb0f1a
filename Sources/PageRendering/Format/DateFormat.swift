package import MarginModel

/// How dates, instants and ages are written for people. English, UTC, no locale.
package enum DateFormat {
    /// `1 February 2026, 16:25 UTC`
    package static func text(_ instant: Instant) -> String {
        "\(day(instant.utc.date)), \(hour(instant)) UTC"
    }

    /// `16:25`
    static func hour(_ instant: Instant) -> String {
        let parts = instant.utc
        return "\(twoDigits(parts.hour)):\(twoDigits(parts.minute))"
    }

    static func month(_ date: CivilDate) -> String { months[date.month - 1] }

    /// `1 February 2026`
    package static func day(_ date: CivilDate) -> String {
        "\(date.day) \(months[date.month - 1]) \(date.year)"
    }

    /// `29 September 2026`, or `November 2026` where the source gave no day.
    package static func text(_ date: SheetDate) -> String {
        let month = "\(months[date.month - 1]) \(date.year)"
        guard let day = date.day else { return month }
        return "\(day) \(month)"
    }

    /// For `datetime` attributes: `2026-02-01T16:25:00Z`.
    package static func iso(_ instant: Instant) -> String { instant.description }

    /// A span in its largest whole unit: `5 minutes`, `1 day`.
    package static func span(seconds: Int64, isExact: Bool = false) -> String {
        let units: [(size: Int64, name: String)] = [
            (86_400, "day"), (3_600, "hour"), (60, "minute"),
        ]
        let unit =
            units.first { seconds >= $0.size && (!isExact || seconds % $0.size == 0) } ?? (
                1, "second"
            )
        return counted(Int(seconds / unit.size), unit.name)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
