import Foundation
import Testing

/// A part of a night that is stopped, killed or runs out of disk, and is run again.
@Suite(.serialized) struct ManifestVerbTests {
    private let folder: URL
    private let site: URL
    private let accounts: [String]

    private static let clock = "2026-02-01T16:30:00Z"
    private static let accountCount = 300

    init() throws {
        folder = try Program.temporaryFolder()
        site = folder.appending(path: "site")
        let made = try Program.run(["init", site.path(), "-q"])
        try #require(made.status == 0, "\(made.errors)")
        accounts = (0..<Self.accountCount).map { number in
            """
            {"schema":"marginalia/account/1","id":"desk-\(number)","venue":"binance",\
            "accountMode":"single-asset","asOf":"2026-02-01T16:25:00Z",\
            "collateral":[{"asset":"USDT","walletBalance":"\(9_000 + number)"}],\
            "positions":[{"symbol":"BTCUSDT","contractType":"linear","side":"long",\
            "marginMode":"cross","quantity":"0.5","entryPrice":"89000","markPrice":"88000",\
            "leverage":"10"}]}
            """
        }
        try Data(accounts.map { $0 + "\n" }.joined().utf8).write(to: path("all.ndjson"))
    }

    private func path(_ name: String) -> URL { folder.appending(path: name) }

    private func arguments(_ input: String, _ more: [String]) -> [String] {
        [
            "report", "-C", site.path(), "--accounts", input, "--clock", Self.clock, "--format",
            "csv", "-q",
        ] + more
    }

    private func end(of manifest: URL) throws -> [String: Any] {
        let line = try #require(
            String(contentsOf: manifest, encoding: .utf8).split(separator: "\n").last)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    /// A run whose input goes on after the first `count` accounts, until a line says that work is done.
    private func started(_ output: URL, to manifest: URL, count: Int) throws -> Process {
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = arguments("-", ["--output", output.path(), "--manifest", "-"])
        let input = Pipe()
        try Data().write(to: manifest)
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: manifest)
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(
            contentsOf: Data(accounts.prefix(count).map { $0 + "\n" }.joined().utf8))
        while process.isRunning, try lineCount(of: manifest) < 3 { usleep(2_000) }
        return process
    }

    private func lineCount(of file: URL) throws -> Int {
        try Data(contentsOf: file).count { $0 == 0x0A }
    }

    private func whole() throws -> String {
        let manifest = path("whole.ndjson")
        let made = try Program.run(
            arguments(
                path("all.ndjson").path(),
                ["--output", path("whole").path(), "--manifest", manifest.path()]))
        #expect(made.status == 0, "\(made.errors)")
        return try #require(try end(of: manifest)["root"] as? String)
    }

    private func again(_ output: URL, since manifest: URL) throws -> (root: String, skipped: Int) {
        let second = path("second.ndjson")
        let made = try Program.run(
            arguments(
                path("all.ndjson").path(),
                [
                    "--output", output.path(), "--manifest", second.path(), "--since",
                    manifest.path(), "--expect", "\(Self.accountCount)",
                ]))
        #expect(made.status == 0, "\(made.errors)")
        let end = try end(of: second)
        let counts = try #require(end["status"] as? [String: Int])
        let merged = try Program.run(["merge", second.path(), "--output", output.path(), "-q"])
        #expect(merged.status == 0, "\(merged.errors)")
        let left = FileManager.default.enumerator(atPath: output.path())?.compactMap {
            $0 as? String
        }
        #expect(left?.contains { $0.hasSuffix(".partial") } == false)
        return (try #require(end["root"] as? String), counts["skipped"] ?? 0)
    }

    @Test func endsAtATerminationWithAManifestOfWhatIsDone() throws {
        let manifest = path("stopped.ndjson")
        let process = try started(path("night"), to: manifest, count: 200)
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 143)
        let end = try end(of: manifest)
        #expect(end["complete"] as? Bool == false)
        let count = try #require(end["lines"] as? Int)
        #expect(try lineCount(of: manifest) == count + 2)
        let merged = try Program.run(
            ["merge", manifest.path(), "--output", path("night").path(), "-q"])
        #expect(merged.status == 4 && merged.errors.contains("manifest-incomplete"))
        let second = try again(path("night"), since: manifest)
        #expect(second.root == (try whole()))
        #expect(second.skipped == count && count > 0)
    }

    @Test func isWholeAfterItWasKilled() throws {
        let manifest = path("killed.ndjson")
        let process = try started(path("night"), to: manifest, count: 200)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let done = try lineCount(of: manifest) - 1
        let second = try again(path("night"), since: manifest)
        #expect(second.root == (try whole()))
        #expect(second.skipped == done && done > 0)
    }

    @Test(.enabled(if: KillSafetyTests.canMount, "this machine refuses to mount a file system"))
    func endsWith8WhereTheDiskIsFull() throws {
        let disk = path("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let mounted = try Program.command(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", disk.path()])
        try #require(mounted.status == 0, "\(mounted.errors)")
        defer { _ = try? Program.command("/bin/umount", ["-l", disk.path()]) }
        let output = disk.appending(path: "night")
        let manifest = disk.appending(path: "full.ndjson")
        let full = try Program.run(
            arguments(
                path("all.ndjson").path(),
                ["--output", output.path(), "--manifest", manifest.path()]))
        #expect(full.status == 8 && full.errors.contains("io-disk-full"), "\(full.errors)")
        #expect(!full.errors.contains(".csv"), "no name of a report is told")
        #expect(
            try Program.command("/bin/mount", ["-o", "remount,size=20m", disk.path()]).status == 0)
        let done = try lineCount(of: manifest) - 1
        let second = try again(output, since: manifest)
        #expect(second.root == (try whole()))
        #expect(second.skipped >= done - 1 && done > 1)
    }

    @Test func refusesOtherInputsAndTellsThemByTheirCodes() throws {
        let input = path("all.ndjson").path()
        let more = ["--output", path("night").path(), "--manifest", "-"]
        let head = try Program.run(
            ["report", "-C", site.path(), "--accounts", "-", "--allow-empty", "--manifest", "-"]
                + ["--clock", Self.clock, "--format", "csv"])
        #expect(head.status == 0, "\(head.errors)")
        let line = try #require(head.output.split(separator: "\n").first)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        let digest = try #require(object?["inputs"] as? String)
        #expect(
            try Program.run(arguments(input, more + ["--inputs", digest])).status == 0)
        let other = try Program.run(
            ["report", "-C", site.path(), "--accounts", input, "--inputs", digest, "--format"]
                + ["html", "--clock", Self.clock] + more)
        #expect(other.status == 3 && other.output.isEmpty)
        #expect(try Program.run(arguments(input, more + ["--expect", "7"])).status == 5)
        #expect(try Program.run(arguments(input, more + ["--pack", "x.tar"])).status == 2)
        #expect(try Program.run(arguments("/nowhere.ndjson", more)).status == 4)
        let full = try Program.command(
            "/bin/sh",
            ["-c", "\"$0\" \"$@\" > /dev/full", Program.executable.path()]
                + arguments(input, more))
        #expect(full.status == 8, "\(full.errors)")
    }

    @Test(arguments: ["assess", "plan"]) func answersUnderTheSameContract(verb: String) throws {
        func run(_ input: String, _ name: String, _ more: [String] = []) throws -> Int32 {
            try Program.run(
                [verb, input, "-C", site.path(), "--clock", Self.clock]
                    + ["--pack", path(name + ".answers").path()]
                    + ["--manifest", path(name).path()] + more
            ).status
        }
        let few = path("few.ndjson")
        try Data(accounts.prefix(20).map { $0 + "\n" }.joined().utf8).write(to: few)
        #expect(try run("-", "none", ["--allow-empty"]) == 0)
        let head = try #require(
            try String(contentsOf: path("none"), encoding: .utf8).split(separator: "\n").first)
        let object = try JSONSerialization.jsonObject(with: Data(head.utf8)) as? [String: Any]
        let digest = try #require(object?["inputs"] as? String)
        #expect(try run(few.path(), "whole", ["--inputs", digest, "--expect", "20"]) == 0)
        let root = try #require(try end(of: path("whole"))["root"] as? String)
        for part in 1...2 {
            #expect(
                try run(few.path(), "part\(part)", ["--shard", "\(part)/2", "--jobs", "1"]) == 0)
        }
        let merged = try Program.run(
            ["merge", path("part1").path(), path("part2").path(), "--output", folder.path(), "-q"]
                + ["--expect", "20", "-C", site.path()])
        #expect(merged.status == 0, "\(merged.errors)")
        #expect(try end(of: path("manifest.ndjson"))["root"] as? String == root)
        #expect(try String(contentsOf: path("book.html"), encoding: .utf8).contains("desk-0"))
        #expect(try run(few.path(), "other", ["--inputs", String(repeating: "0", count: 64)]) == 3)
        #expect(try run(few.path(), "other", ["--expect", "7"]) == 5)
        #expect(try run("/nowhere.ndjson", "other") == 4)
        try Data(#"{"schema":"marginalia/account/1","id":"x"}\#n"#.utf8).write(to: few)
        #expect(try run(few.path(), "bad") == 9)
        // A manifest tells of files, so there have to be some.
        let bare = try Program.run([verb, few.path(), "--manifest", path("bare").path()])
        #expect(bare.status == 2 && bare.errors.contains("--pack"))
        let full = try Program.command(
            "/bin/sh",
            [
                "-c", "\"$0\" \"$@\" > /dev/full", Program.executable.path(), verb,
                path("all.ndjson").path(), "-C", site.path(), "--clock", Self.clock, "--manifest",
                "-", "--pack", path("full.answers").path(),
            ])
        #expect(full.status == 8, "\(full.errors)")
    }
}
