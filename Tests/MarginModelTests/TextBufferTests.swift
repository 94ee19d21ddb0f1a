import MarginModel
import Testing

@Suite struct TextBufferTests {
    @Test func keepsWhatIsWrittenWhileItGrows() {
        var buffer = TextBuffer(capacity: 1)
        var expected = ""
        for number in 0..<3_000 {
            buffer.append(number, width: 3)
            buffer.append("; ")
            buffer.append(UInt8(ascii: "x"))
            expected += (number < 10 ? "00" : number < 100 ? "0" : "") + "\(number); x"
        }
        #expect(buffer.text == expected)
        #expect(buffer.bytes == Array(expected.utf8))
        #expect(buffer.count == expected.utf8.count)
    }

    @Test(arguments: [
        (UInt128.max, 0, "340282366920938463463374607431768211455"),
        (UInt128.max, 39, "0.340282366920938463463374607431768211455"),
        (1, 60, "0." + String(repeating: "0", count: 59) + "1"),
        (1_000, 3, "1"), (1_200, 4, "0.12"), (0, 5, "0"),
        (100_000_000_000_000_000_000_000, 20, "1000"),
    ])
    func writesDigitsOfAnyScale(magnitude: UInt128, scale: Int, text: String) {
        var buffer = TextBuffer()
        buffer.append(digitsOf: magnitude, scale: scale)
        #expect(buffer.text == text)
        guard magnitude != 0 else { return }
        buffer.append(digitsOf: magnitude, scale: scale, isNegative: true)
        #expect(buffer.text == text + "-" + text)
    }

    /// Each number of digits, at both of its ends, as the standard library writes it.
    @Test func writesEachLength() {
        for exponent in 0...38 {
            for number in [
                UInt128.powerOfTen(exponent), .powerOfTen(exponent) &+ 1,
                .powerOfTen(exponent) - 1, .powerOfTen(exponent) / 3,
            ] where number > 0 {
                var buffer = TextBuffer()
                buffer.append(digitsOf: number, scale: 0)
                #expect(buffer.text == number.description)
                #expect(number.digitCount == number.description.utf8.count)
            }
        }
        let words: [UInt64] = [
            .max, .max / 7, 99_999_999, 100_000_000, 9_999_999_999_999_999,
        ]
        for number in words {
            var buffer = TextBuffer()
            buffer.append(Int(number >> 1), width: 1)
            buffer.append(digitsOf: UInt128(number), scale: 0)
            #expect(buffer.text == (number >> 1).description + number.description)
        }
    }

    @Test func tellsWhatAJSONStringKeepsAsItIs() {
        for text in ["", "a", "seven b", "eight by", "Größe 大きい 🟢", "x\u{7F}y tail of it"] {
            #expect(Array(text.utf8).withUnsafeBytes { ByteScan.standsInJSON($0) }, "\(text)")
        }
        for special in ["\"", "\\", "\n", "\u{0}", "\u{1F}"] {
            for place in 0..<20 {
                let text =
                    String(repeating: "é", count: place / 2) + special
                    + String(repeating: "z", count: 19 - place)
                #expect(!Array(text.utf8).withUnsafeBytes { ByteScan.standsInJSON($0) })
            }
        }
    }
}
