/// The forms of `datetime`: HTML Living Standard, section 2.3.5 "Dates and times".
struct DateTimeSyntax {
    static func isValid(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.first == UInt8(ascii: "P") { return isDuration(value.dropFirst()) }
        var reader = DateTimeSyntax(value)
        return reader.readValue() && reader.isAtEnd
    }

    /// Whether it is a day, or a day with a time of a zone.
    static func isInstant(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count >= 10, value[4] == UInt8(ascii: "-"), value[7] == UInt8(ascii: "-"),
            isValid(value)
        else { return false }
        return value.count == 10 || value.last == UInt8(ascii: "Z")
            || [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(value[value.count - 6])
    }

    /// - Parameter shape: With a d for each digit.
    static func isValid(_ value: UnsafeBufferPointer<UInt8>, as shape: StaticString) -> Bool {
        let signs = UnsafeBufferPointer(start: shape.utf8Start, count: shape.utf8CodeUnitCount)
        return value.count == signs.count && isValid(value)
            && zip(value, signs).allSatisfy { $1 == UInt8(ascii: "d") ? $0.isDigit : $0 == $1 }
    }

    private let value: UnsafeBufferPointer<UInt8>
    private var index = 0

    private init(_ value: UnsafeBufferPointer<UInt8>) { self.value = value }

    private var isAtEnd: Bool { index == value.count }

    /// A year, month, week or date; a time of day; or a date with a time and perhaps a zone.
    private mutating func readValue() -> Bool {
        if value.count > 2, value[2] == UInt8(ascii: ":") { return readTime() }
        guard let year = number(4), year > 0 else { return false }
        guard take("-") else { return true }
        if take("W") { return number(2).map { (1...53).contains($0) } ?? false }
        guard let month = number(2), (1...12).contains(month) else { return false }
        guard take("-") else { return true }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard let day = number(2), (1...length).contains(day) else { return false }
        if isAtEnd { return true }
        guard take("T") || take(" "), readTime() else { return false }
        if isAtEnd || take("Z") { return true }
        guard take("+") || take("-"), let hours = number(2), hours < 24, take(":"),
            let minutes = number(2), minutes < 60
        else { return false }
        return true
    }

    /// Hours and minutes, perhaps seconds, perhaps up to three digits of a fraction.
    private mutating func readTime() -> Bool {
        guard let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60
        else { return false }
        guard take(":") else { return true }
        guard let seconds = number(2), seconds < 60 else { return false }
        guard take(".") else { return true }
        let start = index
        while index < value.count, value[index].isDigit { index += 1 }
        return (1...3).contains(index - start)
    }

    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard index < value.count, value[index] == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    /// The number of so many digits, `nil` where fewer stand.
    private mutating func number(_ digits: Int) -> Int? {
        guard index + digits <= value.count else { return nil }
        var number = 0
        for place in index..<index + digits {
            guard value[place].isDigit else { return nil }
            number = number * 10 + Int(value[place] - 0x30)
        }
        index += digits
        return number
    }

    /// After the P, `1D`, `T30S`, `2DT4H`: days, hours, minutes, seconds in this order, each at most once.
    private static func isDuration(_ parts: UnsafeBufferPointer<UInt8>.SubSequence) -> Bool {
        var expected = Array("DTHMS".utf8)
        var digits = 0
        var hasFraction = false
        for byte in parts {
            if byte == UInt8(ascii: ".") { hasFraction = true }
            if byte.isDigit || (byte == UInt8(ascii: ".") && digits > 0) {
                digits += 1
                continue
            }
            guard let place = expected.firstIndex(of: byte),
                !hasFraction || byte == UInt8(ascii: "S"),
                byte == UInt8(ascii: "T") ? digits == 0 : digits > 0,
                byte == UInt8(ascii: "D") || byte == UInt8(ascii: "T")
                    || !expected.contains(UInt8(ascii: "T"))
            else { return false }
            expected.removeFirst(place + 1)
            digits = 0
        }
        return digits == 0 && parts.count > 1 && parts.last != UInt8(ascii: "T")
    }
}
