package import MarginModel

/// What the program says to people in one language, and how that language writes numbers and dates.
/// Made once; views and templates ask it.
package final class Words: Sendable {
    /// A value for a name of a phrase.
    package enum Value: Sendable {
        case text(String)
        /// A whole number, which chooses among plural forms.
        case count(Int)
    }

    /// The name of the words file: `de`, `zh-Hans`.
    package let language: String
    package let isRightToLeft: Bool
    let marks: NumberFormat.Marks
    /// The sentences of the margin rules, which are English; `nil` where they stay as they are.
    let rules: RuleWords?
    /// What stands where this language says nothing; itself for English.
    package var english: Words { fallback ?? self }
    private let fallback: Words?
    /// The keys of what English says and this language does not.
    package let missing: [String]
    private let sayings: [String: Saying]
    /// Entries that a later file added to the first.
    private let added: [Saying]
    private let phrases: [Phrase: PhraseTemplate]
    private let months: [String]

    /// - Parameters:
    ///   - entries: Of one or more files; a later one replaces the same key of an earlier.
    ///   - english: What stands where the language says nothing. `nil`: these are English.
    /// - Throws: Every key that English does not have, every name that is not known or not used.
    package init(
        _ language: String, _ entries: [WordEntry], english: Words? = nil
    ) throws(Diagnostics) {
        var problems = Diagnostics()
        var groups: [String: [WordEntry]] = [:]
        var earlier: [String: [WordEntry]] = [:]
        for entry in entries {
            // Another file begins the entry anew.
            if let group = groups[entry.key], group[0].location.file != entry.location.file {
                if earlier[entry.key] == nil { earlier[entry.key] = group }
                groups[entry.key] = [entry]
            } else {
                groups[entry.key, default: []].append(entry)
            }
        }
        let rule = Self.rule(groups[Phrase.formatPlurals.key]?.first, english, &problems)
        var sayings: [String: Saying] = [:]
        func saying(_ entries: [WordEntry]) -> Saying? {
            do throws(Diagnostics) {
                return try Saying(entries, rule: rule)
            } catch {
                problems.append(contentsOf: error)
                return nil
            }
        }
        for (key, group) in groups.sorted(by: { $0.key < $1.key }) {
            guard let read = saying(group) else { continue }
            sayings[key] = read
            if let model = english?.sayings[key] ?? earlier[key].flatMap(saying) {
                Self.compare(read, with: model.names, &problems)
            } else if let english {
                problems.append(.unknownKey(read, among: english.sayings.keys))
            }
        }
        missing = english?.sayings.keys.filter { sayings[$0] == nil }.sorted() ?? []
        let firstFile = entries.first?.location.file
        added =
            (english?.added ?? [])
            + sayings.values.filter {
                $0.location.file != firstFile && earlier[$0.key] == nil && english == nil
            }
        sayings.merge(english?.sayings ?? [:]) { own, _ in own }
        // All else was compared with the English, or with an earlier file.
        let compared = Set(earlier.keys)
        func check(_ key: String, _ names: [String]) -> Saying? {
            guard let saying = sayings[key] else {
                if groups[key] == nil {
                    problems.append(.missingEntry(key, at: entries.first?.location))
                }
                return nil
            }
            if english == nil, !compared.contains(key) {
                Self.compare(saying, with: names, &problems)
            }
            return saying
        }
        var phrases: [Phrase: PhraseTemplate] = [:]
        for phrase in Phrase.allCases {
            phrases[phrase] = check(phrase.key, phrase.names).map { PhraseTemplate(phrase, $0) }
        }
        for key in VenueRule.keys { _ = check(key, []) }
        if let entry = groups[Phrase.formatDirection.key]?.first,
            !["ltr", "rtl"].contains(entry.text)
        {
            problems.append(.unknownDirection(entry))
        }
        guard problems.all.isEmpty else { throw Diagnostics(problems.sorted()) }
        self.language = language
        fallback = english
        self.sayings = sayings
        self.phrases = phrases
        func text(_ phrase: Phrase) -> String { phrases[phrase]?.text([], .html) ?? "" }
        isRightToLeft = text(.formatDirection) == "rtl"
        months = Phrase.months.map(text)
        rules = english.map { english in
            RuleWords(
                english.sayings.filter { $0.key.hasPrefix(RuleWords.group) }.values.map {
                    ($0, sayings[$0.key] ?? $0)
                })
        }
        marks = NumberFormat.Marks(
            group: text(.formatGroup), point: text(.formatPoint),
            percent: phrases[.formatPercent]?.text([.text("\0")], .html) ?? "")
    }

    /// Chinese is written in two scripts, and a region stands for one of them.
    private static let simplified = ["zh", "zh-CN", "zh-SG"]

    /// Of languages with words the one for a tag: `de` for `de-AT`.
    package static func language(for tag: String, among known: some Sequence<String>) -> String? {
        var parts = tag.split(separator: "-")
        if let script = simplified.first(where: { $0.lowercased() == tag.lowercased() }) {
            parts = script == "zh" ? ["zh", "Hans"] : ["zh", "Hans", parts[1]]
        }
        while !parts.isEmpty {
            let name = parts.joined(separator: "-").lowercased()
            if let found = known.first(where: { $0.lowercased() == name }) { return found }
            parts.removeLast()
        }
        return nil
    }

    /// Without entries: it says the key of what it is asked for, and the values. What two views say
    /// differs in any language only if it differs here.
    package static let bare = Words()

    private init() {
        (language, isRightToLeft, marks) = ("", false, .english)
        (fallback, rules) = (nil, nil)
        (missing, sayings, added, phrases, months) = ([], [:], [], [:], [])
    }

    private static func rule(
        _ entry: WordEntry?, _ english: Words?, _ problems: inout Diagnostics
    ) -> PluralRule {
        guard let entry else {
            return english?.sayings[Phrase.formatPlurals.key]?.rule ?? .one
        }
        if let rule = PluralRule(rawValue: entry.text) { return rule }
        problems.append(.unknownRule(entry))
        return .one
    }

    private static func compare(
        _ saying: Saying, with names: [String], _ problems: inout Diagnostics
    ) {
        let own = saying.names
        for name in Set(own).subtracting(names).sorted() {
            problems.append(.unknownName(name, in: saying, among: names))
        }
        for name in Set(names).subtracting(own).sorted() {
            problems.append(.unusedName(name, in: saying))
        }
    }

    // MARK: Saying

    /// - Precondition: There is a value for each name, in the order of the phrase.
    package func callAsFunction(_ phrase: Phrase, _ first: Value, _ rest: Value...) -> String {
        self(phrase, [first] + rest)
    }

    /// The same of a phrase whose names are all texts.
    package func callAsFunction(_ phrase: Phrase, _ texts: String...) -> String {
        self(phrase, texts.map { .text($0) })
    }

    package func callAsFunction(_ phrase: Phrase, _ values: [Value]) -> String {
        guard let template = phrases[phrase] else {
            return values.reduce(phrase.key) { text, value in
                switch value {
                case .text(let part): "\(text)\0\(part)"
                case .count(let count): "\(text)\0\(count)"
                }
            }
        }
        return template.text(values, numbers)
    }

    /// Several as one, by a phrase that joins two: `BTC, ETH`.
    package func joined(_ texts: [String], by phrase: Phrase = .formatComma) -> String {
        texts.dropFirst().reduce(texts.first ?? "") { self(phrase, $0, $1) }
    }

    /// Sentences one after another; empty ones are left out.
    func sentences(_ sentences: [String]) -> String {
        joined(sentences.filter { !$0.isEmpty }, by: .formatSentences)
    }

    /// An entry without names.
    func plain(_ key: String) -> String { sayings[key]?.texts[.other] ?? key }

    /// What a template may say; `nil` where there is no such entry.
    func saying(_ key: String) -> Saying? { sayings[key] }

    /// The keys of every entry.
    package var keys: [String] { sayings.keys.sorted() }

    /// The keys of what views say.
    package static let said = Set(Phrase.allCases.map(\.key) + VenueRule.keys)

    /// A words file that says everything of `keys` as this language does, to be translated.
    package func file(of keys: [String]) -> String {
        var lines: [String] = []
        var open: [Substring] = []
        for key in keys.sorted() {
            guard let saying = sayings[key] else { continue }
            let parts = key.split(separator: ".")
            let shared = zip(parts, open).prefix { $0 == $1 }.count
            for (depth, part) in parts.enumerated().dropFirst(shared).dropLast() {
                lines.append("\(String(repeating: "  ", count: depth))\(part):")
            }
            open = Array(parts.dropLast())
            let margin = String(repeating: "  ", count: parts.count - 1)
            guard saying.isPlural else {
                lines.append("\(margin)\(parts.last ?? ""): \(Self.quoted(saying.texts[.other]))")
                continue
            }
            lines.append("\(margin)\(parts.last ?? ""):")
            for form in saying.rule.forms {
                lines.append("\(margin)  \(form.rawValue): \(Self.quoted(saying.texts[form]))")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// As YAML. A space that does not break is not to be seen, so it is spelled out.
    private static func quoted(_ text: String?) -> String {
        var quoted = "\""
        for scalar in (text ?? "").unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{A0}": quoted += "\\_"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// What is wrong with entries that a site added and nothing says.
    ///
    /// - Parameter said: The keys of those that templates say.
    package func unsaid(besides said: Set<String>) -> [Diagnostic] {
        added.filter { saying in
            !said.contains(saying.key) && !Self.said.contains(saying.key)
        }.map { .unsaid($0) }
    }

    /// The entries below a key as JSON, for scripts: texts by the rest of the key, those with plural
    /// forms by the names of the forms. `nil` where there are none.
    func json(of group: String) -> String? {
        let members = sayings.filter { $0.key.hasPrefix(group + ".") }.sorted { $0.key < $1.key }
        guard !members.isEmpty else { return nil }
        var json = JSONWriter(pretty: false)
        json.object { json in
            for (key, saying) in members {
                json.key(String(key.dropFirst(group.count + 1)))
                guard saying.isPlural else {
                    json.value(saying.texts[.other])
                    continue
                }
                json.object { json in
                    for form in saying.rule.forms {
                        json.key(form.rawValue)
                        json.value(saying.texts[form])
                    }
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    // MARK: Numbers and dates

    package var numbers: NumberFormat { numbers(.html) }

    package func numbers(_ medium: NumberFormat.Medium) -> NumberFormat {
        NumberFormat(medium, self)
    }

    /// `1 February 2026, 16:25 UTC`
    package func instant(_ instant: Instant) -> String {
        guard !months.isEmpty else { return DateFormat.iso(instant) }
        return self(
            .formatInstant, .text(day(instant.utc.date)), .text(DateFormat.hour(instant)))
    }

    /// `29 September 2026`, or `November 2026` where the source gave no day.
    package func date(_ date: SheetDate) -> String {
        guard let day = date.day else {
            return self(.formatMonth, .text(month(date.month)), .text(String(date.year)))
        }
        return self.day(CivilDate(year: date.year, month: date.month, day: day))
    }

    package func day(_ date: CivilDate) -> String {
        self(
            .formatDay, .text(String(date.day)), .text(month(date.month)), .text(String(date.year)))
    }

    private func month(_ number: Int) -> String {
        months.isEmpty ? String(number) : months[number - 1]
    }

    /// A span in its largest whole unit: `5 minutes`, `1 day`.
    ///
    /// - Parameter isExact: Whether it must come out whole: 90 seconds, and not a minute.
    package func span(seconds: Int64, isExact: Bool = false) -> String {
        let units: [(size: Int64, phrase: Phrase)] = [
            (86_400, .formatDays), (3_600, .formatHours), (60, .formatMinutes),
        ]
        let unit =
            units.first { seconds >= $0.size && (!isExact || seconds % $0.size == 0) } ?? (
                1, .formatSeconds
            )
        return self(unit.phrase, .count(Int(seconds / unit.size)))
    }
}

/// A phrase in one language, ready to be said.
private struct PhraseTemplate: Sendable {
    private enum Piece: Sendable { case text(String), value(Int) }

    private let plain: [Piece]
    /// Empty where the text is the same for all numbers.
    private let forms: [PluralForm: [Piece]]
    private let rule: PluralRule
    private let counted: Int?

    init(_ phrase: Phrase, _ saying: Saying) {
        let forms = saying.forms.mapValues { pieces in
            pieces.compactMap { piece -> Piece? in
                switch piece {
                case .text(let text): .text(text)
                // A name that the phrase does not have was reported.
                case .name(let name, _): phrase.names.firstIndex(of: name).map(Piece.value)
                }
            }
        }
        plain = forms[.other] ?? []
        self.forms = saying.isPlural ? forms : [:]
        rule = saying.rule
        counted = phrase.counted
    }

    func text(_ values: [Words.Value], _ numbers: NumberFormat) -> String {
        var pieces = plain
        if let counted, case .count(let count) = values[counted] {
            pieces = forms[rule.form(of: count)] ?? plain
        }
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let index):
                switch values[index] {
                case .text(let part): text += part
                case .count(let count): text += numbers.whole(count)
                }
            }
        }
        return text
    }
}

extension Diagnostic {
    fileprivate static func unknownKey(_ saying: Saying, among known: some Sequence<String>)
        -> Self
    {
        Diagnostic(
            id: "words-unknown-key", at: saying.location,
            message: "'\(saying.key)' is not an entry of the English words",
            hint: nearestName(to: saying.key, among: known).map { "Did you mean '\($0)'?" }
                ?? "Remove it, or add it to en.yml")
    }

    fileprivate static func unknownName(
        _ name: String, in saying: Saying, among known: [String]
    ) -> Self {
        Diagnostic(
            id: "words-unknown-name", at: saying.location(of: name),
            message: "'\(name)' is not a name of '\(saying.key)'",
            hint: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" }
                ?? (known.isEmpty
                    ? "It has none: remove the braces"
                    : "Its names: \(known.joined(separator: ", "))"))
    }

    fileprivate static func unsaid(_ saying: Saying) -> Self {
        Diagnostic(
            id: "words-unused-entry", at: saying.location,
            message: "no page says '\(saying.key)'",
            hint: "Remove it, or say it in a template: {{words.\(saying.key)}}")
    }

    fileprivate static func unusedName(_ name: String, in saying: Saying) -> Self {
        Diagnostic(
            id: "words-unused-name", at: saying.location,
            message: "'\(saying.key)' does not use the name '\(name)'",
            hint: "Write {\(name)} where it belongs: the sentence says less without it")
    }

    fileprivate static func missingEntry(_ key: String, at place: SourceLocation?) -> Self {
        Diagnostic(
            id: "words-missing-entry",
            at: place.map { SourceLocation(file: $0.file) } ?? SourceLocation(file: "en.yml"),
            message: "the English words have no '\(key)', which pages say",
            hint: "Put it back")
    }

    fileprivate static func unknownDirection(_ entry: WordEntry) -> Self {
        Diagnostic(
            id: "words-direction", at: entry.location,
            message: "'\(entry.text)' is no direction of writing",
            hint: "Write ltr, from left to right, or rtl, from right to left")
    }

    fileprivate static func unknownRule(_ entry: WordEntry) -> Self {
        Diagnostic(
            id: "words-plural-rule", at: entry.location,
            message: "'\(entry.text)' is no rule for plurals",
            hint: "One of: \(PluralRule.allCases.map(\.rawValue).joined(separator: ", "))")
    }
}
