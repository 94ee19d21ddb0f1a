package import MarginModel

/// Reads `Content/site.yml`. Unlike in an article, a key that is not known is an error: a setting
/// that does nothing would be believed.
package struct SettingsReader: Sendable {
    package init() {}

    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (settings: SiteSettings, warnings: [Diagnostic]) {
        let start = SourceLocation(file: file)
        let entries: [ConfigurationEntry]
        do throws(Diagnostic) {
            if let defect = SourceText.defect(in: bytes, file: file) { throw defect }
            entries = try YAMLDocument.entries(of: bytes[...], file: file)
        } catch { throw Diagnostics([error]) }
        var fields = ConfigurationFields(entries, at: start)
        var settings = SiteSettings(
            title: fields.requiredText("title"), tagline: fields.text("tagline") ?? "",
            baseURL: fields.requiredText("baseURL"), language: fields.text("language") ?? "en",
            publisher: fields.requiredText("publisher"), contact: fields.requiredText("contact"),
            disclaimer: fields.requiredText("disclaimer"), clock: fields.instant("clock"),
            accounts: fields.text("accounts"), keyFile: fields.text("keyFile"),
            keptReleases: fields.count("keptReleases") ?? 5,
            exampleAccount: fields.text("exampleAccount"))
        if !settings.baseURL.isEmpty, !isBaseURL(settings.baseURL) {
            let place = fields.node("baseURL")?.location ?? start
            fields.report(.baseURL(settings.baseURL, at: place))
        }
        settings.clockPlace = fields.node("clock")?.location
        var diagnostics = Diagnostics()
        settings.maximumAges = ages(&fields, into: &diagnostics)
        settings.policy = policy(&fields, into: &diagnostics)
        settings.betas = betas(&fields, into: &diagnostics)
        settings.nightly = NightlyFields.read(&fields, into: &diagnostics)
        settings.paper = fields.choice("paper") ?? .a4
        settings.pdf = PDFFields.read(&fields, into: &diagnostics)
        if fields.node("markdownTwins") != nil {
            settings.markdownTwins = fields.flag("markdownTwins")
        }
        settings.structuredData = structuredData(&fields, into: &diagnostics)
        settings.check = CheckFields.read(&fields, into: &diagnostics)
        diagnostics.append(contentsOf: fields.finish(unknownKeys: .error))
        if diagnostics.hasErrors { throw Diagnostics(diagnostics.sorted()) }
        return (settings, diagnostics.sorted())
    }

    private func ages(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> MaximumAges {
        var ages = MaximumAges.standard
        guard var nested = fields.nested("ages") else { return ages }
        ages.markPriceSeconds = nested.seconds("markPrice") ?? ages.markPriceSeconds
        ages.tickerSeconds = nested.seconds("ticker") ?? ages.tickerSeconds
        ages.sheetSeconds = nested.seconds("sheet") ?? ages.sheetSeconds
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return ages
    }

    private func structuredData(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> StructuredData {
        guard var nested = fields.nested("structuredData") else { return StructuredData() }
        let data = StructuredData(faq: nested.flag("faq"), howTo: nested.flag("howTo"))
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return data
    }

    private func policy(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> Policy {
        guard var nested = fields.nested("policy") else { return .standard }
        var values: [PolicyOverrides.Field: Decimal] = [:]
        for field in PolicyOverrides.Field.plain {
            values[field] = nested.positive(field.rawValue)
        }
        var policy = Policy.standard.applying(PolicyOverrides(values))
        // Its name was `bounds` at first, and sites keep that.
        if var bounds = nested.nested("stateBounds") ?? nested.nested("bounds") {
            let place = bounds.location
            policy.bounds.watch = bounds.positive("watch") ?? policy.bounds.watch
            policy.bounds.call = bounds.positive("call") ?? policy.bounds.call
            if policy.bounds.watch > policy.bounds.call || policy.bounds.call > .one {
                bounds.report(.bounds(at: place))
            }
            var distances: [PolicyOverrides.Field: Decimal] = [:]
            for field in PolicyOverrides.Field.bounds {
                distances[field] = bounds.notNegative(field.rawValue)
            }
            policy = policy.applying(PolicyOverrides(distances))
            if !policy.bounds.distancesAreInOrder { bounds.report(.distances(at: place)) }
            diagnostics.append(contentsOf: bounds.finish(unknownKeys: .error))
        }
        if policy.stopPercentNear > policy.stopPercentFar {
            nested.report(.stops(at: nested.location))
        }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return policy
    }

    /// The driver, and under `values` one number for each other asset.
    private func betas(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> BetaTable? {
        guard var nested = fields.nested("betas") else { return nil }
        let driver = nested.requiredText("driver")
        var betas: [String: Decimal] = [:]
        var named = 0
        if let node = nested.node("values"), case .mapping(let entries) = node.content {
            var values = ConfigurationFields(entries, at: node.location)
            named = entries.count
            for entry in entries { betas[entry.key] = values.decimal(entry.key) }
            diagnostics.append(contentsOf: values.diagnostics)
        }
        if named == 0 { nested.report(.noBetas(at: nested.location)) }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
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
    }
}

extension Diagnostic {
    fileprivate static func baseURL(_ text: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-base-url", at: location,
            message: "baseURL is '\(text)', which pages cannot be served under",
            hint: "Write https://, the host, and no slash at the end.")
    }

    fileprivate static func bounds(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-bounds", at: location,
            message: "the bounds do not follow each other up to liquidation at 1",
            hint: "Keep watch at or below call, and call at or below 1.")
    }

    fileprivate static func distances(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-bounds", at: location,
            message: "callDistancePercent lies above watchDistancePercent",
            hint: "An account is on watch before it is called: swap the two.")
    }

    fileprivate static func noBetas(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-betas", at: location, message: "betas names no number for any asset",
            hint: "Write under it `driver: BTC` and `values: {ETH: 1.2}`, with numbers of your own."
        )
    }

    fileprivate static func stops(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-stops", at: location,
            message: "stopPercentNear lies beyond stopPercentFar", hint: "Swap the two.")
    }
}
