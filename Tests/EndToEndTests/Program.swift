import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
    struct Answer: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the test bundle, whatever the build folder is called.
    static var executable: URL {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "marginalia")
        if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
        return repository.appending(path: ".build/debug/marginalia")
    }

    @discardableResult
    static func run(
        _ arguments: [String], input: String? = nil, in folder: URL = repository,
        environment: [String: String] = [:]
    ) throws -> Answer {
        try command(executable.path(), arguments, input: input, in: folder, environment)
    }

    static func command(
        _ path: String, _ arguments: [String], input: String? = nil, in folder: URL = repository,
        _ environment: [String: String] = [:]
    ) throws -> Answer {
        // Files, not pipes: nothing can fill up and stop the program.
        let scratch = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: scratch) }
        let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
        try Data((input ?? "").utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["SOURCE_DATE_EPOCH"] = nil
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus,
            output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8))
    }

    static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "marginalia-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A copy of the shipped site in a folder of its own.
    static func copyOfSite() throws -> URL {
        let folder = try temporaryFolder()
        for name in ["Content", "Templates"] {
            try FileManager.default.copyItem(
                at: repository.appending(path: name), to: folder.appending(path: name))
        }
        return folder
    }

    static var samples: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(
                at: repository.appending(path: "Content/portfolios"),
                includingPropertiesForKeys: nil
            ).filter { $0.pathExtension == "json" }.sorted { $0.path() < $1.path() }
        }
    }
}
