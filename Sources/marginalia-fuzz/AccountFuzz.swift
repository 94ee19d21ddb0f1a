import ContentIngest
import MarginModel
import MarginRules
import PageRendering
import SitePipeline

/// Valid accounts in which numbers and instants are replaced by extreme ones, through everything that
/// a report is made of.
///
/// The input is a list of instructions, so that the fuzzer's changes stay accounts: byte 0 chooses
/// the sample, 1 the clock, 2 the ages; then each three bytes choose a value (two) and what stands
/// in its place (one). Run it in the repository's folder, whose samples and sheets it reads.
struct AccountFuzz {
    private let samples: [[UInt8]]
    private let sheets: [Venue: VenueSheet]
    private let candles: [String: [Candle]]

    private static let numbers = [
        "9223372036854775807", "-9223372036854775808", "-1", "0", "1", "1e308", "1e-308", "1e400",
        "2562047788015", "1e38", "1e-38", "1e18", "1e-18", "1e12", "1e-12", "0.01", "8760", "365",
        "1111111111111111111111111111111111111111", "170141183460469231731687303715884105727",
        "0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999",
        "0.1234567890123456789", "3333333333333333333333", "7", "24", "1000000", "0.001",
    ]
    private static let instants = [
        "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00Z", "2026-02-01T16:25:00Z",
        "2262-04-11T23:47:16Z", "292277026596-12-04T15:30:08Z",
    ]
    private static let clocks = [
        "2026-02-01T16:30:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
    ]
    private static let ages: [Int64] = [300, 1, 100_000_000 * 86_400]

    init(samples folder: String, venues: String, history: String) throws {
        let files = FileReader()
        samples = try files.list(folder).filter { $0.path.hasSuffix(".json") }
            .map { try files.read("\(folder)/\($0.path)") }
        sheets = try VenueSheetFolder.load(venues).sheets
        candles = try HistoryFolder.load(history)
    }

    /// An account that the reader accepts is measured and reported.
    func run(_ bytes: [UInt8]) throws {
        guard bytes.count >= 3 else { return }
        var text = samples[Int(bytes[0]) % samples.count]
        for start in stride(from: 3, to: bytes.count - 2, by: 3).prefix(8) {
            let values = Self.values(of: text)
            guard !values.isEmpty else { break }
            let (place, isInstant) = values[
                (Int(bytes[start]) << 8 | Int(bytes[start + 1])) % values.count]
            let others = isInstant ? Self.instants : Self.numbers
            text.replaceSubrange(place, with: others[Int(bytes[start + 2]) % others.count].utf8)
        }
        let account = try AccountReader().read(text, file: "input").account
        let age = Self.ages[Int(bytes[2]) % Self.ages.count]
        let assessor = AccountAssessor(
            sheets: sheets, policy: .standard,
            clock: try Instant(parsing: Self.clocks[Int(bytes[1]) % Self.clocks.count]),
            maximumAges: MaximumAges(
                markPriceSeconds: age, tickerSeconds: age, sheetSeconds: max(age, 400 * 86_400)),
            candles: candles)
        report(assessor.assess(account), by: assessor)
    }

    private func report(_ assessment: Assessment, by assessor: AccountAssessor) {
        let plan = assessor.plan(assessment)
        let audit = assessor.audit(assessment, plan: plan)
        let forms = [
            AssessmentJSON(assessment, plan: plan, audit: audit).bytes(pretty: false),
            ReportCSV(assessment, plan: plan, extent: .full).bytes,
        ]
        for form in forms where form.isEmpty { fatalError("a report says something") }
        for numbers in [NumberFormat.html, .markdown] {
            let view = ReportView(
                assessment: assessment, plan: plan, audit: audit,
                sheet: sheets[assessment.account.venue], links: ArticleLinks([], base: ""),
                settings: SiteSettings(
                    title: "", baseURL: "", publisher: "", contact: "", disclaimer: ""),
                extent: .full, numbers: numbers)
            if view.positions.count != assessment.positions.count {
                fatalError("a report shows every position")
            }
        }
    }

    /// The places of the numbers and instants that stand in quotes.
    private static func values(of text: [UInt8]) -> [(place: Range<Int>, isInstant: Bool)] {
        let quotes = text.indices.filter { text[$0] == UInt8(ascii: "\"") }
        return zip(quotes, quotes.dropFirst()).compactMap { open, close in
            let place = open + 1..<close
            guard place.count <= 40, let first = text[place].first, first < 0x3A else { return nil }
            if (try? Decimal(parsing: text[place])) != nil { return (place, false) }
            let isInstant = (try? Instant(parsing: String(decoding: text[place], as: UTF8.self)))
            return isInstant == nil ? nil : (place, true)
        }
    }
}
