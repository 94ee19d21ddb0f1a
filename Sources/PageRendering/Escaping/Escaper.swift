import MarginModel

/// Appends text to bytes so that, in one kind of place, it can only be text.
///
/// Bytes that may stand as they are get copied in runs; a table names the others.
package final class Escaper: Sendable {
    /// For every byte: an index into `replacements`, or one of the two actions below.
    private let table: [UInt8]
    private let replacements: [[UInt8]]
    /// Looks at a character that does not begin with an ASCII byte.
    private let longCharacters: LongCharacters
    /// The bytes from 0x20 to 0x7F that are replaced, each repeated to fill a word.
    private let marks: [UInt64]

    private static let keep: UInt8 = 0xFF
    private static let lookAhead: UInt8 = 0xFE

    /// What becomes of characters beyond ASCII.
    enum LongCharacters: Sendable {
        case keep
        /// C1 controls and noncharacters, which HTML forbids, become U+FFFD.
        case replaceForbidden
        /// That, and the two line separators that JavaScript ends lines at become `\u2028`, `\u2029`.
        case replaceForbiddenAndLineSeparators
    }

    init(
        _ longCharacters: LongCharacters, _ replacement: (Unicode.Scalar) -> String?
    ) {
        var table = [UInt8](repeating: Self.keep, count: 256)
        var replacements: [[UInt8]] = []
        for byte in UInt8(0)...0x7F {
            guard let text = replacement(Unicode.Scalar(byte)) else { continue }
            table[Int(byte)] = UInt8(replacements.count)
            replacements.append(Array(text.utf8))
        }
        if longCharacters != .keep {
            for byte in ForbiddenCharacter.leadBytes { table[Int(byte)] = Self.lookAhead }
        }
        if longCharacters == .replaceForbiddenAndLineSeparators {
            table[0xE2] = Self.lookAhead
        }
        self.table = table
        self.replacements = replacements
        self.longCharacters = longCharacters
        marks = (0x20..<0x80).filter { table[$0] != Self.keep }.map { UInt64($0) &* .ones }
    }

    package func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }

    /// - Precondition: `bytes` are well-formed UTF-8.
    package func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        table.withUnsafeBufferPointer { table in
            var runStart = 0
            var index = 0
            var mayStartRun = true
            while index < bytes.count {
                if mayStartRun {
                    index = endOfPlainRun(in: bytes, from: index)
                    mayStartRun = false
                    continue
                }
                let action = table[Int(bytes[index])]
                guard action != Self.keep else {
                    index += 1
                    mayStartRun = index & 7 == 0
                    continue
                }
                var length = 1
                let replacement: [UInt8]
                if action == Self.lookAhead {
                    let rest = UnsafeBufferPointer(rebasing: bytes[index...])
                    guard let found = longReplacement(for: rest) else {
                        index += 1
                        continue
                    }
                    (length, replacement) = found
                } else {
                    replacement = replacements[Int(action)]
                }
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
                output.append(contentsOf: replacement)
                index += length
                runStart = index
                mayStartRun = true
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
        }
    }

    /// The offset up to which `bytes` are printable ASCII that no mark is among, found a word at a
    /// time; what is left of it is for the table.
    private func endOfPlainRun(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A subtraction borrows through the high bit of a byte that is too small.
            var special = word | (word &- (.ones &* 0x20))
            for mark in marks {
                let difference = word ^ mark
                special |= (difference &- .ones) & ~difference
            }
            if special & .signs != 0 { break }
            index += 8
        }
        return index
    }

    private func longReplacement(
        for bytes: UnsafeBufferPointer<UInt8>
    ) -> (length: Int, [UInt8])? {
        if bytes[0] == 0xE2 {
            guard bytes[1] == 0x80 else { return nil }
            switch bytes[2] {
            case 0xA8: return (3, Array(#"\u2028"#.utf8))
            case 0xA9: return (3, Array(#"\u2029"#.utf8))
            default: return nil
            }
        }
        return ForbiddenCharacter.length(at: bytes).map {
            ($0, Array(ForbiddenCharacter.replacement.utf8))
        }
    }
}
