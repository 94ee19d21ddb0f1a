package import MarginModel

/// Dates for machines, and what is the same in every language. People read those of `Words`.
package enum DateFormat {
    /// `16:25`
    static func hour(_ instant: Instant) -> String {
        let parts = instant.utc
        return "\(twoDigits(parts.hour)):\(twoDigits(parts.minute))"
    }

    /// For `datetime` attributes: `2026-02-01T16:25:00Z`.
    package static func iso(_ instant: Instant) -> String { instant.description }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
