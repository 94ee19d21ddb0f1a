import MarginModel

/// The forms that scraped pages write instants in, none of which names its zone.
struct ScrapedDate {
    /// The instant of a time of the page's own zone, which is given as if it were UTC.
    typealias Universal = @Sendable (Instant) -> Instant

    let universal: Universal

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads `Feb 01, 2026 at 01:59 pm`, also without its spaces: `Feb 01,2026 at 04:19pm`.
    func article(_ line: String) -> Instant? {
        guard line.utf8.count <= 32 else { return nil }
        let words = line.lowercased().split { $0 == " " || $0 == "," || $0 == ":" }
        guard words.count == 6 || words.count == 7, words[3] == "at",
            let month = Self.months.firstIndex(of: String(words[0].prefix(3))),
            words[0].count == 3, let day = Int(words[1]), let year = Int(words[2]),
            let hour = Int(words[4])
        else { return nil }
        let tail = words[5...].joined()
        guard tail.count == 4, let minute = Int(tail.prefix(2)), (1...12).contains(hour),
            tail.hasSuffix("am") || tail.hasSuffix("pm")
        else { return nil }
        let hour24 = hour % 12 + (tail.hasSuffix("pm") ? 12 : 0)
        return instant(
            Instant(year: year, month: month + 1, day: day, hour: hour24, minute: minute))
    }

    /// Reads `2026-02-01 16:25:01`.
    func machine(_ line: String) -> Instant? {
        guard line.utf8.count == 19 else { return nil }
        return instant(try? Instant(parsing: line + "Z"))  // What is not a date is another kind.
    }

    private func instant(_ local: Instant?) -> Instant? {
        local.map(universal)
    }
}
