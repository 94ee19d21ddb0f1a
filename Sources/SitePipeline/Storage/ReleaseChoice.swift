package import MarginModel

/// Which releases a person means.
extension ReleaseStore {
    /// The release that is named, or the live one.
    package func known(_ id: String?) throws(Diagnostic) -> String {
        guard let id else {
            guard let live = currentID() else { throw .nothingLive(in: path) }
            return live
        }
        let known = releaseIDs()
        guard known.contains(id) else { throw .unknownRelease(id, known: known, in: path) }
        return id
    }

    /// Two releases to compare: the live one as the newer, the one before it as the older, where they
    /// are not named.
    package func pair(
        _ old: String?, _ new: String?
    ) throws(Diagnostic) -> (old: String, new: String) {
        let new = try known(new)
        if let old { return (try known(old), new) }
        let known = releaseIDs()
        guard let index = known.firstIndex(of: new), index > 0 else {
            throw .nothingEarlier(in: path)
        }
        return (known[index - 1], new)
    }
}

extension Diagnostic {
    static func unknownRelease(_ id: String, known: [String], in path: String) -> Diagnostic {
        Diagnostic(
            id: "release-unknown", at: SourceLocation(file: path),
            message: "there is no release '\(id)'",
            hint: known.isEmpty
                ? "Run: marginalia build" : "Choose one of: \(known.joined(separator: ", "))")
    }

    static func nothingEarlier(in path: String) -> Diagnostic {
        Diagnostic(
            id: "release-none-earlier", at: SourceLocation(file: path),
            message: "there is no release before the live one",
            hint: "See what there is with: marginalia releases")
    }

    fileprivate static func nothingLive(in path: String) -> Diagnostic {
        Diagnostic(
            id: "release-none-live", at: SourceLocation(file: path),
            message: "no release is live", hint: "Run: marginalia build")
    }
}
