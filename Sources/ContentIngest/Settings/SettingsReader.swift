package import MarginModel

/// Reads `Content/site.yml`. Unlike in an article, a key that is not known is an error: a setting
/// that does nothing would be believed.
package struct SettingsReader: Sendable {
    package init() {}

    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (settings: SiteSettings, warnings: [Diagnostic]) {
        let document: JSONDocument
        let bytes = SourceText.composed(bytes)
        do throws(Diagnostic) {
            if let defect = SourceText.defect(in: bytes, file: file) { throw defect }
            document = try YAMLDocument.read(bytes, in: bytes.indices, file: file)
        } catch { throw Diagnostics([error]) }
        let read = try JSONRecord.read(document, unknownKeys: .error) { settings(&$0) }
        return (read.record, read.warnings)
    }

    private func settings(_ fields: inout JSONObjectReader) -> SiteSettings? {
        let baseURL = fields.required("baseURL")
        let clock = fields.value("clock")
        let language = fields.value("language")
        var settings = SiteSettings(
            title: fields.requiredText("title"), tagline: fields.text("tagline") ?? "",
            baseURL: baseURL?.line().map(Self.withoutSlash) ?? "",
            language: language?.line() ?? "en",
            publisher: fields.requiredText("publisher"), contact: fields.requiredText("contact"),
            disclaimer: fields.requiredText("disclaimer"), clock: clock?.instant(),
            accounts: fields.text("accounts"), keyFile: fields.text("keyFile"),
            keptReleases: fields.count("keptReleases") ?? 5,
            exampleAccount: fields.text("exampleAccount"))
        if let baseURL, !settings.baseURL.isEmpty, !isBaseURL(settings.baseURL) {
            fields.problems.report(
                id: "settings-base-url", at: baseURL.offset,
                "baseURL is \(quoted(settings.baseURL)), which pages cannot be served under",
                hint:
                    "Write https:// and the host, and the path where the site has not the host for "
                    + "itself: https://example.org/blog")
        }
        settings.clockPlace = clock?.location
        settings.languagePlace = language?.location
        settings.maximumAges = fields.object("ages", ages) ?? .standard
        settings.policy = fields.object("policy", policy) ?? .standard
        settings.betas = fields.object("betas", betas)
        settings.nightly = fields.object("nightly", NightlyFields.read) ?? .standard
        settings.paper = fields.choice("paper", of: PaperSize.self) ?? .a4
        settings.report = fields.object("report", report) ?? settings.report
        settings.reports = fields.object("reports", ReportKeepingFields.read) ?? settings.reports
        settings.pdf = fields.object("pdf", PDFFields.read)
        settings.markdownTwins = fields.flag("markdownTwins") ?? settings.markdownTwins
        settings.questions = fields.choice("questions", of: QuestionPlacement.self) ?? .section
        settings.structuredData =
            fields.object("structuredData") {
                StructuredData(faq: $0.flag("faq") ?? false, howTo: $0.flag("howTo") ?? false)
            } ?? StructuredData()
        let alternative = fields.text("imageAlt")
        settings.image = fields.value("image").flatMap { file($0, alternative) }
        settings.styleSheets =
            fields.value("styleSheets")?.elements()?.compactMap { file($0) } ?? []
        settings.scripts = fields.value("scripts")?.elements()?.compactMap { file($0) } ?? []
        settings.menus = fields.object("menus", MenuFields.read) ?? Menus()
        settings.feeds = fields.object("feeds", FeedFields.feeds) ?? FeedSettings()
        settings.redirects = fields.value("redirects").map(FeedFields.redirects) ?? []
        settings.sectionsOff = fields.object("sections", SectionFields.off) ?? []
        settings.topics = fields.value("topics").map(SectionFields.topics) ?? [:]
        settings.parameters = fields.value("params").map(ParameterFields.declarations) ?? []
        settings.browserPolicy =
            fields.object("contentPolicy", BrowserPolicyFields.read) ?? BrowserPolicy()
        settings.files =
            fields.object("files") {
                var limits = FileLimits()
                limits.megabytes = $0.count("megabytes") ?? limits.megabytes
                limits.megapixels = $0.count("megapixels") ?? limits.megapixels
                return limits
            } ?? FileLimits()
        settings.check = fields.object("check", CheckFields.read) ?? CheckSettings()
        return settings
    }

    /// Files are named by their addresses, with or without `/` before them.
    private func file(_ value: JSONValue, _ alternative: String? = nil) -> FileSetting? {
        value.line().map {
            FileSetting(
                address: $0.hasPrefix("/") ? $0 : "/" + $0, alternative: alternative,
                location: value.location)
        }
    }

    private func report(_ fields: inout JSONObjectReader) -> ReportSettings? {
        var report = ReportSettings()
        report.sections = fields.choice("sections", of: ReportExtent.self) ?? report.sections
        report.preparedBy = fields.text("preparedBy")
        report.isNotice = fields.flag("notice") ?? report.isNotice
        return report
    }

    private func ages(_ fields: inout JSONObjectReader) -> MaximumAges? {
        var ages = MaximumAges.standard
        ages.markPriceSeconds = fields.seconds("markPrice") ?? ages.markPriceSeconds
        ages.tickerSeconds = fields.seconds("ticker") ?? ages.tickerSeconds
        ages.sheetSeconds = fields.seconds("sheet") ?? ages.sheetSeconds
        return ages
    }

    private func policy(_ fields: inout JSONObjectReader) -> Policy? {
        var policy = Policy.standard.applying(
            overrides(in: &fields, of: PolicyOverrides.Field.plain))
        // Its name was `bounds` at first, and sites keep that.
        if let bounds = fields.value("stateBounds") ?? fields.value("bounds"),
            var fields = bounds.object()
        {
            policy = policy.applying(
                overrides(in: &fields, of: PolicyOverrides.Field.bounds))
            policy.bounds.watch = fields.decimal("watch", .positive) ?? policy.bounds.watch
            policy.bounds.call = fields.decimal("call", .positive) ?? policy.bounds.call
            if policy.bounds.watch > policy.bounds.call || policy.bounds.call > .one {
                fields.problems.report(
                    id: "policy-bounds", at: bounds.offset,
                    "the bounds do not follow each other up to liquidation at 1",
                    hint: "Keep watch at or below call, and call at or below 1.")
            }
            if !policy.bounds.distancesAreInOrder {
                fields.problems.report(
                    id: "policy-bounds", at: bounds.offset,
                    "callDistancePercent lies above watchDistancePercent",
                    hint: "An account is on watch before it is called: swap the two.")
            }
            fields.reportUnknownKeys()
        }
        if policy.stopPercentNear > policy.stopPercentFar {
            fields.problems.report(
                id: "settings-stops", at: fields.offset,
                "stopPercentNear lies beyond stopPercentFar", hint: "Swap the two.")
        }
        return policy
    }

    private func overrides(
        in fields: inout JSONObjectReader, of known: [PolicyOverrides.Field]
    ) -> PolicyOverrides {
        var values: [PolicyOverrides.Field: Decimal] = [:]
        for (field, value) in fields.values(of: known, named: \.rawValue) {
            values[field] = value.decimal(field.range)
        }
        return PolicyOverrides(values)
    }

    /// The driver, and under `values` one number for each other asset.
    private func betas(_ fields: inout JSONObjectReader) -> BetaTable? {
        let driver = fields.requiredText("driver")
        let members = fields.value("values")?.object()?.members() ?? []
        if members.isEmpty {
            fields.problems.report(
                id: "settings-betas", at: fields.offset, "betas names no number for any asset",
                hint: "Write under it `driver: BTC` and `values: {ETH: 1.2}`, with numbers of your "
                    + "own.")
        }
        var betas: [String: Decimal] = [:]
        for (asset, value) in members where !value.isAbsent { betas[asset] = value.decimal() }
        return BetaTable(driver: driver, values: betas)
    }

    /// `https://host…` without a slash at the end; `http` for this computer alone.
    private func isBaseURL(_ text: String) -> Bool {
        let isLocal =
            text == "http://localhost" || text.hasPrefix("http://localhost:")
            || text.hasPrefix("http://localhost/")
        let isSecure = text.hasPrefix("https://") && text.utf8.count > 8
        return (isLocal || isSecure) && !text.hasSuffix("/")
            && text.utf8.allSatisfy { $0 > 0x20 && !"\"<>?#\\".utf8.contains($0) }
            && SiteSettings.path(ofURL: text).split(
                separator: "/", omittingEmptySubsequences: false
            ).dropFirst().allSatisfy(isPathPart)
    }

    /// Hosts read it in patterns, so it holds nothing that means something there.
    private func isPathPart(_ part: Substring) -> Bool {
        !part.isEmpty && part != "." && part != ".."
            && part.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~".utf8.contains(byte)
                }
            }
    }

    private static func withoutSlash(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
