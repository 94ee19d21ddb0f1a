package import MarginModel

/// Which reports are wanted of a run that engines start.
package struct ManifestRequest: Sendable {
    package enum Destination: Sendable {
        /// `Output/private/<date>`.
        case ownFolder
        case folder(String)
        case pack(String)
    }

    package var accountsPath: String
    package var destination: Destination
    /// `-` for standard output; `nil`: beside the reports of the day in `Output/private`.
    package var manifestPath: String?
    package var formats: [ReportFormat]
    package var sections: ReportExtent?
    package var shard: ReportShard?
    /// The digest of the inputs that the run must have.
    package var inputs: String?
    /// How many accounts must come.
    package var expectedCount: Int?
    /// How many of a hundred accounts must get a report.
    package var minimumShare: Decimal?
    /// The manifest of an earlier run.
    package var earlierPath: String?
    package var allowsEmpty: Bool
    package var isIsolated: Bool

    package init(
        accountsPath: String, destination: Destination, manifestPath: String?,
        formats: [ReportFormat] = ReportFormat.usual, sections: ReportExtent? = nil,
        shard: ReportShard? = nil, inputs: String? = nil, expectedCount: Int? = nil,
        minimumShare: Decimal? = nil, earlierPath: String? = nil, allowsEmpty: Bool = false,
        isIsolated: Bool = false
    ) {
        self.accountsPath = accountsPath
        self.destination = destination
        self.manifestPath = manifestPath
        self.formats = formats
        self.sections = sections
        self.shard = shard
        self.inputs = inputs
        self.expectedCount = expectedCount
        self.minimumShare = minimumShare
        self.earlierPath = earlierPath
        self.allowsEmpty = allowsEmpty
        self.isIsolated = isIsolated
    }
}

extension ManifestRequest {
    /// Nothing private goes where what is published comes from or lies.
    func checkPlaces(_ folders: SiteFolders) throws(RunFailure) {
        var paths = [manifestPath].compactMap(\.self).filter { $0 != "-" }
        switch destination {
        case .folder(let path), .pack(let path): paths.append(path)
        case .ownFolder: break
        }
        let files = FileReader()
        let published = SiteFolders.join(folders.output, "releases")
        for path in paths
        where files.isInside(path, folders.content) || files.isInside(path, published) {
            throw .configuration(Diagnostics([.placePublic(path)]))
        }
        guard !files.isInside(accountsPath, folders.content) else {
            throw .input(Diagnostics([.insideContent(accountsPath)]))
        }
    }
}

extension Diagnostic {
    fileprivate static func placePublic(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "output-public", at: SourceLocation(file: path),
            message: "reports and their manifest would lie where what is published comes from",
            hint: "Name a place outside Content and the releases.")
    }
}
