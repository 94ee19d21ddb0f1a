import MarginModel

/// The dates of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ instant: Instant) -> String {
        let (date, hour, minute, second) = instant.utc
        let time = [hour, minute, second].map(twoDigits).joined(separator: ":")
        return "\(days[date.weekday]), \(twoDigits(date.day)) \(months[date.month - 1]) "
            + "\(date.year) \(time) GMT"
    }

    /// `nil` for the two older forms, which no browser sends.
    static func parse(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[0].hasSuffix(","),
            let month = months.firstIndex(of: String(words[2])),
            let day = Int(words[1]), let year = Int(words[3])
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3 else { return nil }
        return Instant(
            year: year, month: month + 1, day: day, hour: time[0], minute: time[1], second: time[2])
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
