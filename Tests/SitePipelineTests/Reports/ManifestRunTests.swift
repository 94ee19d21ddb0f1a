import ContentIngest
import Foundation
import Glibc
import MarginModel
import Testing

@testable import SitePipeline

/// The contract that engines rely on: any split of a night gives the same reports and the same root.
@Suite struct ManifestRunTests {
    private let site: SiteCopy
    private let accounts: [String]

    private static let accountCount = 500

    init() throws {
        site = try SiteCopy()
        let template = try site.realAccount(id: "@")
            .replacingOccurrences(of: "\n", with: " ")
        accounts = (0..<Self.accountCount).map { number in
            template.replacingOccurrences(of: "\"@\"", with: "\"desk-\(number)\"")
                .replacingOccurrences(
                    of: "\"schema\":", with: "\"meta\": {\"row\":\(number)}, \"schema\":")
        }
    }

    private func write(_ lines: [String], to name: String) throws {
        try site.folder.write(lines.map { $0 + "\n" }.joined(), to: name)
    }

    @discardableResult
    private func run(
        _ input: String, to output: String? = "night", pack: String? = nil,
        _ change: (inout ManifestRequest) -> Void = { _ in }
    ) async throws -> ManifestSummary {
        var request = ManifestRequest(
            accountsPath: site.folder.path(input),
            destination: pack.map { .pack(site.folder.path($0)) }
                ?? .folder(site.folder.path(output ?? "night")),
            manifestPath: site.folder.path(input + ".manifest"), formats: [.csv])
        change(&request)
        return try await ManifestRun(build: site.build(), request: request, progress: nil).run()
    }

    private func merge(
        _ inputs: [String], in output: String = "night", accounts: String? = nil,
        expecting count: Int? = nil, hasSite: Bool = false
    ) throws -> ReportManifest.End {
        try ManifestMerge(
            paths: inputs.map { site.folder.path($0 + ".manifest") },
            output: site.folder.path(output), accountsPath: accounts.map(site.folder.path),
            expectedCount: count, minimumShare: nil, site: hasSite ? try site.build() : nil
        ).run().end
    }

    private func entries(_ manifest: String) throws -> [ReportManifest.Entry] {
        var entries: [ReportManifest.Entry] = []
        let file = try ManifestFile(site.folder.path(manifest))
        try file.lines { (line, number, _) throws(Diagnostic) in
            if case .account(let entry) = try file.record(line, number: number) {
                entries.append(entry)
            }
        }
        return entries
    }

    /// All files of a folder of reports by name.
    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for part in try site.folder.names(folder) where part.count == 2 {
            for name in try site.folder.names("\(folder)/\(part)") {
                files["\(part)/\(name)"] = try Data(
                    contentsOf: URL(filePath: site.folder.path("\(folder)/\(part)/\(name)")))
            }
        }
        return files
    }

    private func problems(_ body: () async throws -> Void) async throws -> [String] {
        let failure = try await #require(throws: RunFailure.self) { try await body() }
        return failure.diagnostics.map(\.id)
    }

    @Test func anySplitInAnyOrderGivesTheSameNight() async throws {
        try write(accounts, to: "all")
        let whole = try await run("all")
        #expect(whole.end.statuses == [.ok: Self.accountCount])
        let expected = try files("night")
        #expect(expected.count == Self.accountCount)
        #expect(try merge(["all"]).root == whole.end.root)
        let index = try site.folder.text("night/index.ndjson")
        for count in [2, 7, 16] {
            // Every line goes to some part, in another order each time.
            let shuffled = accounts.indices.sorted { ($0 * 7_919 % 503) < ($1 * 7_919 % 503) }
            var names: [String] = []
            for part in 0..<count {
                let lines = shuffled.filter { $0 % count == part }.map { accounts[$0] }
                names.append("part-\(count)-\(part)")
                try write(lines, to: names[part])
                try await run(names[part], to: "split-\(count)")
            }
            let end = try merge(names, in: "split-\(count)", accounts: "all")
            #expect(end.root == whole.end.root)
            #expect(end.statuses == whole.end.statuses)
            #expect(end.states == whole.end.states)
            #expect(try files("split-\(count)") == expected)
            // The book adds up in any order and any grouping.
            for name in ["book.csv", "book.json"] {
                #expect(
                    try site.folder.text("split-\(count)/\(name)")
                        == site.folder.text("night/\(name)"))
            }
            #expect(try site.folder.text("split-\(count)/index.ndjson") == index)
            #expect(try site.folder.names("split-\(count)").contains("_SUCCESS"))
        }
    }

    @Test func saysOfEachLineWhatBecameOfIt() async throws {
        try write(
            [accounts[0], #"{"schema": "marginalia/account/1", "id": "poison", "venue": 3}"#, "{"]
                + accounts[1...2], to: "all")
        let end = try await run("all").end
        #expect(end.statuses == [.ok: 3, .failed: 2])
        let entries = try entries("all.manifest")
        #expect(entries.map(\.line) == [1, 2, 3, 4, 5])
        #expect(entries.map(\.id) == ["desk-0", "poison", nil, "desk-1", "desk-2"])
        #expect(entries[1].reasons.contains { $0.code == "wrong-type" })
        #expect(entries[1].files.isEmpty && entries[1].next == nil)
        #expect(entries[0].meta.map { String(decoding: $0, as: UTF8.self) } == #"{"row":0}"#)
        #expect(entries[0].reasons.allSatisfy { $0.code != "unknown-key" })
        #expect(entries[0].state == .healthy && entries[0].asOf != nil && entries[0].ratio != nil)
        let written = try files("night")
        for file in entries.flatMap(\.files) {
            let bytes = try #require(written[file.name])
            #expect(bytes.count == file.byteCount)
            #expect(Fingerprint.sha256([UInt8](bytes)) == file.sha256)
        }
        #expect(written.count == 3)
        #expect(try site.folder.permissions("all.manifest") == 0o600)
        #expect(try site.folder.permissions("night") == 0o700)
    }

    @Test func anAccountWithItsStandingSaysWhyItChanged() async throws {
        try write([accounts[0]], to: "first")
        try await run("first") { $0.formats = [.html] }
        let next = try #require(try entries("first.manifest").first?.next)
        let later = accounts[0].replacingOccurrences(
            of: "\"schema\":",
            with:
                "\"previous\": \(String(decoding: next, as: UTF8.self).replacingOccurrences(of: "2026-02-01T", with: "2026-01-31T")), \"schema\":"
        )
        try write([later], to: "second")
        try await run("second") { $0.formats = [.html] }
        let entry = try #require(try entries("second.manifest").first)
        #expect(entry.status == .ok && entry.reasons.allSatisfy { $0.code != "unknown-key" })
        let page = try site.folder.text("night/" + entry.files[0].name)
        #expect(page.contains("2026-01-31") || page.contains("31 January 2026"))
    }

    @Test func sameAccountsInTwoPartsCountOnce() async throws {
        try write(Array(accounts[0...2]), to: "a")
        try write(Array(accounts[2...4]), to: "b")
        try write(Array(accounts[0...4]), to: "all")
        try await run("a")
        try await run("b")
        let whole = try await run("all", to: "whole").end
        #expect(try merge(["a", "b"], accounts: "all").root == whole.root)
        try write([accounts[4], accounts[4]], to: "twice")
        #expect(try await run("twice").end.statuses == [.ok: 1, .duplicate: 1])
        #expect(try merge(["a", "b", "twice"]).root == whole.root)
    }

    @Test func anotherAccountOfTheSameIDIsRefused() async throws {
        let other = accounts[1].replacingOccurrences(of: "desk-1\"", with: "desk-0\"")
            .replacingOccurrences(of: "\"walletBalance\": \"", with: "\"walletBalance\": \"9")
        try write([accounts[0]], to: "a")
        try write([other], to: "b")
        try write([accounts[0], other], to: "both")
        for name in ["a", "b", "both"] { try await run(name) }
        #expect(
            try await problems { _ = try merge(["a", "b"]) } == ["account-duplicate-differs"])
        #expect(try await problems { _ = try merge(["both"]) } == ["account-duplicate-differs"])
        #expect(try !site.folder.names("night").contains("_SUCCESS"))
    }

    @Test func anAccountThatFailedInOnePartAndHasItsReportInAnotherHasIt() async throws {
        try write(Array(accounts[0...1]), to: "a")
        let whole = try await run("a").end
        // The first of them met a name that was taken.
        let taken = try #require(try entries("a.manifest").first).files[0].name
        try site.folder.write("something else", to: "elsewhere/" + taken)
        #expect(chmod(site.folder.path("elsewhere/" + taken), 0o600) == 0)
        try write(Array(accounts[0...1]), to: "b")
        #expect(try await run("b", to: "elsewhere").end.statuses == [.ok: 1, .failed: 1])
        for order in [["a", "b"], ["b", "a"]] {
            let end = try merge(order)
            #expect(end.statuses == [.ok: 2])
            #expect(end.root == whole.root)
        }
        // One that was read from other bytes is another account.
        let poison = #"{"schema": "marginalia/account/1", "id": "desk-0", "venue": 3}"#
        try write([poison], to: "poison")
        #expect(try await run("poison").end.statuses == [.failed: 1])
        #expect(
            try await problems { _ = try merge(["a", "poison"]) } == ["account-duplicate-differs"])
    }

    @Test func twoPacksOfOneNameAreRefused() async throws {
        for part in ["a", "b"] {
            try site.folder.write("", to: "\(part)/.keep")
            try write([accounts[part == "a" ? 0 : 1]], to: part + "/part")
            try await run(part + "/part", pack: part + "/part.tar")
        }
        #expect(
            try await problems { _ = try merge(["a/part", "b/part"]) } == ["pack-name-twice"])
        // Each alone is found beside its manifest, and checked there.
        _ = try merge(["a/part"])
        let night = ReportVerification(night: site.folder.path("night"), publicKey: nil)
        #expect(try night.run().problems.isEmpty)
        let tar = site.folder.path("a/part.tar")
        var bytes = try Data(contentsOf: URL(filePath: tar))
        bytes[600] ^= 1
        try bytes.write(to: URL(filePath: tar))
        #expect(try night.run().problems.map(\.id) == ["report-file-altered"])
    }

    @Test func aMergedNightHasItsBookItsSignatureAndItsDelivery() async throws {
        let settings = try site.folder.text("Content/site.yml")
        try site.folder.write(
            #"""
            while IFS= read -r line; do
                id=${line#*\"id\":\"}
                printf '{"id":"%s","status":"ok"}\n' "${id%%\"*}"
            done
            """#.replacingOccurrences(of: "\\", with: "\\"), to: "deliver.sh")
        try site.folder.write(
            settings + """

                reports:
                  sign: \(site.folder.path("signing-key"))
                  deliver:
                    command: [/bin/sh, \(site.folder.path("deliver.sh"))]

                """, to: "Content/site.yml")
        try write(Array(accounts[0...2]) + ["{"], to: "a")
        try write(Array(accounts[2...5]), to: "b")
        for part in ["a", "b"] { try await run(part) { $0.formats = [.html, .csv] } }
        let merge = ManifestMerge(
            paths: ["a", "b"].map { site.folder.path($0 + ".manifest") },
            output: site.folder.path("night"), accountsPath: nil, expectedCount: nil,
            minimumShare: nil, site: try site.build(), delivers: true)
        let summary = try merge.run()
        #expect(summary.problems.isEmpty)
        #expect(summary.delivered == 6)
        #expect(try merge.run().delivered == 0, "nothing goes out twice")
        let text = try site.folder.text("night/book.json")
        let book = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(book["accounts"] as? Int == 6)
        #expect((book["failed"] as? [String: Any])?["count"] as? Int == 1)
        let report = try #require(try entries("a.manifest").first).files[0].name
        #expect(
            try site.folder.text("night/book.html").contains("<a href=\"\(report)\">desk-0</a>"))
        let night = ReportVerification(night: site.folder.path("night"), publicKey: nil)
        let found = try night.run()
        #expect(found.isSigned && found.problems.isEmpty && found.reportCount == 6)
        try site.folder.write("x", to: "night/" + report)
        #expect(try night.run().problems.map(\.id) == ["report-file-altered"])
        let manifest = try site.folder.text("night/manifest.ndjson")
        try site.folder.write(manifest + "\n", to: "night/manifest.ndjson")
        #expect(try night.run().problems.map(\.id).contains("manifest-signature"))
    }

    /// Parts that `report --shard` wrote beside each other.
    @Test func partsOfADayKeepTheirBooksAndMergeIntoTheDay() async throws {
        try write(Array(accounts[0...9]), to: "all")
        var books: [String] = []
        for part in 1...2 {
            _ = try await ReportRun(
                build: site.build(),
                request: ReportRequest(
                    accountsPath: site.folder.path("all"), includesSamples: false,
                    shard: ReportShard(parsing: "\(part)/2")), progress: nil
            ).run()
            books.append(try site.folder.text("Output/private/2026-02-01/book-\(part)-2.json"))
        }
        let day = site.folder.path("Output/private/2026-02-01")
        #expect(try site.folder.text("Output/private/2026-02-01/book-1-2.json") == books[0])
        #expect(try !site.folder.names("Output/private/2026-02-01").contains("book.json"))
        let index = try site.folder.text("Output/private/2026-02-01/index.ndjson")
        let end = try ManifestMerge(
            paths: [1, 2].map { "\(day)/manifest-\($0)-2.ndjson" }, output: day,
            accountsPath: nil, expectedCount: 10, minimumShare: nil, site: site.build()
        ).run().end
        #expect(end.statuses == [.ok: 10])
        #expect(
            try site.folder.text("Output/private/2026-02-01/index.ndjson").split(separator: "\n")
                .count == index.split(separator: "\n").count)
        #expect(
            try ReportVerification(
                output: site.folder.path("Output"), day: "2026-02-01", publicKey: nil
            ).run().problems.isEmpty)
        _ = try await ReportRun(
            build: site.build(),
            request: ReportRequest(
                accountsPath: site.folder.path("all"), includesSamples: false), progress: nil
        ).run()
        let merged = try site.folder.text("Output/private/2026-02-01/book.json")
        #expect(merged.contains(#""accounts": 10"#) || merged.contains(#""accounts":10"#))
    }

    @Test func skipsWhatIsUnchangedAndMakesWhatIsNotThere() async throws {
        try write(Array(accounts[0...5]), to: "all")
        let first = try await run("all").end
        let victim = try #require(try entries("all.manifest").first).files[0].name
        try site.remove("night/" + victim)
        let earlier = site.folder.path("all.manifest")
        let second = try await run("all") { $0.earlierPath = earlier }.end
        #expect(second.statuses == [.ok: 1, .skipped: 5])
        #expect(second.root == first.root)
        // With another clock everything is made again.
        let later = try site.build(clock: Instant(secondsSinceEpoch: 1_769_963_460))
        let request = ManifestRequest(
            accountsPath: site.folder.path("all"), destination: .folder(site.folder.path("night")),
            manifestPath: site.folder.path("later"), formats: [.csv], earlierPath: earlier)
        let third = try await ManifestRun(build: later, request: request, progress: nil).run().end
        #expect(third.statuses == [.ok: 6])
    }

    @Test func aPackHoldsTheSameFiles() async throws {
        try write(Array(accounts[0...5]), to: "all")
        let plain = try await run("all").end
        let expected = try files("night")
        let packed = try await run("all", pack: "all.tar") {
            $0.manifestPath = site.folder.path("packed.manifest")
        }.end
        #expect(packed.root == plain.root)
        let tar = try Data(contentsOf: URL(filePath: site.folder.path("all.tar")))
        for entry in try entries("packed.manifest") {
            let file = try #require(entry.files.first)
            let offset = try #require(file.offset)
            #expect(tar[offset..<offset + file.byteCount] == expected[file.name])
        }
        let earlier = site.folder.path("packed.manifest")
        let again = try await run("all", pack: "all.tar") { $0.earlierPath = earlier }.end
        #expect(again.statuses == [.skipped: 6] && again.root == plain.root)
        #expect(try Data(contentsOf: URL(filePath: site.folder.path("all.tar"))) == tar)
        let unpacked = Process()
        unpacked.executableURL = URL(filePath: "/bin/tar")
        try FileManager.default.createDirectory(
            atPath: site.folder.path("unpacked"), withIntermediateDirectories: true)
        unpacked.arguments = [
            "xf", site.folder.path("all.tar"), "-C", site.folder.path("unpacked"),
        ]
        try unpacked.run()
        unpacked.waitUntilExit()
        #expect(unpacked.terminationStatus == 0)
        #expect(try files("unpacked") == expected)
        #expect(try merge(["all"], in: "").root == plain.root)
    }

    @Test func refusesOtherInputsAndTooFewAccounts() async throws {
        try write(Array(accounts[0...3]), to: "all")
        // Where inputs are named, the key is there: a digest is of one.
        #expect(
            try await problems {
                try await run("all") { $0.inputs = String(repeating: "0", count: 64) }
            } == ["key-absent"])
        try await run("all")
        #expect(
            try await problems {
                try await run("all") { $0.inputs = String(repeating: "0", count: 64) }
            } == ["inputs-differ"])
        #expect(
            try await problems { try await run("all") { $0.expectedCount = 5 } }
                == ["accounts-too-few"])
        try await run("all") {
            $0.expectedCount = 5
            $0.minimumShare = 80
        }
        #expect(
            try await problems {
                try await run("all") {
                    $0.expectedCount = 5
                    $0.minimumShare = MarginModel.Decimal("80.1")
                }
            } == ["accounts-too-few"])
        try write([], to: "none")
        #expect(try await problems { try await run("none") } == ["accounts-none"])
        #expect(
            try await problems {
                try await run("all") { $0.manifestPath = site.folder.path("Content/m") }
            } == ["output-public"])
    }

    @Test func neverGivesANameOtherBytes() async throws {
        try write([accounts[0]], to: "all")
        try await run("all")
        let name = try #require(try entries("all.manifest").first).files[0].name
        try site.folder.write("something else", to: "night/" + name)
        #expect(chmod(site.folder.path("night/" + name), 0o600) == 0)
        let end = try await run("all").end
        #expect(end.statuses == [.failed: 1])
        #expect(try entries("all.manifest").first?.reasons.map(\.code) == ["report-name-taken"])
        #expect(try site.folder.text("night/" + name) == "something else")
        #expect(try site.folder.names("night/" + name.prefix(2)) == [String(name.dropFirst(3))])
    }

    @Test func mergesOnlyWhatIsWholeAndThere() async throws {
        try write(Array(accounts[0...3]), to: "all")
        try await run("all")
        let whole = try site.folder.text("all.manifest")
        // As a killed run leaves it.
        try site.folder.write(String(whole.dropLast(300)), to: "cut.manifest")
        #expect(try await problems { _ = try merge(["cut"]) } == ["manifest-incomplete"])
        try site.folder.write(
            whole.replacingOccurrences(of: "\"desk-2\"", with: "\"desk-9\""), to: "other.manifest")
        #expect(try await problems { _ = try merge(["other"]) } == ["manifest-damaged"])
        try write(Array(accounts[0...4]), to: "more")
        #expect(
            try await problems { _ = try merge(["all"], accounts: "more") }
                == ["manifest-not-of-accounts"])
        #expect(
            try await problems { _ = try merge(["all"], expecting: 5) } == ["accounts-too-few"])
        try site.folder.write("", to: "night/.x.html.1-2.partial")
        _ = try merge(["all"], accounts: "all", expecting: 4)
        #expect(try !site.folder.names("night").contains(".x.html.1-2.partial"))
        try site.remove("night/" + (try entries("all.manifest")[1].files[0].name))
        #expect(try await problems { _ = try merge(["all"]) } == ["report-missing"])
        #expect(try !site.folder.names("night").contains("_SUCCESS"))
    }
}
