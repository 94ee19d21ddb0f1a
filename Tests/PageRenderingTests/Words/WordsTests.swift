import Foundation
import MarginModel
import MarginRules
import Testing

@testable import PageRendering

/// What is wrong with words files is told with its place, and what is right is said in each language.
@Suite struct WordsTests {
    private static let english = SampleWords.english

    private func entry(_ key: String, _ text: String, _ form: PluralForm? = nil) -> WordEntry {
        WordEntry(
            key: key, form: form, text: text,
            location: MarginModel.SourceLocation(file: "xx.yml", line: 7, column: 10))
    }

    /// As `line:column id`, with the hint.
    private func problems(_ entries: [WordEntry]) -> [String] {
        do {
            _ = try Words("xx", entries, english: Self.english)
            return []
        } catch {
            return error.sorted().map {
                "\($0.location.line):\($0.location.column) \($0.id) \($0.hint ?? "")"
            }
        }
    }

    @Test func pointsAtANameThatTheEntryDoesNotHave() {
        let found = problems([entry("list.place", "Seite {numbr} von {pages}")])
        #expect(found.count == 2, "each is told once")
        #expect(found.contains("7:17 words-unknown-name Did you mean 'number'?"))
        #expect(found.contains { $0.hasPrefix("7:10 words-unused-name") })
    }

    @Test func refusesANameThatOnlyATemplateWouldFill() {
        // The English entry is said by a template alone, and has the name `ratio`.
        let found = problems([entry("home.desk-account", "{state} {ration} {venue} {time}")])
        #expect(found.contains { $0.hasPrefix("7:19 words-unknown-name") })
        #expect(found.contains { $0.hasPrefix("7:10 words-unused-name") })
    }

    @Test func refusesAKeyThatEnglishDoesNotHave() {
        #expect(
            problems([entry("title.topic", "Themen")]) == [
                "7:10 words-unknown-key Did you mean 'title.topics'?"
            ])
    }

    @Test(arguments: ["Seite { von", "Seite } von", "Seite {} von", "{a b}", "{1a}"])
    func refusesABraceThatIsNoName(text: String) {
        #expect(problems([entry("title.topics", text)]).allSatisfy { $0.contains("words-brace") })
        #expect(!problems([entry("title.topics", text)]).isEmpty)
    }

    @Test func demandsTheFormsOfTheLanguage() {
        let polish = entry("format.plurals", "polish")
        let forms: [PluralForm] = [.one, .few, .many, .other]
        let complete = forms.map { entry("topics.count", "{count} hasło", $0) }
        #expect(problems([polish] + complete) == [])
        #expect(
            problems([polish] + complete.dropLast(2)).allSatisfy {
                $0.contains("words-plural-forms")
            })
        #expect(problems([polish] + complete.dropLast(2)).count == 1)
        #expect(problems([entry("format.plurals", "polnisch")])[0].contains("words-plural-rule"))
        #expect(problems([entry("format.direction", "left")])[0].contains("words-direction"))
    }

    @Test func refusesFormsWithDifferentNames() {
        let forms = [
            entry("faq.topic-count", "one question", .one),
            entry("faq.topic-count", "{topic}: {count} questions", .other),
        ]
        #expect(problems(forms).map { $0.contains("words-plural-names") } == [true])
        #expect(
            problems([entry("faq.topic-count", "{topic}: one question", .one), forms[1]]) == [])
    }

    @Test func choosesTheFormByTheRuleOfTheLanguage() {
        func forms(_ rule: PluralRule, _ numbers: [Int]) -> [PluralForm] {
            numbers.map(rule.form)
        }
        #expect(forms(.none, [0, 1, 2]) == [.other, .other, .other])
        #expect(forms(.one, [0, 1, 2, 11, 21]) == [.other, .one, .other, .other, .other])
        #expect(forms(.zeroAndOne, [0, 1, 2]) == [.one, .one, .other])
        #expect(forms(.czech, [1, 2, 4, 5, 22]) == [.one, .few, .few, .other, .other])
        #expect(forms(.polish, [1, 3, 5, 12, 22, 21]) == [.one, .few, .many, .many, .few, .many])
        #expect(forms(.russian, [1, 21, 11, 3, 13, 5]) == [.one, .one, .many, .few, .many, .many])
        #expect(
            forms(.arabic, [0, 1, 2, 3, 11, 100, 103])
                == [.zero, .one, .two, .few, .many, .other, .few])
        for rule in PluralRule.allCases {
            #expect(Set(forms(rule, Array(0...200))).isSubset(of: rule.forms), "\(rule)")
        }
    }

    @Test func saysWhatIsMissingInEnglish() throws {
        let words = try Words("xx", [entry("title.news", "Neues")], english: Self.english)
        #expect(words(.news) == "Neues" && words(.topics) == "Topics")
        #expect(!words.missing.contains("title.news") && words.missing.contains("title.topics"))
        #expect(words.missing.count == Self.english.keys.count - 1)
        // A language whose rule knows one form says the English ones by the English rule.
        let none = try Words("xx", [entry("format.plurals", "none")], english: Self.english)
        #expect(none(.topicCount, .count(1)) == "1 entry")
        #expect(none(.topicCount, .count(2)) == "2 entries")
    }

    @Test func aLaterFileReplacesEntriesOneByOne() throws {
        let entries = try SampleWords.entries("en")
        let own = WordEntry(
            key: "title.news", text: "Wire",
            location: MarginModel.SourceLocation(file: "site/en.yml"))
        let words = try Words("en", entries + [own])
        #expect(words(.news) == "Wire" && words(.topics) == "Topics")
        #expect(words.unsaid(besides: []).isEmpty)
        let added = WordEntry(
            key: "own.greeting", text: "Hello",
            location: MarginModel.SourceLocation(file: "site/en.yml", line: 2, column: 3))
        let more = try Words("en", entries + [added])
        #expect(more.unsaid(besides: []).map(\.id) == ["words-unused-entry"])
        #expect(more.unsaid(besides: []).map(\.location) == [added.location])
        #expect(more.unsaid(besides: ["own.greeting"]).isEmpty)
    }

    @Test func writesNumbersAndDatesAsEachLanguageDoes() throws {
        let instant = Instant(secondsSinceEpoch: 1_769_963_100)
        let month = try #require(SheetDate(parsing: "2026-11"))
        let day = try #require(SheetDate(parsing: "2026-09-29"))
        let (english, german, chinese) = (Self.english, SampleWords.german, SampleWords.chinese)
        #expect(english.instant(instant) == "1 February 2026, 16:25 UTC")
        #expect(german.instant(instant) == "1. Februar 2026, 16:25 UTC")
        #expect(chinese.instant(instant) == "2026年2月1日 16:25 UTC")
        #expect(
            [english, german, chinese].map { $0.date(month) } == [
                "November 2026", "November 2026", "2026年11月",
            ])
        #expect(german.date(day) == "29. September 2026")
        #expect(
            [english, german, chinese].map { $0.numbers.percent(3) } == [
                "3.00%", "3,00\u{A0}%", "3.00%",
            ])
        #expect(german.numbers.money(Exact(-1_234_567), "USDT") == "\u{2212}1.234.567,00 USDT")
        #expect(german(.formatDollars, .text("1,50")) == "1,50\u{A0}$")
        #expect(
            [english, german, chinese].map { $0.numbers.whole(-12_345) } == [
                "\u{2212}12,345", "\u{2212}12.345", "\u{2212}12,345",
            ])
        #expect(
            [english, german, chinese].map { $0.span(seconds: 86_400) } == [
                "1 day", "1 Tag", "1 天",
            ])
        #expect(german.span(seconds: 7_200) == "2 Stunden")
        #expect(english.span(seconds: 59) == "59 seconds")
    }
}

/// What the product ships, in every language.
@Suite struct ShippedWordsTests {
    static let translations = ["de", "zh-Hans"]

    @Test(arguments: translations) func isComplete(language: String) throws {
        let words = language == "de" ? SampleWords.german : SampleWords.chinese
        #expect(words.missing == [])
    }

    /// Unknown and unused names throw already; this compares the figures and signs that stand in texts.
    @Test(arguments: translations) func holdsTheFiguresOfTheEnglish(language: String) throws {
        let english = Dictionary(
            grouping: try SampleWords.entries("en").filter { !Self.isFormat($0) }, by: \.key)
        for entry in try SampleWords.entries(language) where !Self.isFormat(entry) {
            let model = try #require(english[entry.key]?.last)
            #expect(
                Self.figures(entry.text) == Self.figures(model.text), "\(entry.key): \(entry.text)")
        }
    }

    /// Sentences that refuse or deny say so in every language.
    @Test(arguments: translations) func deniesWhatTheEnglishDenies(language: String) throws {
        let entries = try SampleWords.entries(language)
        let texts = Dictionary(
            entries.map { ($0.key, $0.text) }, uniquingKeysWith: { _, last in last })
        let marks =
            language == "de"
            ? ["nicht", "kein", "nie", "ohne", "nichts", "unbekannt", "unter", "weder", "nein"]
            : ["不", "没", "未", "无", "缺", "零", "非", "否"]
        let denials = try Regex(#"\b(not|no|none|never|nothing|nobody|cannot|nowhere|neither)\b"#)
            .ignoresCase()
        var compared = 0
        for entry in try SampleWords.entries("en") where entry.text.contains(denials) {
            let text = try #require(texts[entry.key]).lowercased()
            compared += 1
            #expect(marks.contains { text.contains($0) }, "\(entry.key): \(text)")
        }
        #expect(compared > 40)
    }

    @Test func everyEntryIsSaid() throws {
        let library = try TemplateFitTests.library()
        var said = Words.said
        func add<Model: ViewModel>(_ name: String, _ model: Model.Type) throws {
            said.formUnion(try library.compile(name, for: model).sayings)
        }
        try add("pages/home", HomePage.self)
        try add("pages/article", ArticlePage.self)
        try add("pages/plan", ArticlePage.self)
        try add("pages/article.md", ArticleMarkdown.self)
        try add("pages/ticker", TickerPage.self)
        try add("pages/news", NewsPage.self)
        try add("pages/faq", FAQPage.self)
        try add("pages/question", QuestionPage.self)
        try add("pages/topics", TopicsPage.self)
        try add("pages/topic", TopicPage.self)
        try add("pages/person", PersonPage.self)
        try add("pages/calculator", CalculatorPage.self)
        try add("pages/tools-margin", SamplesPage.self)
        try add("pages/sample-report", SampleReportPage.self)
        try add("pages/asset", AssetPage.self)
        try add("pages/venue", VenuePage.self)
        try add("pages/venues", VenuesPage.self)
        try add("pages/standing", StandingPage.self)
        try add("pages/search", SearchPage.self)
        try add("pages/status", StatusPage.self)
        try add("pages/not-found", NotFoundPage.self)
        try add("reports/report", ReportPage.self)
        try add("reports/report.md", ReportPage.self)
        try add("reports/book", DeskBookPage.self)
        // Found by what the rules say and by the names of fields.
        said.formUnion(
            SampleWords.english.keys.filter { $0.hasPrefix("rules.") || $0.hasPrefix("field.") })
        #expect(Set(SampleWords.english.keys).subtracting(said) == [])
    }

    /// What the rules put together of single words.
    private static let composed = [
        "all prices rise by", "alone falls by", "alone rises by", "The account is past its trigger",
        "its steps are not known for portfolio margin", "a maintenance margin of",
        "holds example prices and does not stand in", "for", "failed",
        "amount",
    ]

    /// A sentence of the rules that is changed there must be changed here, or other languages no longer
    /// recognise it.
    @Test func recognisesWhatTheRulesSay() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources").standardizedFileURL
        var source = ""
        for module in ["MarginRules", "MarginModel"] {
            let files = try #require(
                FileManager.default.enumerator(
                    at: folder.appending(path: module), includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                source += try String(contentsOf: file, encoding: .utf8)
            }
        }
        let code = source.replacing(#/"\s*\+\s*"/#, with: "").replacing("\\\"", with: "\"")
        var count = 0
        for entry in try SampleWords.entries("en") where entry.key.hasPrefix("rules.") {
            count += 1
            // What stands between names, part by part, as the rules put some together.
            let parts = entry.text.replacing(#/\{\w+\}/#, with: "\n").split {
                "\n.;:,(".contains($0)
            }
            let longest = try #require(parts.max { $0.count < $1.count })
            let words = longest.trimmingCharacters(in: .whitespaces)
            guard !Self.composed.contains(words) else { continue }
            #expect(
                code.localizedCaseInsensitiveContains(words), "\(entry.key): \(words)")
        }
        #expect(count > 300)
    }

    /// Names of an account's own can hold what sentences are joined with, any number of times: each part is
    /// looked at once, and a long list stays as it is.
    @Test(arguments: [", ", "; ", ". ", " long, ", "; Bybit. "])
    func saysSentencesAroundListsOfNames(mark: String) {
        let german = SampleWords.german.numbers(.html)
        for count in [1, 12, 24, 40, 90] {
            let names = (0..<count).map { "SYM\($0)" }.joined(separator: mark)
            let sentence = "Bybit says that it is liquidating \(names)"
            let said = german.prose(sentence)
            #expect(said.utf8.count >= sentence.utf8.count - 40)
            if sentence.utf8.count <= 1_000, mark == ", " {
                #expect(said == "Bybit sagt, dass sie \(names) liquidiert")
            }
        }
    }

    /// What a script says stands in the words of its group, and nothing else does.
    @Test(arguments: [("calculator.js", "calculator.script"), ("search.js", "search.script")])
    func scriptsSayTheEntriesOfTheirGroup(file: String, group: String) throws {
        let script = try TemplateFitTests.asset(file)
        let keys = SampleWords.english.keys.filter { $0.hasPrefix(group + ".") }.map {
            String($0.dropFirst(group.count + 1))
        }
        #expect(!keys.isEmpty)
        for key in keys {
            // Some keys are put together of a stem and the state, the field or what an amount buys.
            let stems =
                [key]
                + ["-use", "-fall", "-nothing"].filter(key.hasSuffix).map {
                    String(key.dropLast($0.count))
                }
            let isComposed = ["name-", "state-", "own-"].contains(where: key.hasPrefix)
            #expect(
                isComposed
                    || stems.contains { script.contains("\"\($0)\"") || script.contains(".\($0)") },
                "\(file) never says \(key)")
        }
    }

    private static func isFormat(_ entry: WordEntry) -> Bool {
        entry.key.hasPrefix("format.") || entry.key.hasPrefix("month.")
    }

    /// Numbers with their percent signs, and mathematical signs, sorted: languages order words their way.
    private static func figures(_ text: String) -> [String] {
        let names = text.replacing(#/\{\w+\}/#, with: "")
        return names.matches(of: #/[0-9]+([ \u{A0}]?%)?|[×÷=+−%]/#).map {
            String($0.output.0).filter { !$0.isWhitespace }
        }.sorted()
    }
}
