import MarginModel

/// Values that only `site.yml` holds: percents, counts and durations.
extension JSONObjectReader {
    /// A whole number from 1 on.
    mutating func count(_ name: StaticString, upTo limit: Int = 1_000) -> Int? {
        guard let value = value(name), let number = value.wholeNumber() else { return nil }
        if number <= limit { return number }
        problems.report(
            id: "out-of-range", at: value.offset, "\(name) is \(number)",
            hint: "Write a whole number from 1 to \(limit)")
        return nil
    }

    /// A duration: a whole number and its unit, `90s`, `5m`, `24h`, `400d`.
    mutating func seconds(_ name: StaticString) -> Int64? {
        guard let value = value(name), let text = value.text() else { return nil }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
            (1...100_000_000).contains(count)
        {
            return count * unit
        }
        problems.report(
            id: "not-a-duration", at: value.offset, "\(name) is \(quoted(text))",
            hint: "Write a number and s, m, h or d, like 5m")
        return nil
    }
}
