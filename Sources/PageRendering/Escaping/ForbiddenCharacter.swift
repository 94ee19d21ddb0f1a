/// Characters that XML or HTML forbid in a page, however they are written.
enum ForbiddenCharacter {
    static let replacement = "\u{FFFD}"

    /// The first bytes of the forbidden characters beyond ASCII.
    static let leadBytes: [UInt8] = [0xC2, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4]

    /// Controls other than tab, line feed and carriage return.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r")
            || scalar.value == 0x7F
    }

    /// The length of the C1 control or noncharacter that `bytes` begin with, if they do.
    ///
    /// - Precondition: `bytes` are well-formed UTF-8 and begin with one of `leadBytes`.
    static func length(at bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        switch bytes[0] {
        case 0xC2:
            // U+0080 to U+009F.
            return bytes[1] < 0xA0 ? 2 : nil
        case 0xEF:
            // U+FDD0 to U+FDEF, U+FFFE and U+FFFF.
            let isInArabicBlock = bytes[1] == 0xB7 && (0x90...0xAF).contains(bytes[2])
            let isLastInPlane = bytes[1] == 0xBF && bytes[2] >= 0xBE
            return isInArabicBlock || isLastInPlane ? 3 : nil
        default:
            // The last two of every other plane, U+nFFFE and U+nFFFF.
            let isLastInPlane = bytes[1] & 0x0F == 0x0F && bytes[2] == 0xBF && bytes[3] >= 0xBE
            return isLastInPlane ? 4 : nil
        }
    }
}
