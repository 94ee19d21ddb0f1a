import ContentIngest
import Glibc
import MarkupValidation
import MarginModel
import MarginRules
import PageRendering

/// Writes reports of accounts that stream by, and a manifest of them: what an engine runs on a part of a
/// night. It takes no lock, looks at nothing that other runs write, and what it holds does not grow with
/// the accounts but for some 30 bytes of each.
package struct ManifestRun: Sendable {
    let build: SiteBuild
    let request: ManifestRequest
    let progress: (any BuildProgress)?

    package init(build: SiteBuild, request: ManifestRequest, progress: (any BuildProgress)?) {
        self.build = build
        self.request = request
        self.progress = progress
    }

    package func run() async throws(RunFailure) -> ManifestSummary {
        try request.checkPlaces(build.folders)
        let prepared = try await build.prepare()
        let key = try key()
        let target = try target()
        let reports = try builder(prepared, key: key)
        let head = ReportInputs(
            prepared, key: key, clock: build.clock, formats: reports.formats,
            sections: request.sections, pack: target.pack.map(SiteFolders.name)
        ).head
        return try await ManifestPass(
            request: request, place: target, queue: build.queue, progress: progress
        ).run(
            head, key: key,
            make: { account, line, token, checker in
                reports.render(
                    account, history: AccountHistory(line.previous), token: token, checker)
            })
    }

    // MARK: Places

    private func target() throws(RunFailure) -> ManifestPass.Place {
        var target = ManifestPass.Place(request)
        guard target.folder.isEmpty && target.pack == nil || target.manifest.isEmpty else {
            return target
        }
        do {
            let store = try ReleaseStore(opening: build.folders.output)
            let own = try PrivateStore(in: store, for: build.clock.utc.date).path
            if target.folder.isEmpty { target.folder = own }
            if target.manifest.isEmpty {
                target.manifest = SiteFolders.join(own, DayManifest.name(of: request.shard))
            }
        } catch {
            throw RunFailure(opening: error)
        }
        return target
    }

    /// The secret behind names. Workers of one night share it, so the first of them must not make it.
    private func key() throws(RunFailure) -> [UInt8] {
        do throws(Diagnostic) {
            if let key = try build.keyFile.read() { return key }
            guard request.inputs == nil else { throw Diagnostic.noKey(build.keyFile.path) }
            let store = try ReleaseStore(opening: build.folders.output)
            return try build.keyFile.key(for: store, acceptsOther: false)
        } catch {
            throw .configuration(Diagnostics([error]))
        }
    }

    private func builder(
        _ prepared: SiteBuild.Prepared, key: [UInt8]
    ) throws(RunFailure) -> ReportBuild {
        do {
            return try ReportRun(
                build: build,
                request: ReportRequest(
                    accountsPath: request.accountsPath, includesSamples: false,
                    formats: request.formats, sections: request.sections,
                    isIsolated: request.isIsolated),
                progress: nil
            ).builder(prepared, key: key)
        } catch {
            throw .content(error)
        }
    }
}

extension Diagnostic {
    fileprivate static func noKey(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "key-absent", at: SourceLocation(file: path),
            message: "there is no key file, and workers of one night must share one",
            hint: "Copy it from where the digest for --inputs was made.")
    }
}
