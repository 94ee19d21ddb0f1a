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
}
