/// Formulas as TeX writes them, between one or two dollars. Dollars are also money ($5 and $10), prices of
/// a coin ($BTC), variables of a shell ($HOME) and currencies (US$): what stands between two of them is a
/// formula only where it looks like one.
enum MarkdownMath {
    /// How far its end is looked for, in bytes.
    private static let longest = 300

    /// Behind the formula that begins with the dollar at byte `start`; `nil` where none does.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        let rest = bytes[start...].prefix(longest)
        let before = start > 0 ? bytes[start - 1] : 0x20
        guard !isDigit(before), !isLetter(before), before != dollar else { return nil }
        let isDisplay = rest.dropFirst().first == dollar
        let inside = rest.dropFirst(isDisplay ? 2 : 1)
        guard let length = isDisplay ? displayLength(inside) : inlineLength(inside) else {
            return nil
        }
        let formula = inside.prefix(length)
        guard isFormula(formula, isAlone: isDisplay) else { return nil }
        return formula.endIndex + (isDisplay ? 2 : 1)
    }

    private static let dollar = UInt8(ascii: "$")

    /// Up to the next dollar of the line, which neither follows a space nor stands before a word.
    private static func inlineLength(_ inside: ArraySlice<UInt8>) -> Int? {
        let line = inside.prefix { $0 != 0x0A }
        guard let end = closing(line), end > line.startIndex, line[line.startIndex] > 0x20,
            line[end - 1] > 0x20
        else { return nil }
        let next = line.indices.contains(end + 1) ? line[end + 1] : 0x20
        guard !isDigit(next), !isLetter(next) else { return nil }
        return end - line.startIndex
    }

    /// Up to the next pair of dollars, in the same paragraph.
    private static func displayLength(_ inside: ArraySlice<UInt8>) -> Int? {
        guard let end = closing(inside), inside.indices.contains(end + 1), inside[end + 1] == dollar
        else { return nil }
        let formula = inside[..<end]
        let isOneParagraph = zip(formula, formula.dropFirst()).allSatisfy {
            $0 != 0x0A || $1 != 0x0A
        }
        return isOneParagraph ? formula.count : nil
    }

    /// The next dollar without a backslash before it.
    private static func closing(_ text: ArraySlice<UInt8>) -> Int? {
        text.indices.first {
            text[$0] == dollar && ($0 == text.startIndex || text[$0 - 1] != UInt8(ascii: "\\"))
        }
    }

    /// Has a mark of a formula, or is one symbol; a number needs a mark that no amount has.
    private static func isFormula(_ text: ArraySlice<UInt8>, isAlone: Bool) -> Bool {
        guard let first = text.first(where: { $0 > 0x20 }), !text.contains(UInt8(ascii: "`")) else {
            return false
        }
        func has(_ marks: String) -> Bool { text.contains { marks.utf8.contains($0) } }
        if has("\\^{") || has("=") && (isAlone || !isDigit(first)) { return true }
        if isDigit(first) { return false }
        return has("_+*<>") || text.count <= 2 && text.allSatisfy(isLetter)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
