import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// Who writes: from `people.yml` and front matter to bylines, data for search engines and pages.
@Suite struct PeopleTests {
    private let site: SiteCopy
    private let article = "Content/articles/how-liquidation-unfolds.md"

    init() throws {
        site = try SiteCopy()
        try site.folder.write(
            """
            jane:
              name: Jane & Co
              kind: organization
              role: Wrote this
              links: [https://jane.example/]
              fictional: true
            tom: {name: Tom Example}
            idle: {name: Idle Example}
            """, to: "Content/people.yml")
    }

    private func page(_ path: String) throws -> String {
        try site.folder.text("Output/current/site/\(path)/index.html")
    }

    @Test func namesAuthorsAndReviewersWithAPageEach() async throws {
        try site.replace(
            "rights: own", with: "rights: own\nauthor: [jane, tom]\nreviewer: tom", in: article)
        _ = try await site.run()
        let html = try page("articles/how-liquidation-unfolds")
        #expect(
            html.contains(
                "<span>By <a href=\"/people/jane/\">Jane &amp; Co</a>, "
                    + "<a href=\"/people/tom/\">Tom Example</a></span>"))
        #expect(html.contains("Reviewed by <a href=\"/people/tom/\">Tom Example</a>"))
        #expect(
            html.contains(
                "\"author\":[{\"@type\":\"Organization\",\"name\":\"Jane \\u0026 Co\","
                    + "\"url\":\"https://marginalia.example/people/jane/\"},"
                    + "{\"@type\":\"Person\",\"name\":\"Tom Example\""), "\(html)")
        let person = try page("people/jane")
        #expect(person.contains("How liquidation unfolds") && person.contains("Made up"))
        #expect(person.contains("<a href=\"https://jane.example/\">"))
        #expect(!FileReader().exists(site.folder.path("Output/current/site/people/idle")))
        // An article of nobody is the publisher's.
        let other = try page("articles/how-the-margin-ratio-works")
        #expect(other.contains("<span>By Marginalia desk</span>"))
        #expect(
            other.contains(
                "\"author\":[{\"@type\":\"Organization\",\"name\":\"Marginalia desk\","
                    + "\"url\":\"https://marginalia.example/\"}]"))
    }

    /// A page that is taken over from the live release still names people as they are now.
    @Test func rendersArticlesAgainWhenAPersonChanges() async throws {
        try site.replace("rights: own", with: "rights: own\nauthor: tom", in: article)
        _ = try await site.run()
        try site.replace("Tom Example", with: "Thomas Example", in: "Content/people.yml")
        _ = try await site.run()
        #expect(try page("articles/how-liquidation-unfolds").contains("Thomas Example"))
    }

    @Test func refusesWhoIsNobodyAtTheName() async throws {
        try site.replace("rights: own", with: "rights: own\nauthor: [tom, jone]", in: article)
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await site.run() })
        let found = try #require(failure.diagnostics.first { $0.id == "person-unknown" })
        #expect(found.location.column == 15)
        #expect(found.hint == "Did you mean jane?")
    }

    @Test(arguments: [
        ("ann: {role: Editor}", "missing-key"), ("An: {name: A}", "people-id"),
        ("ann: {name: A, links: [http://a.example]}", "people-link"),
        ("ann: {name: A, picture: /images/a.png}", "file-missing"),
        ("ann: {name: A, kind: robot}", "unknown-value"), ("ann: [A]", "wrong-type"),
    ])
    func tellsWhatIsWrongInTheFile(line: String, id: String) async throws {
        try site.folder.write("tom: {name: Tom}\n" + line + "\n", to: "Content/people.yml")
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await site.run() })
        #expect(failure.diagnostics.filter { $0.severity == .error }.map(\.id) == [id])
        #expect(failure.diagnostics.first { $0.id == id }?.location.line == 2)
    }

    @Test func listsAllArticlesAndAllPlans() async throws {
        _ = try await site.run()
        let articles = try page("articles")
        let plans = try page("plans")
        #expect(articles.contains("href=\"/articles/how-liquidation-unfolds/\""))
        #expect(!articles.contains("href=\"/plans/how-to-handle-a-margin-call/\""))
        #expect(plans.contains("href=\"/plans/how-to-handle-a-margin-call/\""))
    }
}
