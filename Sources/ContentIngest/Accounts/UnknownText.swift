import MarginModel

/// Says what a text is not, where it is neither JSON nor a CSV that is known: the parser of JSON would
/// complain of its first letter.
enum UnknownText {
    /// `nil` for what may be JSON, and for an empty text.
    static func fault(in bytes: [UInt8], file: String) -> Diagnostic? {
        let place = SourceLocation(file: file)
        if bytes.prefix(4).contains(0) {
            return Diagnostic(
                id: "text-not-utf8", at: place,
                message: "the text begins like UTF-16 or UTF-32 without its byte order mark",
                hint: "Save it as UTF-8: iconv -f UTF-16LE -t UTF-8 \(file) > utf8.txt")
        }
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
            hint: "CSV of accounts begins with a line like account,venue,asOf,symbol,side,quantity,"
                + "marginMode, with commas, semicolons, tabs or bars between the cells; marginalia "
                + "doctor lists what else is accepted")
    }
}
