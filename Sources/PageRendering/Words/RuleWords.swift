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
    /// Longer ones, and ones of more parts, are lists of an account's own names: they stay as they are.
    private static let longest = 1_000
    private static let mostParts = 24

    /// What each part of a sentence came to, so that none is looked at twice.
    private typealias Known = [Substring: String?]

    init(_ entries: [(english: Saying, own: Saying)]) {
        patterns = entries.compactMap { entry in
            guard let english = entry.english.forms[.other], let own = entry.own.forms[.other]
            else { return nil }
            let weight = english.reduce(0) { sum, piece in
                if case .text(let text) = piece { sum + text.utf8.count } else { sum }
            }
            // One that is a name alone fits everything.
            return weight == 0 ? nil : Pattern(english: english, own: own, weight: weight)
        }.sorted { $0.weight > $1.weight }
    }

    /// `nil` where it is not known.
    func said(_ text: String, _ numbers: NumberFormat) -> String? {
        guard text.utf8.count <= Self.longest else { return nil }
        var known: Known = [:]
        return translated(text[...], numbers, &known)
    }

    private func translated(
        _ text: Substring, _ numbers: NumberFormat, _ known: inout Known
    ) -> String? {
        if let earlier = known[text] { return earlier }
        let said =
            fitted(text, numbers, &known) ?? joined(text, numbers, &known)
            ?? lowered(text, numbers, &known)
        known.updateValue(said, forKey: text)
        return said
    }

    /// A sentence that fits an entry.
    private func fitted(
        _ text: Substring, _ numbers: NumberFormat, _ known: inout Known
    ) -> String? {
        for pattern in patterns {
            guard let values = Self.values(of: text, pattern.english[...]) else { continue }
            var said = ""
            for piece in pattern.own {
                switch piece {
                case .text(let part): said += part
                case .name(let name, _):
                    if let found = values.first(where: { $0.name == name }) {
                        said += value(found, numbers, &known)
                    }
                }
            }
            return said
        }
        return nil
    }

    /// Several sentences, or parts of a list, each known.
    private func joined(
        _ text: Substring, _ numbers: NumberFormat, _ known: inout Known
    ) -> String? {
        let marks = [
            (". ", Phrase.formatSentences), ("; ", .formatSemicolon), (", ", .formatComma),
        ].map { mark, phrase in (mark, phrase, text.ranges(of: mark)) }
        guard marks.reduce(0, { $0 + $1.2.count }) <= Self.mostParts else { return nil }
        for (mark, phrase, stops) in marks {
            for stop in stops {
                let end = mark == ". " ? text.index(after: stop.lowerBound) : stop.lowerBound
                if let said = translated(text[..<end], numbers, &known),
                    let rest = translated(text[stop.upperBound...], numbers, &known)
                {
                    return numbers.words(phrase, said, rest)
                }
            }
        }
        return nil
    }

    /// What is known as a part of a sentence stands as one.
    private func lowered(
        _ text: Substring, _ numbers: NumberFormat, _ known: inout Known
    ) -> String? {
        guard text.hasSuffix("."), let first = text.first, first.isUppercase else { return nil }
        let part = Substring(first.lowercased() + text.dropFirst().dropLast())
        return translated(part, numbers, &known).map { numbers.words(.formatSentence, $0) }
    }

    /// What stands for a name: a sentence in itself, an instant, a day, a span, or figures and names.
    private func value(
        _ value: Value, _ numbers: NumberFormat, _ known: inout Known
    ) -> String {
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
        return translated(value.text, numbers, &known) ?? numbers.figured(text)
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
