import MarginModel

/// Says what a text is not, where it is neither JSON nor a CSV that is known: the parser of JSON would
/// complain of its first letter.
enum UnknownText {
    /// Of a text that begins like UTF-16 and does not say it.
    static func missingMark(in bytes: [UInt8], file: String) -> Diagnostic? {
        guard bytes.prefix(4).contains(0) else { return nil }
        let encoding = bytes[0] == 0 ? "UTF-16BE" : "UTF-16LE"
        return Diagnostic(
            id: "text-not-utf8", at: SourceLocation(file: file),
            message: "the text begins like UTF-16 or UTF-32 without its byte order mark",
            hint: "Save it as UTF-8: iconv -f \(encoding) -t UTF-8 \(file) > utf8.txt")
    }

    /// `nil` for what may be JSON, and for an empty text.
    static func fault(in bytes: [UInt8], file: String) -> Diagnostic? {
        let place = SourceLocation(file: file)
        if let fault = missingMark(in: bytes, file: file) { return fault }
        guard let first = bytes.first(where: { $0 > 0x20 }), !"{[".utf8.contains(first) else {
            return nil
        }
        var scanner = CSVScanner(bytes: bytes, dialect: CSVDialect(of: bytes))
        do throws(CSVSyntaxError) {
            _ = try scanner.row()
        } catch {
            return Diagnostic(
                id: error.problem.rawValue, kind: .form,
                at: .locating(error.offset, in: bytes, file: file), message: error.problem.message,
                hint: error.problem.hint)
        }
        return Diagnostic(
            id: "payload-unknown", kind: .form, at: place,
            message: "this is neither an object or list of JSON nor CSV with a column account",
            hint:
                "CSV of accounts begins with a line like account,venue,asOf,accountMode,symbol,side,"
                + "quantity,marginMode, with commas, semicolons, tabs or bars between the cells; marginalia "
                + "doctor lists what else is accepted")
    }
}
