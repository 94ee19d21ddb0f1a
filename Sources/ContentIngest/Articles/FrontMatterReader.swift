import MarginModel

/// Splits a file into front matter, between two lines of `---`, and the body after it.
struct FrontMatterReader {
    struct Result {
        let fields: JSONDocument
        /// The byte that the body starts at.
        let bodyOffset: Int
    }

    func read(_ bytes: [UInt8], file: String) throws(Diagnostic) -> Result {
        if let defect = SourceText.defect(in: bytes, file: file) { throw defect }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let contentStart = fenceEnd(at: start, in: bytes) else { throw .missing(file) }
        var lineStart = contentStart
        while lineStart < bytes.count {
            if let bodyOffset = fenceEnd(at: lineStart, in: bytes) {
                let range = contentStart..<lineStart
                var flat = FlatFrontMatter(bytes: bytes)
                if let fields = flat.document(in: range, file: file) {
                    return Result(fields: fields, bodyOffset: bodyOffset)
                }
                let fields = try YAMLDocument.read(bytes, in: range, file: file)
                return Result(fields: fields, bodyOffset: bodyOffset)
            }
            guard let end = bytes[lineStart...].firstIndex(of: 0x0A) else { break }
            lineStart = end + 1
        }
        throw .unclosed(file)
    }

    /// The byte after the line when it is `---` alone.
    private func fenceEnd(at start: Int, in bytes: [UInt8]) -> Int? {
        guard bytes[start...].starts(with: "---".utf8) else { return nil }
        var index = start + 3
        while index < bytes.count, bytes[index] != 0x0A {
            guard bytes[index] == 0x20 || bytes[index] == 0x0D else { return nil }
            index += 1
        }
        return min(index + 1, bytes.count)
    }
}

extension Diagnostic {
    fileprivate static func missing(_ file: String) -> Self {
        Diagnostic(
            id: "front-matter-missing", at: SourceLocation(file: file),
            message: "the file does not start with front matter",
            hint: "Start with a line of ---, then title, summary and date, then --- again.")
    }

    fileprivate static func unclosed(_ file: String) -> Self {
        Diagnostic(
            id: "front-matter-unclosed", at: SourceLocation(file: file),
            message: "the front matter has no end", hint: "Put a line of --- below its last key.")
    }
}
