import MarginModel

/// Renders and checks a site into a draft, or finds that the release is there already.
struct ReleaseRendering: Sendable {
    let build: SiteBuild
    let store: ReleaseStore
    /// The release that makes a new one needless when it is the same: the live one, or when nothing
    /// is to become live, the newest.
    let standing: String?
    /// Warnings fail the run.
    let isStrict: Bool
    let reuse: PageReuse
    let progress: (any BuildProgress)?

    struct Rendered {
        let prepared: SiteBuild.Prepared
        let releaseID: String
        let result: SiteBuild.Result
        /// The release was there already, and the draft is gone.
        let isUnchanged: Bool
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

    /// The same inputs name the same release. If that one stands, the new tree is compared with it
    /// and dropped when equal.
    private func render(_ prepared: SiteBuild.Prepared) async throws -> Rendered {
        let id = prepared.releaseID(clock: build.clock)
        if let standing, standing.hasPrefix(id) {
            let draft = try begin(id)
            let result = try await render(prepared, into: draft, as: standing)
            // A manifest that cannot be read is one that differs.
            let old = try? FileReader().read(store.releasePath(of: standing) + "/manifest.json")
            try Self.discard(draft)
            if old == result.manifest.bytes {
                return Rendered(
                    prepared: prepared, releaseID: standing, result: result, isUnchanged: true)
            }
        }
        let draft = try begin(id)
        let result = try await render(prepared, into: draft, as: draft.id)
        if reuse == .verified { try await verify(result, of: prepared) }
        return Rendered(
            prepared: prepared, releaseID: draft.id, result: result, isUnchanged: false)
    }

    /// What the release that drafts share files with was made from.
    private var earlier: Ledger? {
        guard reuse != .nothing else { return nil }
        return store.currentID().flatMap { Ledger(ofRelease: store.releasePath(of: $0)) }
    }

    /// Renders everything once more, and throws when anything is not the same, byte for byte. Of the
    /// drafts none is left then.
    private func verify(
        _ result: SiteBuild.Result, of prepared: SiteBuild.Prepared
    ) async throws {
        progress?.show("verifying")
        do {
            let scratch = try begin(result.draft.id)
            let full = try await build.render(
                prepared, into: scratch, as: result.draft.id, progress: progress)
            let problems = try differences(between: result, and: full)
            try Self.discard(scratch)
            if !problems.isEmpty { throw RunFailure.check(Diagnostics(problems)) }
        } catch {
            try Self.discard(result.draft)
            throw error
        }
    }

    private func differences(
        between result: SiteBuild.Result, and full: SiteBuild.Result
    ) throws(RunFailure) -> [Diagnostic] {
        do {
            var problems = try ReleaseDiff(
                from: result.draft.id, at: full.draft.path, to: result.draft.id,
                at: result.draft.path
            ).entries.map { Diagnostic.fullBuildDiffers($0.path) }
            if result.check.bytes != full.check.bytes {
                problems.append(.fullBuildDiffers("check"))
            }
            return problems
        } catch {
            throw .publish(error)
        }
    }

    private func begin(_ id: String) throws(RunFailure) -> ReleaseDraft {
        do {
            return try store.begin(id: id)
        } catch {
            throw .publish(error)
        }
    }

    static func discard(_ draft: ReleaseDraft) throws(RunFailure) {
        do {
            try draft.discard()
        } catch {
            throw .publish(error)
        }
    }

    private func render(
        _ prepared: SiteBuild.Prepared, into draft: ReleaseDraft, as id: String
    ) async throws -> SiteBuild.Result {
        do {
            let result = try await build.render(
                prepared, into: draft, as: id, since: earlier,
                sample: reuse == .sampled ? PageSample(seed: draft.id) : nil, progress: progress)
            let warnings = result.warnings + prepared.content.setAside
            if isStrict, warnings.contains(where: { $0.severity == .warning }) {
                throw RunFailure.content(Diagnostics(warnings))
            }
            return result
        } catch {
            try Self.discard(draft)
            throw error
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
