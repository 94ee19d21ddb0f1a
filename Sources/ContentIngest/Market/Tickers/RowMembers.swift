import MarginModel

/// A row's members, read one by one: what is odd is thrown and costs the row.
extension JSONObjectReader {
    /// The text of a member that is there and not empty, and where it stands.
    mutating func field(_ name: StaticString) throws(RowFault) -> (text: String, offset: Int)? {
        guard let value = value(name) else { return nil }
        guard value.isObject || value.isList else { return (value.word, value.offset) }
        throw .unreadable(
            name.description, "…", "an object or a list", id: "wrong-type", at: value.offset)
    }

    /// A text that can name something.
    mutating func word(_ name: StaticString) throws(RowFault) -> (text: String, offset: Int)? {
        guard let field = try field(name) else { return nil }
        guard let problem = NameCheck.problem(with: field.text) else { return field }
        throw .unreadable(
            name.description, field.text, "no name: " + problem.complaint, id: problem.rawValue,
            at: field.offset)
    }

    mutating func requiredWord(
        _ name: StaticString
    ) throws(RowFault) -> (text: String, offset: Int) {
        guard let word = try word(name) else { throw .missing(name) }
        return word
    }

    /// - Parameter isPrice: One of zero or less is none.
    mutating func number(
        _ name: StaticString, isPrice: Bool = false
    ) throws(RowFault) -> Decimal? {
        guard let field = try field(name) else { return nil }
        let bytes = Array(field.text.utf8)[...]
        let text = problems.document.hasDecimalCommas ? CSVDialect.pointed(bytes) : bytes
        guard let number = try? Decimal(parsing: text) else {
            throw .unreadable(
                name.description, field.text, "no number", id: "not-a-number", at: field.offset)
        }
        guard number.isPositive || !isPrice else { throw .notPositive(number, at: field.offset) }
        return number
    }

    /// RFC 3339, or seconds or milliseconds since 1970, where 0 means none.
    mutating func time(_ name: StaticString) throws(RowFault) -> Instant? {
        guard let (text, offset) = try field(name), text != "0" else { return nil }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(text) {
            // Seconds have ten digits from 2001 to 2286, milliseconds thirteen.
            if text.utf8.count == 10 { return Instant(secondsSinceEpoch: count) }
            if text.utf8.count == 13 { return Instant(millisecondsSinceEpoch: count) }
        }
        if let instant = try? Instant(parsing: text) { return instant }
        throw .unreadable(
            name.description, text, "no time with its zone", id: "not-an-instant", at: offset)
    }
}
