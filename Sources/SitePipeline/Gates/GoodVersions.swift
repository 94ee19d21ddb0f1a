import MarginModel

/// Copies of the content that was last published, below `.state/good/`: what stands in for a file
/// that is to be quarantined.
struct GoodVersions: Sendable {
    private let store: ReleaseStore
    private let rescue: ContentRescue

    init(in store: ReleaseStore, _ rescue: ContentRescue) {
        self.store = store
        self.rescue = rescue
    }

    static func path(in store: ReleaseStore) -> String { store.path + "/.state/good" }

    /// Keeps each input whose kind may be quarantined, as long as it still is what was published.
    func save(_ inputs: [InputFile], of folders: SiteFolders) throws(Diagnostic) {
        let files = FileReader()
        for input in inputs {
            let file = folders.resolve(input.path)
            guard rescue.keepsCopies(of: file), files.exists(file) else { continue }
            let bytes = try files.read(file)
            let copy = rescue.copy(of: file)
            // A stand-in has another hash than the file that it stands in for.
            guard Fingerprint.sha256(bytes) == input.sha256 else { continue }
            if files.exists(copy), try files.read(copy) == bytes { continue }
            try write(bytes, to: copy)
        }
    }

    private func write(_ bytes: [UInt8], to copy: String) throws(Diagnostic) {
        let path = try RelativePath(checking: String(copy.dropFirst(store.path.count + 1)))
        var folder = store.root
        var parts = path.text.split(separator: "/").map(String.init)
        let name = parts.removeLast()
        for part in parts { folder = try folder.madeSubfolder(part, mode: PrivateStore.folderMode) }
        try folder.replace(name, with: bytes, mode: PrivateStore.fileMode)
    }
}
