import MarginModel

/// Renders and checks a site into a draft, or finds that the release is there already.
struct ReleaseRendering: Sendable {
    let build: SiteBuild
    let store: ReleaseStore
    /// The release that makes a new one needless when it is the same: the live one, or when nothing
    /// is to become live, the newest.
    let standing: String?
    /// What is known of the files of the live release: drafts share them.
    let live: (id: String, facts: ReleaseFacts)?
    /// What is in the folder that a draft starts from.
    let spare: FolderTree?
    /// Warnings fail the run.
    let isStrict: Bool
    /// Which of the live release's files are read.
    let tenth: NightlyTenth?
    let progress: (any BuildProgress)?

    struct Rendered: Sendable {
        let prepared: SiteBuild.Prepared
        let releaseID: String
        let pageCount: Int
        let warnings: [Diagnostic]
        /// How many texts are not published, by the reason.
        let leftOut: [LeftOutReason: Int]
        /// `nil` when the release was there already.
        let made: (result: SiteBuild.Result, draft: ReleaseDraft)?

        init(
            _ prepared: SiteBuild.Prepared, _ releaseID: String, _ result: SiteBuild.Result,
            in draft: ReleaseDraft?
        ) {
            self.prepared = prepared
            self.releaseID = releaseID
            pageCount = result.manifest.outputs.count
            warnings = result.warnings + (result.unsearched.map { [$0] } ?? [])
            leftOut = result.leftOutCounts
            made = draft.map { (result, $0) }
        }

        /// Of a release that needs no rendering.
        init(
            _ prepared: SiteBuild.Prepared, _ releaseID: String, _ facts: ReleaseFacts,
            _ findings: [Diagnostic], _ index: SiteIndex
        ) {
            self.prepared = prepared
            self.releaseID = releaseID
            pageCount = facts.files.count
            warnings = prepared.warnings + index.notices + findings
            leftOut = index.leftOutCounts
            made = nil
        }
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
            let rendered = try await rendered(prepared, asIn: standing)
        {
            try refuseWarnings(rendered)
            return rendered
        }
        let draft = try begin(id, recycling: spare)
        // Counts begin anew: one site may be rendered several times.
        progress?.show("rendering")
        do {
            let rendered = Rendered(
                prepared, draft.id,
                try await build.render(
                    prepared, into: draft, as: draft.id, since: live?.facts, tenth: tenth,
                    progress: progress), in: draft)
            try refuseWarnings(rendered)
            return rendered
        } catch {
            Self.discard(draft)
            throw error
        }
    }

    /// `nil` when the release does not hold what rendering gives now.
    private func rendered(
        _ prepared: SiteBuild.Prepared, asIn id: String
    ) async throws -> Rendered? {
        // A release that cannot be opened, or that another program wrote, is taken to differ.
        guard let release = try? StandingRelease(at: store.releasePath(of: id)),
            let facts = await facts(of: id)
        else { return nil }
        if let findings = try build.findings(of: prepared, in: release, as: id, facts, tenth) {
            return Rendered(prepared, id, facts, findings, build.index(of: prepared.content))
        }
        progress?.show("rendering")
        let result = try await build.files(
            of: prepared, into: release, as: id, since: facts, tenth: tenth, progress: progress)
        for record in result.records { try release.write(record.bytes, to: record.path) }
        return release.differs ? nil : Rendered(prepared, id, result, in: nil)
    }

    /// The listing of ten thousand folders; done beside the reading of content.
    ///
    /// A folder that cannot be read is not used again.
    static func spare(of store: ReleaseStore) async -> FolderTree? { (try? store.spare()) ?? nil }

    /// What is known of the files of the live release; read beside the content.
    static func liveFacts(
        in store: ReleaseStore, on queue: WorkQueue
    ) async -> (id: String, facts: ReleaseFacts)? {
        guard let id = store.currentID(),
            let facts = await ReleaseFacts(ofRelease: store.releasePath(of: id), on: queue)
        else { return nil }
        return (id, facts)
    }

    private func facts(of id: String) async -> ReleaseFacts? {
        if let live, live.id == id { return live.facts }
        return await ReleaseFacts(ofRelease: store.releasePath(of: id), on: build.queue)
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

    private func refuseWarnings(_ rendered: Rendered) throws(RunFailure) {
        let warnings = rendered.warnings + rendered.prepared.content.setAside
        if isStrict, warnings.contains(where: { $0.severity == .warning }) {
            throw .content(Diagnostics(warnings))
        }
    }
}
