/// The dates of HTTP, mail and RSS: `Sun, 06 Nov 1994 08:49:37 GMT`, and two older forms that are read
/// too.
public enum HTTPDate {
    /// Monday first, as `CivilDate.weekday` counts.
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    public static func text(_ instant: Instant) -> String {
        let (date, hour, minute, second) = instant.utc
        let time = [hour, minute, second].map(twoDigits).joined(separator: ":")
        return "\(days[date.weekday]), \(twoDigits(date.day)) \(months[date.month - 1]) "
            + "\(date.year) \(time) GMT"
    }

    /// Reads the three forms of RFC 9110 §5.6.7, also `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Parameter now: Places a year of two digits: never more than 50 years after it.
    public static func parse(_ text: String, now: Instant) -> Instant? {
        let words = text.split { " ,-".contains($0) }.map(String.init)
        let order: (day: Int, month: Int, year: Int, time: Int)
        switch words.count {
        case 6 where words[5] == "GMT": order = (1, 2, 3, 4)
        case 5: order = (2, 1, 4, 3)
        default: return nil
        }
        let time = words[order.time].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, let month = months.firstIndex(of: words[order.month]),
            let day = Int(words[order.day]), var year = Int(words[order.year])
        else { return nil }
        if words[order.year].utf8.count == 2 {
            let (today, hour, minute, second) = now.utc
            year += today.year / 100 * 100
            let limit = (today.year + 50, today.month, today.day, hour, minute, second)
            if (year, month + 1, day, time[0], time[1], time[2]) > limit { year -= 100 }
        }
        // A leap second has no instant of its own.
        return Instant(
            year: year, month: month + 1, day: day, hour: time[0], minute: time[1],
            second: time[2] == 60 ? 59 : time[2])
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
