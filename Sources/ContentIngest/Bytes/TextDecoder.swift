import MarginModel

/// What a byte order mark says of a text.
enum TextEncoding {
    case utf8, utf16LittleEndian, utf16BigEndian

    /// `nil` without a mark: then it is UTF-8, or its reader says what is not.
    init?(markOf head: [UInt8]) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8
        } else if head.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if head.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            return nil
        }
    }

    var markBytes: Int { self == .utf8 ? 3 : 2 }
}

/// Makes plain UTF-8 of a text that begins with a byte order mark.
final class TextDecoder {
    private let source: ByteSource
    private let encoding: TextEncoding
    private let file: String
    private var toSkip: Int
    private var passed = 0
    /// Half of a code unit or of a pair, waiting for the rest.
    private var pending: [UInt8] = []
    private var isFinished = false

    init(_ source: @escaping ByteSource, encoding: TextEncoding, file: String) {
        self.source = source
        self.encoding = encoding
        self.file = file
        toSkip = encoding.markBytes
    }

    /// The next piece; empty at the end.
    ///
    /// - Throws: `text-invalid-utf16`, with the offset in the text.
    func next() throws(Diagnostic) -> [UInt8] {
        while !isFinished {
            let piece = try source()
            if piece.isEmpty { isFinished = true }
            let rest = piece.dropFirst(toSkip)
            toSkip -= piece.count - rest.count
            let text = encoding == .utf8 ? Array(rest) : try decoded(pending + rest)
            if !text.isEmpty { return text }
        }
        return []
    }

    private func decoded(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        func unit(at place: Int) -> UInt16 {
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
        }
        while index + 1 < bytes.count {
            let first = unit(at: index)
            var value = UInt32(first)
            var length = 2
            if UTF16.isLeadSurrogate(first) {
                guard index + 3 < bytes.count else { break }
                let second = unit(at: index + 2)
                guard UTF16.isTrailSurrogate(second) else { throw invalid(at: index) }
                value = 0x1_0000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
                length = 4
            }
            guard let scalar = Unicode.Scalar(value) else { throw invalid(at: index) }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            index += length
        }
        if isFinished, index < bytes.count { throw invalid(at: index) }
        pending = Array(bytes[index...])
        passed += index
        return text
    }

    private func invalid(at index: Int) -> Diagnostic {
        isFinished = true
        return Diagnostic(
            id: "text-invalid-utf16", at: SourceLocation(file: file),
            message: "the text says that it is UTF-16, and is not at byte "
                + "\(passed + index + encoding.markBytes)",
            hint: "Save the file as UTF-8")
    }
}
