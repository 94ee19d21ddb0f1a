import MarginModel

/// Gives the next piece of a file or stream; empty at its end.
typealias ByteSource = () throws(Diagnostic) -> [UInt8]

/// What stands in front of every reader of text: gzip is unpacked, UTF-16 and byte order marks become
/// plain UTF-8, and what is no text at all is named.
enum SourceBytes {
    /// The text of a whole file.
    ///
    /// - Parameter limit: Most bytes that may come out.
    /// - Throws: `not-text` for a known format that is none, `text-…` and `gzip-…` at the offset.
    static func text(_ bytes: [UInt8], file: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        // The common case costs one comparison: most texts are JSON without any mark.
        guard let first = bytes.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
            FileSignature(bytes) != nil || TextEncoding(markOf: bytes) != nil
        else { return bytes }
        var rest: [UInt8]? = bytes
        let source = text(of: { rest.take() ?? [] }, file: file)
        var text: [UInt8] = []
        while true {
            let piece = try source()
            if piece.isEmpty { return text }
            text += piece
            guard text.count <= limit else { throw .tooMuchText(file, limit: limit) }
        }
    }

    /// The text of a whole file of records.
    static func records(_ bytes: [UInt8], file: String) throws(Diagnostics) -> [UInt8] {
        do {
            return try text(bytes, file: file, limit: JSONParser.maximumBytes)
        } catch {
            throw Diagnostics([error])
        }
    }

    /// A text that an editor may have saved as UTF-16 with a mark, as UTF-8.
    static func unmarked(_ bytes: [UInt8], file: String) throws(Diagnostics) -> [UInt8] {
        TextEncoding(markOf: bytes) == nil ? bytes : try records(bytes, file: file)
    }

    /// Whether a text is JSON, by its first character; records of any other text are CSV.
    static func isJSON(_ text: [UInt8]) -> Bool {
        text.first { $0 > 0x20 }.map { "{[".utf8.contains($0) } ?? false
    }

    /// The text of a stream, piece by piece.
    static func text(of source: @escaping ByteSource, file: String) -> ByteSource {
        var inner: ByteSource?
        return { () throws(Diagnostic) in
            if let inner { return try inner() }
            let opened = try open(source, file: file)
            inner = opened
            return try opened()
        }
    }

    private static func open(
        _ source: @escaping ByteSource, file: String
    ) throws(Diagnostic) -> ByteSource {
        let (head, whole) = try peek(source)
        switch FileSignature(head) {
        case .gzip:
            let (inside, plain) = try peek(Gunzip(whole, file: file).next)
            if let format = FileSignature(inside) {
                throw .notText(format, file: file, inGzip: true)
            }
            return decoded(plain, head: inside, file: file)
        case let format?: throw .notText(format, file: file, inGzip: false)
        case nil: return decoded(whole, head: head, file: file)
        }
    }

    private static func decoded(
        _ source: @escaping ByteSource, head: [UInt8], file: String
    ) -> ByteSource {
        guard let encoding = TextEncoding(markOf: head) else { return source }
        return TextDecoder(source, encoding: encoding, file: file).next
    }

    /// Enough of the beginning to know what it is, and the whole, beginning included. JSON shows in its
    /// first byte: whoever writes one account and waits for the answer is not kept waiting for more.
    private static func peek(
        _ source: @escaping ByteSource
    ) throws(Diagnostic) -> (head: [UInt8], whole: ByteSource) {
        var head: [UInt8] = []
        while head.count < FileSignature.bytesNeeded,
            head.first.map({ !"{[".utf8.contains($0) }) ?? true
        {
            let piece = try source()
            if piece.isEmpty { break }
            head += piece
        }
        var kept: [UInt8]? = head
        return (
            head,
            { () throws(Diagnostic) in
                if let first = kept.take(), !first.isEmpty { return first }
                return try source()
            }
        )
    }
}

extension Diagnostic {
    fileprivate static func tooMuchText(_ file: String, limit: Int) -> Diagnostic {
        Diagnostic(
            id: "text-too-large", kind: .form, at: SourceLocation(file: file),
            message: "unpacked, the text is longer than \(limit) bytes",
            hint: "Split it into smaller files")
    }

    fileprivate static func notText(
        _ format: FileSignature, file: String, inGzip: Bool
    ) -> Diagnostic {
        Diagnostic(
            id: "not-text", kind: .form, at: SourceLocation(file: file),
            message: "this is \(format.title)\(inGzip ? ", inside of gzip" : ""), "
                + "which is not read",
            hint: format.recipe(for: quotedForShell(file)))
    }

    private static func quotedForShell(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "/._-+".utf8.contains(byte)
            }
        }
        return plain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
