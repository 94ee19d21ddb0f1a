import MarginModel

/// Sentences of the margin rules in another language.
///
/// The rules speak English. The entries below `rules` of the English words are their sentences with names for
/// what differs from account to account; a sentence is recognised by the entry that it fits, and said by the
/// same entry of the language, with the figures in its own format. What fits none stays English.
package struct RuleWords: Sendable {
    package static let group = "rules."

    private struct Pattern: Sendable {
        let english: [Saying.Piece]
        let own: [Saying.Piece]
        /// The more of it is fixed, the earlier it is tried.
        let weight: Int
    }

    private let patterns: [Pattern]

    init(_ entries: [(english: Saying, own: Saying)]) {
        patterns = entries.compactMap { entry in
            guard let english = entry.english.forms[.other], let own = entry.own.forms[.other]
            else { return nil }
            let weight = english.reduce(0) { sum, piece in
                if case .text(let text) = piece { sum + text.utf8.count } else { sum }
            }
            return Pattern(english: english, own: own, weight: weight)
        }.sorted { $0.weight > $1.weight }
    }

    /// `nil` where it is not known.
    func said(_ text: String, _ numbers: NumberFormat) -> String? {
        translated(text[...], numbers)
    }

    private func translated(_ text: Substring, _ numbers: NumberFormat) -> String? {
        for pattern in patterns {
            guard let values = Self.values(of: text, pattern.english[...]) else { continue }
            return pattern.own.reduce(into: "") { said, piece in
                switch piece {
                case .text(let part): said += part
                case .name(let name, _):
                    said += values.first { $0.name == name }.map { value($0, numbers) } ?? ""
                }
            }
        }
        // Several sentences, or parts of a list, each known.
        let marks = [
            (". ", Phrase.formatSentences), ("; ", .formatSemicolon), (", ", .formatComma),
        ]
        for (mark, phrase) in marks {
            for stop in text.ranges(of: mark) {
                let end = mark == ". " ? text.index(after: stop.lowerBound) : stop.lowerBound
                if let said = translated(text[..<end], numbers),
                    let rest = translated(text[stop.upperBound...], numbers)
                {
                    return numbers.words(phrase, said, rest)
                }
            }
        }
        // What is known as a part of a sentence stands as one.
        guard text.hasSuffix("."), let first = text.first, first.isUppercase else { return nil }
        return translated(Substring(first.lowercased() + text.dropFirst().dropLast()), numbers)
            .map { numbers.words(.formatSentence, $0) }
    }

    /// What stands for a name: a sentence in itself, an instant, a day, a span, or figures and names.
    private func value(_ value: Value, _ numbers: NumberFormat) -> String {
        let text = String(value.text)
        if value.name.hasPrefix("code") { return text }
        if value.name.lowercased().hasSuffix("seconds"), let seconds = Int64(text) {
            return numbers.words.span(seconds: seconds, isExact: true)
        }
        if text.utf8.count == 20, let instant = try? Instant(parsing: text) {
            return numbers.time(instant)
        }
        if text.utf8.count == 10, let day = SheetDate(parsing: text) {
            return numbers.words.date(day)
        }
        return translated(value.text, numbers) ?? numbers.figured(text)
    }

    /// Names that stand for a number alone.
    private static let figures: Set<String> = [
        "percent", "size", "count", "seconds", "limitSeconds",
    ]

    private typealias Value = (name: String, text: Substring)

    /// The texts of the names, each as short as it can be; `nil` where it does not fit.
    private static func values(
        of text: Substring, _ pieces: ArraySlice<Saying.Piece>
    ) -> [Value]? {
        guard let first = pieces.first else { return text.isEmpty ? [] : nil }
        let rest = pieces.dropFirst()
        switch first {
        case .text(let fixed):
            return text.hasPrefix(fixed) ? values(of: text.dropFirst(fixed.count), rest) : nil
        case .name(let name, _):
            let fits = { (value: Substring) in
                !value.isEmpty
                    && (!Self.figures.contains(name)
                        || value.allSatisfy { $0.isNumber || ".-".contains($0) })
            }
            guard case .text(let next)? = rest.first else {
                return fits(text) ? [(name, text)] : nil
            }
            for range in text.ranges(of: next) where fits(text[..<range.lowerBound]) {
                if let after = values(of: text[range.upperBound...], rest.dropFirst()) {
                    return [(name, text[..<range.lowerBound])] + after
                }
            }
            return nil
        }
    }
}
