import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

/// A disk that loses bytes in silence: nights find and heal what it lost.
@Suite struct DamagedFileTests {
    private let site: SiteCopy
    private let published = "Output/current/site/"

    init() throws { site = try SiteCopy() }

    private func night(_ number: Int64) async throws -> NightlyRun.Summary {
        let clock = try #require(try site.settings().clock).advanced(bySeconds: number * 60)
        return try await NightlyRun(
            SiteRun(
                build: site.build(clock: clock), publication: .publish, isStrict: false,
                reports: ReportRequest(accountsPath: nil, includesSamples: true),
                progress: nil)
        ).run()
    }

    /// Changes the last byte of a file, and nothing that a look at the folder shows.
    private func damage(_ file: String) throws {
        let path = site.folder.path(file)
        var before = stat()
        try #require(stat(path, &before) == 0)
        let descriptor = open(path, O_WRONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(pwrite(descriptor, "#", 1, before.st_size - 1) == 1)
        let times = [before.st_atim, before.st_mtim]
        try #require(futimens(descriptor, times) == 0)
        var after = stat()
        try #require(fstat(descriptor, &after) == 0)
        try #require(after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
        try #require(after.st_size == before.st_size)
    }

    @Test func healsALostByteWithinTenNightsAndTellsOfIt() async throws {
        // The second night knows the names of all accounts, and makes every page again for that.
        for number in Int64(0)...1 { #expect(try await night(number).isPartial == false) }
        let pages = try FileReader().list(site.folder.path(published)).map(\.path).filter {
            $0.hasPrefix("articles/") && $0.hasSuffix("/index.html")
        }
        // Two tenths have had their turn: this is the fourth.
        let page = try #require(pages.first { NightlyTenth(number: 3).contains($0) })
        let good = try site.folder.text(published + page)
        try damage(published + page)
        var told: [Int64] = []
        for number in Int64(2)...11 {
            let summary = try await night(number)
            let found = summary.run.afterSwap.filter { $0.id == "file-damaged" }
            #expect(summary.isPartial == !found.isEmpty)
            if !found.isEmpty { told.append(number) }
            #expect(found.allSatisfy { $0.location.file == page })
            #expect((try site.folder.text(published + page) == good) == !told.isEmpty)
        }
        #expect(told.count == 1, "\(told)")
    }

    /// The same content and clock give the same release, which has to be made again all the same.
    @Test func healsAReleaseThatWouldBeTheSame() async throws {
        for _ in 1...2 { _ = try await night(0) }
        let page = "articles/how-liquidation-unfolds/index.html"
        let good = try site.folder.text(published + page)
        try damage(published + page)
        var nights = 0
        while try site.folder.text(published + page) != good, nights < 10 {
            let summary = try await night(0)
            nights += 1
            let isHealed = try site.folder.text(published + page) == good
            #expect(summary.run.outcome == (isHealed ? .published : .unchanged))
            #expect(summary.isPartial == isHealed)
        }
        #expect(try site.folder.text(published + page) == good)
    }

    @Test func readsEachFileOnceInTenNights() throws {
        let store = try ReleaseStore(opening: site.folders.output)
        var tenths: [UInt64] = []
        for _ in 0..<11 {
            tenths.append(NightlyTenth(readingBelow: store.path).number)
            try NightlyTenth.endTurn(in: store)
        }
        #expect(tenths == Array(0...9) + [0])
        for path in (0..<500).map({ "articles/a-\($0)/index.html" }) {
            let turns = (0..<10).filter { NightlyTenth(number: $0).contains(path) }
            #expect(turns.count == 1)
        }
    }
}
