import Glibc
import MarginModel

/// What lies below a folder. Links are in it, and are not followed.
struct FolderTree: Sendable {
    /// Regular files, by their paths below the folder.
    private(set) var files: [String] = []
    /// Each before those in it.
    private(set) var folders: [String] = []
    /// Links, pipes and the like.
    private(set) var others: [String] = []

    init(of folder: Folder) throws(Diagnostic) { try add(folder, prefix: "") }

    private mutating func add(_ folder: Folder, prefix: String) throws(Diagnostic) {
        for entry in try folder.entries() {
            let path = prefix + entry.name
            var kind = entry.kind
            if kind == nil { kind = try folder.status(of: entry.name)?.kind }
            switch kind {
            case .file: files.append(path)
            case .folder:
                folders.append(path)
                try add(folder.subfolder(entry.name), prefix: path + "/")
            case .other: others.append(path)
            case nil: continue
            }
        }
    }
}

extension Folder {
    /// Removes what `tree` found below this folder but the files at these paths and the folders on
    /// the way to them.
    func removeAll(of tree: FolderTree, except kept: Set<String>) throws(Diagnostic) {
        var needed: Set<Substring> = []
        for path in tree.files {
            guard kept.contains(path) else {
                try remove(path, flags: 0)
                continue
            }
            var rest = path[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                if !needed.insert(rest).inserted { break }
            }
        }
        for path in tree.others { try remove(path, flags: 0) }
        for path in tree.folders.reversed() where !needed.contains(path[...]) {
            try remove(path, flags: AT_REMOVEDIR)
        }
    }

    private func remove(_ path: String, flags: Int32) throws(Diagnostic) {
        guard unlinkat(descriptor, path, flags) == 0 || errno == ENOENT else {
            throw refusal("remove", path, errno)
        }
    }
}
