import MarginModel
import Testing

@testable import SitePipeline

/// A page that breaks a rule of the check, under settings that bear it and settings that do not.
@Suite struct CheckSettingsRunTests {
    private func site(check: String) throws -> SiteCopy {
        let site = try SiteCopy()
        let article = """
            ---
            title: An address
            summary: An article that shows the address of one of its readers.
            date: 2026-01-01T00:00:00Z
            rights: own
            ---

            Write to reader@example.com.
            """
        try site.folder.write(article, to: "Content/articles/address.md")
        let settings = try site.folder.text("Content/site.yml")
        try site.folder.write(settings + "\n" + check, to: "Content/site.yml")
        return site
    }

    private func ignore(until day: String) -> String {
        "check:\n  ignore:\n    - {rule: P001, path: \"articles/address/**\", reason: agreed, "
            + "until: \(day)}\n"
    }

    private func failure(_ check: String) async throws -> [String] {
        let site = try site(check: check)
        let failure = try await #require(throws: RunFailure.self) { _ = try await site.run() }
        return failure.diagnostics.filter { $0.severity == .error }.map(\.id)
    }

    @Test func failsAPageThatShowsAReadersAddress() async throws {
        #expect(Set(try await failure("")) == ["P001-mail-address"])
    }

    @Test func publishesItWhileAnIgnoreHolds() async throws {
        let site = try site(check: ignore(until: "2026-02-01"))
        _ = try await site.run()
        #expect(
            try site.folder.names("Output/current/site/articles/address").contains("index.html"))
    }

    @Test func failsOnceTheIgnoreHasEnded() async throws {
        let found = Set(try await failure(ignore(until: "2026-01-31")))
        #expect(found == ["P001-mail-address", "check-ignore-expired"])
    }

    @Test func readsTheNamesOfRealAccountsFromTheIndices() throws {
        let site = try SiteCopy()
        try site.folder.write(
            "{\"id\":\"desk-0042\",\"token\":\"b7ae0b6b2db274a7\"}\n",
            to: "Output/private/2026-01-31/index.ndjson")
        for (folder, expected) in [
            (site.folders.output, ["desk-0042", "b7ae0b6b2db274a7"]),
            (site.folder.path("none"), []),
        ] {
            var names: [String] = []
            try PrivateNames.read(below: folder) { names.append($0) }
            #expect(names == expected)
        }
    }
}
