import ContentIngest
import MarginModel
import PageRendering

/// What was read, put together for rendering.
extension SiteBuild {
    private func stylesheet(of prepared: Prepared) throws(Diagnostics) -> SiteAsset {
        let foundation = try prepared.templates.asset("foundation.css")
        let site = try prepared.templates.asset("site.css")
        return SiteAsset(
            source: site.file, name: "site.css",
            bytes: settings.basePath.styleSheet(
                Stylesheets.site(foundation: foundation.bytes, site: site.bytes)))
    }

    /// Style sheets or scripts that the settings name, under names that change with their bytes.
    private func ownAssets(
        _ named: [FileSetting], of files: SiteFiles
    ) throws(Diagnostics) -> [SiteAsset] {
        var problems = Diagnostics()
        var assets: [SiteAsset] = []
        for setting in named {
            do throws(Diagnostic) {
                let name = try files.file(setting).name
                let source = SiteFolders.join(folders.content, name)
                let bytes = try FileReader().read(source)
                assets.append(
                    SiteAsset(
                        source: source, name: SiteFolders.name(of: name),
                        bytes: name.hasSuffix(".css")
                            ? settings.basePath.styleSheet(bytes) : bytes))
            } catch {
                problems.append(error)
            }
        }
        if problems.hasErrors { throw problems }
        return assets
    }

    func index(of content: SiteContent) -> SiteIndex {
        SiteIndex(
            content.articles, pages: content.shownPages, news: content.shownNews, clock: clock,
            includesUnpublished: includesUnpublished)
    }

    func assembly(
        of prepared: Prepared, releaseID: String
    ) async throws(RunFailure) -> SiteAssembly {
        let stylesheet: SiteAsset
        let searchScript: SiteAsset
        let calculatorScript: SiteAsset
        let icon: SiteAsset
        let styleSheets: [SiteAsset]
        let scripts: [SiteAsset]
        do {
            stylesheet = try self.stylesheet(of: prepared)
            searchScript = try prepared.templates.siteAsset("search.js")
            calculatorScript = try prepared.templates.siteAsset("calculator.js")
            icon = try prepared.templates.siteAsset("icon.svg")
            styleSheets = try ownAssets(settings.styleSheets, of: prepared.content.files)
            scripts = try ownAssets(settings.scripts, of: prepared.content.files)
        } catch {
            throw .content(error)
        }
        var index = index(of: prepared.content)
        let codes = ShortCodes(prepared.content, index, prepared.book.words)
        let codeProblems = index.say(codes)
        var assembly = SiteAssembly(
            content: prepared.content, contentFolder: folders.content, index: index,
            survey: await SiteSurvey(
                of: prepared.content, index, questions: settings.questions,
                words: prepared.book.words, queue: queue),
            book: prepared.book,
            site: SiteView(
                settings: settings, words: prepared.book.words, stylesheet: "/" + stylesheet.path,
                integrity: stylesheet.integrity, icon: "/" + icon.path,
                ownStyles: styleSheets.map(Self.link), ownScripts: scripts.map(Self.link),
                dataTime: prepared.content.dataTime(at: clock),
                stalePrices: prepared.content.stalePrices, image: prepared.content.image,
                pages: index.pages.map(StandingPage.link),
                definitions: Definitions(index.pages.first { $0.slug == "glossary" }),
                hasPage: { hasPage($0, prepared.content, index) }),
            samples: samples(of: prepared), stylesheet: stylesheet, searchScript: searchScript,
            calculatorScript: calculatorScript, icon: icon,
            ownAssets: styleSheets + scripts, releaseID: releaseID, clock: clock)
        assembly.codeProblems = codeProblems
        return assembly
    }

    /// Whether there is a page at a path of the standard menus.
    private func hasPage(_ path: String, _ content: SiteContent, _ index: SiteIndex) -> Bool {
        func isOn(_ section: SiteSection) -> Bool { !settings.sectionsOff.contains(section) }
        return switch path {
        case "/topics/": !index.topics.isEmpty
        case "/faq/": isOn(.questions) && index.articles.contains { !$0.faq.isEmpty }
        case "/ticker/": content.shownSnapshot != nil
        case "/news/": !index.news.headlines.isEmpty || !index.news.teasers.isEmpty
        case "/venues/": !content.shownSheets.isEmpty
        case "/status/": isOn(.status)
        case SamplesPage.listPath: !content.shownSamples.isEmpty
        case AssetPage.listPath: !ReferencePages.assets(of: content).isEmpty
        case CalculatorPage.path: isOn(.calculator)
        case CalculatorPage.toolsPath: isOn(.calculator) || !content.shownSamples.isEmpty
        case TopicPage.path(ofKind: .article):
            index.articles.contains { $0.kind == .article }
        default: true
        }
    }

    private static func link(_ asset: SiteAsset) -> AssetLink {
        AssetLink(href: "/" + asset.path, integrity: asset.integrity)
    }

    private func samples(of prepared: Prepared) -> SampleAccounts {
        let make = {
            SampleAccounts(
                prepared.content.shownSamples, exampleID: settings.exampleAccount,
                assessor: AccountAssessor(
                    sheets: prepared.content.sheets, policy: settings.policy, clock: clock,
                    maximumAges: settings.maximumAges, market: prepared.content.snapshot,
                    candles: prepared.content.candles,
                    betas: settings.betas))
        }
        guard let memory else { return make() }
        let sources = prepared.inputs.filter {
            !$0.path.contains("/articles/") && !$0.path.hasSuffix(".mustache")
        }
        return memory.value(of: "samples", from: sources, make)
    }
}
