import ContentIngest
import Foundation
import MarginModel
@testable import MarginRules
import Testing

@testable import PageRendering
@testable import SitePipeline

/// Reports of accounts of every state say the same in every language: the figures of one stand in the
/// others as those languages write them, and no English is left.
@Suite struct ReportLanguageTests {
    private let forms: ReportForms
    private let assessor: AccountAssessor
    private let accounts: [Account]

    init() throws {
        let site = try SiteCopy()
        let folder = try TemplateFolder(reading: site.folders.templates)
        let book = try TemplateBook(
            folder.sources, words: folder.words.words(for: "en"),
            others: folder.words)
        let settings = try site.settings()
        forms = ReportForms(
            settings: settings,
            style: ReportStyle(foundation: try folder.asset("foundation.css").bytes),
            templates: book.report, otherTemplates: book.otherReports,
            links: ArticleLinks([], base: ""), extent: .full)
        let sheets = try ["binance", "bybit", "okx"].map { name in
            let file = "Content/venues/\(name).json"
            return try VenueSheetReader().read(Array(site.folder.text(file).utf8), file: file).sheet
        }
        assessor = AccountAssessor(
            sheets: Dictionary(uniqueKeysWithValues: sheets.map { ($0.venue, $0) }),
            policy: settings.policy, clock: Instant(secondsSinceEpoch: 0),
            maximumAges: settings.maximumAges)
        accounts = try Self.accounts(of: site)
    }

    /// The shipped samples, and of what they lack: bankrupt, empty, without a position, in debt.
    private static func accounts(of site: SiteCopy) throws -> [Account] {
        let names = try site.folder.names("Content/portfolios").filter { $0.hasSuffix(".json") }
        var texts = try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try site.folder.text("Content/portfolios/\($0)"))
            })
        let call = try #require(texts["sample-binance-call.json"])
        func changed(_ name: String, _ change: (inout [String: Any]) -> Void) throws {
            var account = try #require(
                try JSONSerialization.jsonObject(with: Data(call.utf8)) as? [String: Any])
            account["id"] = name
            change(&account)
            texts[name] = String(
                decoding: try JSONSerialization.data(withJSONObject: account), as: UTF8.self)
        }
        let coin = ["asset": "USDT", "collateralRate": "1", "indexPrice": "1"]
        try changed("bankrupt") {
            $0["collateral"] = [coin.merging(["walletBalance": "1"]) { first, _ in first }]
        }
        try changed("empty") {
            for key in ["collateral", "positions", "openOrders", "stops", "reported"] {
                $0[key] = nil
            }
            $0["collateral"] = [[String: String]]()
            $0["positions"] = [[String: String]]()
        }
        for (name, balance) in [("no-position", "1200.5"), ("owed", "-50")] {
            try changed(name) {
                for key in ["openOrders", "stops", "reported", "deposits"] { $0[key] = nil }
                $0["positions"] = [[String: String]]()
                $0["collateral"] = [coin.merging(["walletBalance": balance]) { first, _ in first }]
            }
        }
        return try texts.sorted { $0.key < $1.key }.map { name, text in
            try AccountReader().read(Array(text.utf8), file: name).account
        }
    }

    private func report(
        _ account: Account, _ language: String, _ format: ReportFormat = .html
    ) -> String {
        var account = account
        account.language = language
        let assessor = assessor.atItsInstant(account)
        let assessment = assessor.assess(account)
        let plan = assessor.plan(assessment)
        var past = Standing(assessment)
        past.asOf = account.asOf.advanced(bySeconds: -86_400)
        let bytes = forms.bytes(
            format,
            of: ReportForms.Account(
                assessment: assessment, plan: plan,
                audit: assessor.audit(assessment, plan: plan),
                sheet: assessor.sheets[account.venue], history: AccountHistory([past]),
                reference: "R"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a reader sees, run by run.
    private static func runs(of page: String) -> [String] {
        let body = page.split(separator: "<body>", maxSplits: 1).last ?? ""
        return body.split(separator: "<").flatMap { part -> [String] in
            guard let end = part.firstIndex(of: ">") else { return [] }
            let text = part[part.index(after: end)...].trimmingCharacters(
                in: .whitespacesAndNewlines)
            return text.isEmpty ? [] : [text]
        }
    }

    /// Every number, with a point before its fraction and nothing between its digits.
    private static func numbers(
        in runs: [String], group: Character, point: Character
    ) -> [String: Int] {
        var found: [String: Int] = [:]
        for run in runs {
            // A day is written with the name of its month; Markdown keeps a number at the start of a line
            // from being one of a list.
            let letters = Array(
                run.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}/, with: "").replacing("\\", with: ""))
            var index = 0
            while index < letters.count {
                let before = index > 0 ? letters[index - 1] : " "
                guard letters[index].isASCII, letters[index].isNumber,
                    !(before.isASCII && before.isLetter)
                else {
                    index += 1
                    continue
                }
                var number = ""
                while index < letters.count {
                    let letter = letters[index]
                    let isInside =
                        index + 1 < letters.count && letters[index + 1].isASCII
                        && letters[index + 1].isNumber
                    if letter.isASCII, letter.isNumber {
                        number.append(letter)
                    } else if letter == point, isInside {
                        number.append(".")
                    } else if letter != group || !isInside {
                        break
                    }
                    index += 1
                }
                found[number, default: 0] += 1
            }
        }
        return found
    }

    @Test(
        arguments: [
            (nil, true), ("en", true), ("de-AT", true), ("zh", true), ("fr", false), ("", false),
        ] as [(String?, Bool)])
    func tellsOfALanguageWithoutWords(language: String?, isKnown: Bool) {
        var account = accounts[0]
        account.language = language
        let warning = forms.languageWarning(of: account, in: "private/report.html")
        #expect((warning == nil) == isKnown)
        #expect(warning.map { $0.id == "account-language" && $0.severity == .warning } ?? true)
    }

    @Test(arguments: [("de", Character("."), Character(",")), ("zh-Hans", ",", ".")])
    func saysTheSameFiguresInEveryLanguage(
        language: String, group: Character, point: Character
    ) throws {
        var states: Set<AccountState> = []
        for account in accounts {
            states.insert(assessor.atItsInstant(account).assess(account).state)
            for format in [ReportFormat.html, .md] {
                func runs(_ language: String) -> [String] {
                    let text = report(account, language, format)
                    return format == .html
                        ? Self.runs(of: text) : text.split(separator: "\n").map(String.init)
                }
                let english = Self.numbers(in: runs("en"), group: ",", point: ".")
                let own = Self.numbers(in: runs(language), group: group, point: point)
                for (number, count) in english where own[number, default: 0] < count {
                    Issue.record(
                        "\(account.id), \(language), \(format): \(number) \(count) times, here \(own[number, default: 0])"
                    )
                }
            }
        }
        #expect(states == Set(AccountState.allCases))
    }

    /// Titles of documents, names of routes, and what the publisher writes himself.
    private static let notWords = [
        "Binance FAQ", "Bybit help centre", "OKX help", "OKX API", "Bybit API", "Bybit UTA",
    ]

    @Test(arguments: ["de", "zh-Hans"])
    func leavesNoEnglishBehind(language: String) throws {
        let phrase = /[a-z]{2,}[ ,;:]+[a-z]{2,}[ ,;:]+[a-z]{2,}/
        var known = Self.notWords + [forms.settings.publisher, forms.settings.disclaimer]
        for account in accounts {
            known +=
                [account.label].compactMap(\.self) + account.funds.flatMap { [$0.place, $0.route] }
            let sheet = assessor.sheets[account.venue]
            known += (sheet?.fees ?? []).flatMap { [$0.source, $0.tierName] }
            known += (sheet?.symbols ?? []).map(\.source) + Array((sheet?.sources ?? [:]).values)
            known += assessor.assess(account).pools.map(\.native.name)
            let english = Set(Self.runs(of: report(account, "en")))
            for run in Self.runs(of: report(account, language)) {
                let isKnown = known.contains { run.contains($0) }
                if english.contains(run), run.firstMatch(of: /[a-z]{2,} [a-z]{2,}/) != nil, !isKnown
                {
                    Issue.record("\(account.id), \(language): \(run)")
                }
                // Chinese shares no letters with English: a phrase of it stands out anywhere.
                if language == "zh-Hans", run.firstMatch(of: phrase) != nil, !isKnown {
                    Issue.record("\(account.id), \(language): \(run)")
                }
            }
        }
    }
}
