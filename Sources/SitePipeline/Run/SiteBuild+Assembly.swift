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

    func assembly(
        of prepared: Prepared, releaseID: String
    ) async throws(RunFailure) -> SiteAssembly {
        let stylesheet: SiteAsset
        let searchScript: SiteAsset
        let calculatorScript: SiteAsset
        let icon: SiteAsset
        do {
            stylesheet = try self.stylesheet(of: prepared)
            searchScript = try prepared.templates.siteAsset("search.js")
            calculatorScript = try prepared.templates.siteAsset("calculator.js")
            icon = try prepared.templates.siteAsset("icon.svg")
        } catch {
            throw .content(error)
        }
        let index = SiteIndex(
            prepared.content.articles, pages: prepared.content.pages, news: prepared.content.news,
            clock: clock, includesUnpublished: includesUnpublished)
        return SiteAssembly(
            content: prepared.content, index: index,
            survey: await SiteSurvey(
                of: prepared.content, index, questions: settings.questions, queue: queue),
            book: prepared.book,
            site: SiteView(
                settings: settings, stylesheet: "/" + stylesheet.path,
                integrity: stylesheet.integrity, icon: "/" + icon.path,
                dataTime: prepared.content.dataTime(at: clock),
                stalePrices: prepared.content.stalePrices,
                pages: index.pages.map(StandingPage.link)),
            samples: samples(of: prepared), stylesheet: stylesheet, searchScript: searchScript,
            calculatorScript: calculatorScript, icon: icon, releaseID: releaseID, clock: clock)
    }

    private func samples(of prepared: Prepared) -> SampleAccounts {
        let make = {
            SampleAccounts(
                prepared.content.samples, exampleID: settings.exampleAccount,
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
