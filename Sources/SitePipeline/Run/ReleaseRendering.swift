import MarginModel

/// Renders and checks a site into a draft, or finds that the release is there already.
struct ReleaseRendering: Sendable {
    let build: SiteBuild
    let store: ReleaseStore
    /// The release that makes a new one needless when it is the same: the live one, or when nothing
    /// is to become live, the newest.
    let standing: String?
    /// What the live release was made from: drafts share files with it.
    let live: (id: String, ledger: Ledger)?
    /// What is in the folder that a draft starts from.
    let spare: FolderTree?
    /// Warnings fail the run.
    let isStrict: Bool
    let reuse: PageReuse
    let progress: (any BuildProgress)?

    struct Rendered: Sendable {
        let prepared: SiteBuild.Prepared
        let releaseID: String
        let result: SiteBuild.Result
        /// `nil` when the release was there already.
        let draft: ReleaseDraft?
    }

    /// Renders `prepared`. While files of content fail their check and the rescue may set them aside,
    /// everything is read and rendered again without them.
    func render(
        _ prepared: SiteBuild.Prepared, _ rescue: ContentRescue?
    ) async throws(RunFailure) -> Rendered {
        var (prepared, rescue) = (prepared, rescue)
        while true {
            do {
                return try await render(prepared)
            } catch let rejection as SiteBuild.Rejection {
                guard let next = rescue?.rejecting(rejection.faults) else {
                    throw .check(rejection.problems)
                }
                rescue = next
                prepared = try await build.prepare(rescue: next)
            } catch let failure as RunFailure {
                throw failure
            } catch {
                preconditionFailure("rendering throws nothing else")
            }
        }
    }

    /// The same inputs name the same release: one that stands is compared first, and nothing is
    /// written when it is the same.
    private func render(_ prepared: SiteBuild.Prepared) async throws -> Rendered {
        let id = prepared.releaseID(clock: build.clock)
        if let standing, standing.hasPrefix(id),
            let result = try await render(prepared, asIn: standing)
        {
            return Rendered(prepared: prepared, releaseID: standing, result: result, draft: nil)
        }
        let draft = try begin(id, recycling: spare)
        let result = try await render(prepared, into: draft)
        if reuse == .verified { try await verify(result, in: draft, of: prepared) }
        return Rendered(prepared: prepared, releaseID: draft.id, result: result, draft: draft)
    }

    /// `nil` when the release does not hold what rendering gives now.
    private func render(
        _ prepared: SiteBuild.Prepared, asIn id: String
    ) async throws -> SiteBuild.Result? {
        // A release that cannot be opened, or that another program wrote, is taken to differ.
        guard let release = try? StandingRelease(at: store.releasePath(of: id)),
            let ledger = await ledger(of: id)
        else { return nil }
        progress?.show("rendering")
        let rendersAll = reuse == .nothing || reuse == .verified
        let result = try await build.files(
            of: prepared, into: release, as: id, since: rendersAll ? nil : ledger,
            sample: sample(for: id), hasLedger: false, progress: progress)
        try release.write(result.records.manifest, to: Manifest.fileName)
        for file in result.serverFiles { try release.write(file.bytes, to: "server/" + file.name) }
        guard !release.differs else { return nil }
        try refuseWarnings(result, prepared)
        return result
    }

    private func sample(for id: String) -> PageSample? {
        guard reuse == .sampled else { return nil }
        return PageSample(seed: id, tenth: PageSample.tenth(readingBelow: store.path))
    }

    /// The listing of ten thousand folders; done beside the reading of content.
    ///
    /// A folder that cannot be read is not used again.
    static func spare(of store: ReleaseStore) async -> FolderTree? { (try? store.spare()) ?? nil }

    /// What the live release was made from; read beside the content.
    static func liveLedger(
        in store: ReleaseStore, on queue: WorkQueue
    ) async -> (id: String, ledger: Ledger)? {
        guard let id = store.currentID(),
            let ledger = await Ledger(ofRelease: store.releasePath(of: id), on: queue)
        else { return nil }
        return (id, ledger)
    }

    private func ledger(of id: String) async -> Ledger? {
        if let live, live.id == id { return live.ledger }
        return await Ledger(ofRelease: store.releasePath(of: id), on: build.queue)
    }

    /// Renders everything once more, and throws when anything is not the same, byte for byte. Of the
    /// drafts none is left then.
    private func verify(
        _ result: SiteBuild.Result, in draft: ReleaseDraft, of prepared: SiteBuild.Prepared
    ) async throws {
        progress?.show("verifying")
        do {
            let scratch = try begin(draft.id)
            let full = try await build.render(
                prepared, into: scratch, as: draft.id, progress: progress)
            var problems = try differences(from: scratch, to: draft)
            if result.check.bytes != full.check.bytes {
                problems.append(.fullBuildDiffers("check"))
            }
            Self.discard(scratch)
            if !problems.isEmpty { throw RunFailure.check(Diagnostics(problems)) }
        } catch {
            Self.discard(draft)
            throw error
        }
    }

    private func differences(
        from full: ReleaseDraft, to draft: ReleaseDraft
    ) throws(RunFailure) -> [Diagnostic] {
        do {
            return try ReleaseDiff(
                from: draft.id, at: full.path, to: draft.id, at: draft.path
            ).entries.map { Diagnostic.fullBuildDiffers($0.path) }
        } catch {
            throw .publish(error)
        }
    }

    private func begin(
        _ id: String, recycling spare: FolderTree? = nil
    ) throws(RunFailure) -> ReleaseDraft {
        do {
            return try store.begin(id: id, recycling: spare)
        } catch {
            throw .publish(error)
        }
    }

    /// What cannot be removed now is put aside by the next run; why this one fails is what counts.
    static func discard(_ draft: ReleaseDraft) { try? draft.discard() }

    private func render(
        _ prepared: SiteBuild.Prepared, into draft: ReleaseDraft
    ) async throws -> SiteBuild.Result {
        // Counts begin anew: one site may be rendered several times.
        progress?.show("rendering")
        do {
            let result = try await build.render(
                prepared, into: draft, as: draft.id, since: reuse == .nothing ? nil : live?.ledger,
                sample: sample(for: draft.id), progress: progress)
            try refuseWarnings(result, prepared)
            return result
        } catch {
            Self.discard(draft)
            throw error
        }
    }

    private func refuseWarnings(
        _ result: SiteBuild.Result, _ prepared: SiteBuild.Prepared
    ) throws(RunFailure) {
        let warnings = result.warnings + prepared.content.setAside
        if isStrict, warnings.contains(where: { $0.severity == .warning }) {
            throw .content(Diagnostics(warnings))
        }
    }
}

extension Diagnostic {
    fileprivate static func fullBuildDiffers(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "full-build-differs", at: SourceLocation(file: path),
            message: "the incremental build and a full one differ here",
            hint: "This is a defect of the program; run with --full and report it.")
    }
}
