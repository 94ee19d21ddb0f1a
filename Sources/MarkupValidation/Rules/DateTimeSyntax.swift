/// The forms of `datetime`: HTML Living Standard, section 2.3.5 "Dates and times".
enum DateTimeSyntax {
    static func isValid(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if isUsualInstant(value) { return true }
        // Years, months, dates and clock times are shapes of digits; a duration is not.
        var shape = ""
        for byte in value {
            shape.unicodeScalars.append(byte.isDigit ? "d" : Unicode.Scalar(byte))
        }
        let numbers = value.split(whereSeparator: { !$0.isDigit }).map { digits in
            digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        switch shape {
        case "dddd": return true
        case "dddd-dd": return isMonth(numbers[1])
        case "dddd-dd-dd": return isDate(numbers)
        case "dddd-Wdd": return (1...53).contains(numbers[1])
        case "dd:dd", "dd:dd:dd": return isTime(numbers[...])
        default: break
        }
        if shape.hasPrefix("P") { return isDuration(shape) }
        guard shape.hasPrefix("dddd-dd-dd"), isDate(numbers) else { return false }
        let rest = shape.dropFirst(10)
        guard rest.first == "T" || rest.first == " " else { return false }
        return isClock(rest.dropFirst(), numbers.dropFirst(3))
    }

    /// `2026-02-01T16:25:00Z` on a day that every month has: nearly all of them, told without text.
    private static func isUsualInstant(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count == 20 else { return false }
        for (index, sign) in "dddd-dd-ddTdd:dd:ddZ".utf8.enumerated()
        where sign == UInt8(ascii: "d") ? !value[index].isDigit : value[index] != sign {
            return false
        }
        func number(_ index: Int) -> UInt8 {
            (value[index] - 0x30) * 10 + (value[index + 1] - 0x30)
        }
        return (1...12).contains(number(5)) && (1...28).contains(number(8)) && number(11) < 24
            && number(14) < 60 && number(17) < 60
    }

    /// A time of day with or without seconds, fractions and zone.
    private static func isClock(_ shape: Substring, _ numbers: ArraySlice<Int>) -> Bool {
        var rest = shape
        guard rest.hasPrefix("dd:dd") else { return false }
        rest = rest.dropFirst(5)
        guard isTime(numbers.prefix(rest.hasPrefix(":dd") ? 3 : 2)) else { return false }
        if rest.hasPrefix(":dd") {
            rest = rest.dropFirst(3)
            if rest.first == "." {
                let fraction = rest.dropFirst().prefix { $0 == "d" }
                guard (1...9).contains(fraction.count) else { return false }
                rest = rest.dropFirst(1 + fraction.count)
            }
        }
        return ["", "Z", "+dd:dd", "-dd:dd"].contains(rest)
    }

    private static func isMonth(_ month: Int) -> Bool { (1...12).contains(month) }

    private static func isDate(_ numbers: [Int]) -> Bool {
        guard numbers.count >= 3, isMonth(numbers[1]) else { return false }
        let year = numbers[0]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[numbers[1] - 1]).contains(numbers[2])
    }

    private static func isTime(_ numbers: ArraySlice<Int>) -> Bool {
        zip(numbers, [24, 60, 60]).allSatisfy { $0 < $1 }
    }

    /// `P1D`, `PT30S`, `P2DT4H`: days, hours, minutes, seconds in this order, each at most once.
    private static func isDuration(_ shape: String) -> Bool {
        var expected = Array("DTHMS")
        var digits = 0
        for character in shape.dropFirst() {
            if character == "d" || (character == "." && digits > 0) {
                digits += 1
                continue
            }
            guard let place = expected.firstIndex(of: character),
                character == "T" ? digits == 0 : digits > 0,
                character == "D" || character == "T" || !expected.contains("T")
            else { return false }
            expected.removeFirst(place + 1)
            digits = 0
        }
        return digits == 0 && shape.count > 2 && !shape.hasSuffix("T")
    }
}
