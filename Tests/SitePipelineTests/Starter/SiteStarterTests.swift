import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct SiteStarterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// On the day that it is made, and when nobody has touched it for years.
    @Test(arguments: ["2026-11-30T12:00:00Z", "2031-11-30T12:00:00Z"])
    func makesASiteThatBuildsWithOneAccountInAMarginCall(clock: String) async throws {
        let site = folder.path("new/site")
        try FileManager.default.createDirectory(
            atPath: folder.path("new"), withIntermediateDirectories: true)
        _ = try SiteStarter(from: SiteCopy.shipped.path()).start(in: site)
        let folders = SiteFolders(
            root: site, defaultTemplates: SiteCopy.shipped.appending(path: "Templates").path())
        let settings = try ContentLoader.settings(in: folders).settings
        #expect(settings.clock == nil && settings.clockPlace == nil)
        #expect(try !folder.text("new/site/Content/site.yml").contains("clock:"))
        let summary = try await SiteRun(
            build: SiteBuild(
                folders: folders, settings: settings, clock: try Instant(parsing: clock),
                queue: WorkQueue(workers: 2)),
            publication: .publish, isStrict: false,
            reports: ReportRequest(accountsPath: nil, includesSamples: true), progress: nil
        ).run()
        #expect(summary.outcome == .published)
        #expect(summary.reports.map(\.state) == [.call])
        // What nobody but the publisher can say.
        #expect(summary.warnings.map(\.id) == ["page-placeholder", "page-placeholder"])
        #expect(
            summary.warnings.map { SiteFolders.name(of: $0.location.file) } == [
                "privacy.md", "terms.md",
            ])
        func page(_ path: String) throws -> String {
            try folder.text("new/site/Output/current/site/\(path)")
        }
        #expect(try page("index.html").contains("Example prices"))
        #expect(
            try page("ticker/index.html").contains("Example prices of <time datetime=\"2026-02-01"))
        #expect(try page("ticker/ticker.json").contains("\"example\": true"))
        #expect(try !page("status/index.html").contains("Ticker</th><td>Stale"))
        let plan = try page("plans/how-to-handle-a-margin-call/index.html")
        #expect(plan.split(separator: "class=\"note\"").count - 1 == 11)
        #expect(plan.contains("Account as of <time datetime=\"2026-02-01T16:28:00Z\""))
        #expect(!plan.contains("No verdict"))
    }

    @Test(arguments: [
        ("de", "Was tun beim Margin Call", "Margin-Auslastung", "noch zu ergänzen"),
        ("zh-Hans", "收到追加保证金通知该怎么办", "保证金占用率", "待补充"),
    ])
    func startsInALanguageThatTheModelHasTextsIn(
        language: String, title: String, term: String, placeholder: String
    ) async throws {
        let site = folder.path("site")
        _ = try SiteStarter(from: SiteCopy.shipped.path(), language: language).start(in: site)
        let folders = SiteFolders(
            root: site, defaultTemplates: SiteCopy.shipped.appending(path: "Templates").path())
        let settings = try ContentLoader.settings(in: folders).settings
        #expect(settings.language == language && settings.clock == nil)
        let summary = try await SiteRun(
            build: SiteBuild(
                folders: folders, settings: settings,
                clock: try Instant(parsing: "2026-11-30T12:00:00Z"), queue: WorkQueue(workers: 2)),
            publication: .publish, isStrict: false, reports: nil, progress: nil
        ).run()
        #expect(summary.warnings.map(\.id) == ["page-placeholder", "page-placeholder"])
        #expect(try folder.text("site/Content/pages/terms.md").contains(placeholder))
        let plan = try folder.text(
            "site/Output/current/site/plans/how-to-handle-a-margin-call/index.html")
        #expect(plan.contains("<html lang=\"\(language)\"") && plan.contains("<h1>\(title)</h1>"))
        #expect(plan.split(separator: "class=\"note\"").count - 1 == 11)
        #expect(plan.contains(">\(term)</button>"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("site/Content/languages")))
    }

    @Test func refusesALanguageWithoutTexts() throws {
        let starter = SiteStarter(from: SiteCopy.shipped.path(), language: "fr")
        let problem = #expect(throws: Diagnostic.self) {
            try starter.start(in: folder.path("site"))
        }
        #expect(problem?.id == "init-language")
        #expect(!FileManager.default.fileExists(atPath: folder.path("site")))
    }

    @Test func givesASiteATemplateOfItsOwnOnce() throws {
        try folder.write("title: A\n", to: "Content/site.yml")
        let shipped = SiteCopy.shipped.appending(path: "Templates")
        let ejection = TemplateEjection(
            for: SiteFolders(root: folder.path, defaultTemplates: shipped.path()))
        #expect(try ejection.names().contains("pages/article.md"))
        let copy = try ejection.eject("pages/article")
        #expect(copy.hasSuffix("/Templates/pages/article.html.mustache"))
        #expect(
            try folder.text("Templates/pages/article.html.mustache")
                == String(
                    contentsOf: shipped.appending(path: "pages/article.html.mustache"),
                    encoding: .utf8))
        #expect(try ejection.eject("assets/site.css").hasSuffix("/Templates/assets/site.css"))
        for (name, id) in [
            ("pages/article", "template-ejected"), ("pages/artcle", "template-unknown"),
        ] {
            let problem = try #require(throws: Diagnostic.self) { try ejection.eject(name) }
            #expect(problem.id == id)
            if id == "template-unknown" {
                #expect(problem.hint?.contains("Did you mean pages/article?") == true)
            }
        }
    }

    @Test func replacesNothing() throws {
        try folder.write("mine", to: "Content/site.yml")
        let problem = try #require(throws: Diagnostic.self) {
            try SiteStarter(from: SiteCopy.shipped.path()).start(in: folder.path)
        }
        #expect(problem.id == "init-exists")
        #expect(try folder.names() == ["Content"])
    }
}
