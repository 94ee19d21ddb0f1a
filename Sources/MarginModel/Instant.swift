/// A point in time in UTC, to the millisecond. The only clock values in the program.
///
/// What lies outside of the years 0 to 9999 is `distantPast` or `distantFuture`, so that no sum or
/// difference of instants overflows, whatever a file, a clock or an interval says.
public struct Instant: Hashable, Comparable, Sendable {
    public let millisecondsSinceEpoch: Int64

    /// Before every instant that can be written.
    public static let distantPast = Instant(millisecondsSinceEpoch: .min)
    /// After every instant that can be written.
    public static let distantFuture = Instant(millisecondsSinceEpoch: .max)

    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = min(
            max(millisecondsSinceEpoch, -62_167_219_200_001), 253_402_300_800_000)
    }

    public init(secondsSinceEpoch: Int64) {
        let (milliseconds, overflow) = secondsSinceEpoch.multipliedReportingOverflow(by: 1_000)
        self =
            overflow
            ? secondsSinceEpoch < 0 ? .distantPast : .distantFuture
            : Instant(millisecondsSinceEpoch: milliseconds)
    }

    /// Seconds since 1970: from 2009, before which there was nothing to trade, to 2100.
    public static let traded: Range<Int64> = 1_230_768_000..<4_102_444_800

    /// Seconds since 1970, or thousandths, millionths or billionths of them, told apart by their size. `nil` for what is neither, of a
    /// time that a market was open at.
    public init?(sinceEpoch count: Int64) {
        let units: [Int64] = [1, 1_000, 1_000_000, 1_000_000_000]
        guard let unit = units.first(where: { Self.traded.contains(count / $0) }) else {
            return nil
        }
        self.init(
            millisecondsSinceEpoch: unit == 1 ? count * 1_000 : count / (unit / 1_000))
    }

    /// Whether its year has four digits.
    public var isWritable: Bool { self > .distantPast && self < .distantFuture }

    /// A date and time of day of the Gregorian calendar, in UTC. `nil` when there is no such time.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
        millisecond: Int = 0
    ) {
        guard (1_970...9_999).contains(year), (1...12).contains(month),
            (1...CivilDate.daysIn(month: month, year: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999).contains(millisecond)
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        millisecondsSinceEpoch = Int64(seconds) * 1_000 + Int64(millisecond)
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }

    public func advanced(bySeconds seconds: Int64) -> Instant {
        // No two instants are further apart, so that a larger count reaches the same end.
        advanced(byMilliseconds: min(max(seconds, -400_000_000_000), 400_000_000_000) * 1_000)
    }

    public func advanced(byMilliseconds milliseconds: Int64) -> Instant {
        let (sum, overflow) = millisecondsSinceEpoch.addingReportingOverflow(milliseconds)
        guard overflow else { return Instant(millisecondsSinceEpoch: sum) }
        return milliseconds < 0 ? .distantPast : .distantFuture
    }

    /// Whole seconds from `earlier` to this instant; negative when this one comes first.
    public func seconds(since earlier: Instant) -> Int64 {
        (millisecondsSinceEpoch - earlier.millisecondsSinceEpoch) / 1_000
    }

    public var secondsSinceEpoch: Int64 {
        millisecondsSinceEpoch >= 0
            ? millisecondsSinceEpoch / 1_000 : (millisecondsSinceEpoch - 999) / 1_000
    }
}

/// Why a text is not an `Instant`.
public enum InstantError: Error, Hashable, Sendable {
    case notADate
    /// A day alone.
    case noTime
    /// A date and time, but of no stated zone.
    case noZone
}

extension Instant {
    /// Reads RFC 3339: `2026-02-01T16:25:00Z`, `2026-02-01T16:25:00.250+05:30`, also with spaces in place of
    /// the `T` and before the zone, as spreadsheets and databases write it.
    public init(parsing text: String) throws(InstantError) {
        try self.init(parsing: Array(text.utf8)[...])
    }

    public init(parsing bytes: ArraySlice<UInt8>) throws(InstantError) {
        var reader = ByteReader(bytes)
        guard let date = reader.date() else { throw .notADate }
        if reader.isAtEnd, Instant(year: date.year, month: date.month, day: date.day) != nil {
            throw .noTime
        }
        guard reader.oneOf("Tt ") else { throw .notADate }
        guard let hour = reader.number(2), reader.oneOf(":"), let minute = reader.number(2) else {
            throw .notADate
        }
        var second = 0
        var millisecond = 0
        if reader.oneOf(":") {
            guard let value = reader.number(2) else { throw .notADate }
            second = value
            if reader.oneOf(".") { millisecond = reader.milliseconds() }
        }
        _ = reader.oneOf(" ")
        if reader.isAtEnd { throw .noZone }
        guard let offset = reader.zoneOffsetSeconds(), reader.isAtEnd,
            let local = Instant(
                year: date.year, month: date.month, day: date.day, hour: hour, minute: minute,
                second: second, millisecond: millisecond)
        else { throw .notADate }
        self = local.advanced(bySeconds: -Int64(offset))
        guard isWritable else { throw .notADate }
    }
}

private struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    var isAtEnd: Bool { index == bytes.endIndex }

    mutating func number(_ digits: Int) -> Int? {
        guard index + digits <= bytes.endIndex else { return nil }
        var value = 0
        for byte in bytes[index..<(index + digits)] {
            guard case 0x30...0x39 = byte else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        index += digits
        return value
    }

    mutating func oneOf(_ accepted: StaticString) -> Bool {
        guard index < bytes.endIndex else { return false }
        for place in 0..<accepted.utf8CodeUnitCount
        where accepted.utf8Start[place] == bytes[index] {
            index += 1
            return true
        }
        return false
    }

    mutating func date() -> CivilDate? {
        guard let year = number(4), oneOf("-"), let month = number(2), oneOf("-"),
            let day = number(2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    mutating func milliseconds() -> Int {
        var value = 0
        var places = 0
        while index < bytes.endIndex, case 0x30...0x39 = bytes[index] {
            if places < 3 { value = value * 10 + Int(bytes[index] - 0x30) }
            places += 1
            index += 1
        }
        while places < 3 {
            value *= 10
            places += 1
        }
        return value
    }

    mutating func zoneOffsetSeconds() -> Int? {
        if oneOf("Zz") { return 0 }
        if bytes[index...].elementsEqual("UTC".utf8) {
            index = bytes.endIndex
            return 0
        }
        guard index < bytes.endIndex else { return nil }
        let sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
        guard oneOf("+-"), let hours = number(2), hours <= 23 else { return nil }
        // Databases write whole hours alone: `+00`.
        if index == bytes.endIndex { return sign * hours * 3_600 }
        _ = oneOf(":")
        guard let minutes = number(2), minutes <= 59 else { return nil }
        return sign * (hours * 60 + minutes) * 60
    }
}

extension Instant: ASCIIText {
    /// RFC 3339 in UTC, with milliseconds only when there are some: `2026-02-01T16:25:00Z`.
    public func append(to buffer: inout TextBuffer) {
        let parts = utc
        parts.date.append(to: &buffer)
        buffer.append(UInt8(ascii: "T"), parts.hour)
        buffer.append(UInt8(ascii: ":"), parts.minute)
        buffer.append(UInt8(ascii: ":"), parts.second)
        let fraction = millisecondsSinceEpoch - secondsSinceEpoch * 1_000
        if fraction != 0 {
            buffer.append(UInt8(ascii: "."))
            buffer.append(Int(fraction), width: 3)
        }
        buffer.append(UInt8(ascii: "Z"))
    }

    /// The calendar date and the time of day in UTC.
    public var utc: (date: CivilDate, hour: Int, minute: Int, second: Int) {
        let seconds = Int(secondsSinceEpoch)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        return (CivilDate(daysSinceEpoch: days), rest / 3_600, rest / 60 % 60, rest % 60)
    }

    /// `2026-02-01T16-25-00Z`: the same without characters that file names dislike.
    public var fileNameForm: String {
        String(description.map { $0 == ":" ? "-" : $0 })
    }
}

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    public static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01, by counting in eras of 400 years that start in March.
    public var daysSinceEpoch: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public init(daysSinceEpoch days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// 0 is Monday.
    public var weekday: Int { ((daysSinceEpoch + 3) % 7 + 7) % 7 }
}

extension CivilDate: ASCIIText {
    /// `2026-02-01`
    public func append(to buffer: inout TextBuffer) {
        buffer.append(year, width: 4)
        buffer.append(UInt8(ascii: "-"), month)
        buffer.append(UInt8(ascii: "-"), day)
    }
}

/// The date of a sheet or a fee, as exact as its source gave it: a day, or a month alone.
public struct SheetDate: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int?

    /// Reads `2026-09-29` or `2026-11`.
    public init?(parsing text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].utf8.count == 4,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month)
        else { return nil }
        self.year = year
        self.month = month
        guard parts.count == 3 else {
            day = nil
            return
        }
        guard let day = Int(parts[2]),
            (1...CivilDate.daysIn(month: month, year: year)).contains(day)
        else { return nil }
        self.day = day
    }

    /// The day of `instant` in UTC.
    public init(_ instant: Instant) {
        let date = instant.utc.date
        (year, month, day) = (date.year, date.month, date.day)
    }

    /// The first instant that the date can mean: ages are counted from it, so never too young.
    public var start: Instant? { Instant(year: year, month: month, day: day ?? 1) }
}

extension SheetDate: Comparable {
    /// A month alone comes before its days.
    public static func < (left: SheetDate, right: SheetDate) -> Bool {
        (left.year, left.month, left.day ?? 0) < (right.year, right.month, right.day ?? 0)
    }
}

extension SheetDate: ASCIIText {
    public func append(to buffer: inout TextBuffer) {
        buffer.append(year, width: 4)
        buffer.append(UInt8(ascii: "-"), month)
        if let day { buffer.append(UInt8(ascii: "-"), day) }
    }
}
