import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// The name of a release, and the files that tell what it holds and what it changes.
@Suite struct ReleaseRecordTests {
    private let inputs = [
        InputFile(path: "b", sha256: "2"), InputFile(path: "a", sha256: "1"),
    ]

    private func page(_ path: String, _ text: String) -> WrittenPage {
        WrittenPage(
            path: path, source: "test", origin: .checked, byteCount: text.utf8.count,
            sha256: Fingerprint.sha256(Array(text.utf8)), stamp: nil, facts: nil, diagnostics: [])
    }

    @Test func namesAReleaseByItsClockAndInputs() {
        let id = ReleaseID.id(clock: noon, inputs: inputs)
        #expect(id.hasPrefix("2026-02-01T12-00-00Z-"))
        #expect(id == ReleaseID.id(clock: noon, inputs: inputs.reversed()))
        #expect(id != ReleaseID.id(clock: noon.advanced(bySeconds: 1), inputs: inputs))
        let edited = [inputs[0], InputFile(path: "a", sha256: "3")]
        #expect(id.suffix(8) != ReleaseID.id(clock: noon, inputs: edited).suffix(8))
        let renamed = [inputs[0], InputFile(path: "c", sha256: "1")]
        #expect(id.suffix(8) != ReleaseID.id(clock: noon, inputs: renamed).suffix(8))
    }

    @Test func listsOutputsByPathWhateverTheirOrder() throws {
        let pages = [page("b.html", "b"), page("a.html", "a")]
        let sources = ManifestSources(inputs: inputs, root: "", templates: "Templates")
        let first = Manifest(
            id: "r", clock: noon, configuration: "c", inputs: inputs, outputs: pages,
            sources: sources)
        let second = Manifest(
            id: "r", clock: noon, configuration: "c", inputs: inputs, outputs: pages.reversed(),
            sources: sources)
        #expect(first.bytes == second.bytes)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(first.bytes)) as? [String: Any])
        let outputs = try #require(json["outputs"] as? [[String: Any]])
        #expect(outputs.map { $0["path"] as? String } == ["a.html", "b.html"])
        #expect(outputs.map { $0["bytes"] as? Int } == [1, 1])
        #expect(json["clock"] as? String == noon.description)
    }

    @Test(arguments: [
        ("/srv/site/Content/articles/a.md", "Content/articles/a.md"),
        ("pages/home", "Templates/pages/home.html.mustache"),
        ("pages/article.md", "Templates/pages/article.md.mustache"),
        ("sitemap", nil), ("/etc/passwd", nil), ("pages/none", nil),
    ])
    func findsTheInputThatAPageComesFrom(source: String, input: String?) {
        let paths = [
            "Content/articles/a.md", "Templates/pages/home.html.mustache",
            "Templates/pages/article.md.mustache",
        ]
        let sources = ManifestSources(
            inputs: paths.map { InputFile(path: $0, sha256: "1") }, root: "/srv/site",
            templates: "/srv/site/Templates")
        #expect(sources.input(namedBy: source) == input)
    }

    @Test func namesAnAssetByItsBytes() {
        let asset = SiteAsset(source: "s", name: "site.css", bytes: Array("a".utf8))
        #expect(asset.path == "static/site.ca978112ca1b.css")
        #expect(asset.path != SiteAsset(source: "s", name: "site.css", bytes: []).path)
    }
}
