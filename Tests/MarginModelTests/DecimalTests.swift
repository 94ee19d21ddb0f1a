import MarginModel
import Testing

@Suite struct DecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("12.50", "12.5"), ("+7", "7"), (".5", "0.5"), ("5.", "5"),
        ("1e3", "1000"), ("1.5E-3", "0.0015"), ("-0.00000001", "-0.00000001"),
        ("100", "100"), ("1000e-2", "10"), ("0.000", "0"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ("1.50000000000000000000000000000000000000000000000000000", "1.5"),
    ])
    func keepsEveryDigit(text: String, printed: String) throws {
        #expect(try Decimal(parsing: text).description == printed)
    }

    /// Of every length that 64 bits, two halves and 128 bits hold, with a point at every place.
    @Test func printsTheDigitsThatItRead() throws {
        for count in 1...38 {
            let digits = String((0..<count).map { Character("\(($0 * 7 + 1) % 9 + 1)") })
            for point in 0...count {
                let whole = digits.prefix(point)
                let text =
                    point == count
                    ? digits : (point == 0 ? "0" : whole) + "." + digits.dropFirst(point)
                #expect(try Decimal(parsing: text).description == text)
                #expect(
                    try Decimal(parsing: "-" + text + (point == count ? "" : "00")).description
                        == "-" + text)
            }
        }
    }

    @Test(arguments: ["", "-", ".", "1.2.3", "1,000", "NaN", "0x10", "1e", " 1", "1 ", "٣", "--1"])
    func refusesWhatIsNoNumber(text: String) {
        #expect(throws: DecimalError.notANumber) { try Decimal(parsing: text) }
    }

    @Test(arguments: [
        "1e999999", "1e-999999", "1234567890123456789012345678901234567890",
        "0.1234567890123456789012345678901234567891",
    ])
    func refusesRatherThanRounds(text: String) {
        #expect(throws: DecimalError.tooLong) { try Decimal(parsing: text) }
    }

    @Test func comparesAcrossScalesWithoutRounding() throws {
        let rising = [
            "-300000.01", "-300000", "-0.00000000000000000000000000000000000001", "0",
            "0.00000000000000000000000000000000000001", "299999.99999999", "300000", "300000.01",
            "99999999999999999999999999999999999999",
        ]
        let values = try rising.map { try Decimal(parsing: $0) }
        #expect(values == values.shuffled().sorted())
        #expect(Decimal("1.0") == Decimal("1"))
    }
}
