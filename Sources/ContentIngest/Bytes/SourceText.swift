package import MarginModel

/// What every text file must be before anything reads it: UTF-8, and only characters that a page
/// may show.
package enum SourceText {
    /// The first place that is not UTF-8 or holds a character that HTML or XML forbids: control
    /// characters other than tab and line ends, U+0080 to U+009F, U+FFFE, U+FFFF and their kin.
    ///
    /// - Complexity: O(*n*); of plain ASCII eight bytes are looked at together.
    package static func defect(in bytes: [UInt8], file: String) -> Diagnostic? {
        var index = 0
        while true {
            index = endOfPlainText(in: bytes, from: index)
            guard index < bytes.count else { return nil }
            let byte = bytes[index]
            if byte < 0x80 {
                return .forbidden(UInt32(byte), at: .locating(index, in: bytes, file: file))
            }
            let character = bytes.withUnsafeBytes { ByteScan.character($0, at: index) }
            guard let (scalar, length) = character else {
                return .notUTF8(at: .locating(index, in: bytes, file: file))
            }
            if isBidiControl(scalar) {
                return .bidiControl(scalar, at: .locating(index, in: bytes, file: file))
            }
            guard isAllowed(scalar) else {
                return .forbidden(scalar, at: .locating(index, in: bytes, file: file))
            }
            index += length
        }
    }

    /// A text in the composed form of Unicode (NFC): é is one character, however it was typed.
    static func composed(_ bytes: [UInt8]) -> [UInt8] {
        // Below U+0300 nothing composes.
        guard bytes.contains(where: { $0 >= 0xCC }) else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        // What is not UTF-8 is told as it came.
        guard text.utf8.count == bytes.count else { return bytes }
        return Array(text.composed.utf8)
    }

    /// The first byte that is neither printable ASCII nor a tab or line end.
    private static func endOfPlainText(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index < bytes.count {
                index = ByteScan.endOfPlain(bytes, from: index)
                let end = min(index + 8, bytes.count)
                while index < end {
                    let byte = bytes[index]
                    let isPlain =
                        byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09
                    guard isPlain else { return index }
                    index += 1
                }
            }
            return index
        }
    }

    /// Characters that reorder what stands around them, so that a text reads as another. The marks
    /// that Arabic and Hebrew need (U+200E, U+200F, U+061C) are none of these.
    private static func isBidiControl(_ scalar: UInt32) -> Bool {
        (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
    }

    /// Whether a page may hold this character.
    static func isAllowed(_ scalar: UInt32) -> Bool {
        if isBidiControl(scalar) { return false }
        return switch scalar {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0x7F...0x9F, 0xD800...0xDFFF, 0xFDD0...0xFDEF: false
        default: scalar <= 0x10_FFFF && scalar & 0xFFFE != 0xFFFE
        }
    }
}

extension Diagnostic {
    fileprivate static func notUTF8(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "text-not-utf8", at: location, message: "the bytes here are not UTF-8",
            hint: "Save the file as UTF-8.")
    }

    fileprivate static func forbidden(_ scalar: UInt32, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "text-forbidden-character", at: location,
            message: "the character \(code(scalar)) may not stand in a page",
            hint: "Delete the character; it is invisible in most editors.")
    }

    fileprivate static func bidiControl(_ scalar: UInt32, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "bidi-control", at: location,
            message: "\(code(scalar)) reorders the text around it, which then reads as another",
            hint: "Delete the character; right-to-left text needs none of its kind.")
    }

    /// `U+202E`
    private static func code(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
