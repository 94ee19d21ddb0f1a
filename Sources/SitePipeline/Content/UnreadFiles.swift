import ContentIngest
import MarginModel

/// What lies in the content folder and is no content: each is named, so that nobody waits for a page of it.
struct UnreadFiles {
    let content: String
    /// Of the articles' folder, which has folders in it, paths and why they are not read.
    let articles: [(path: String, why: String)]

    private static let folders: [(name: String, kind: ContentNames)] = [
        ("pages", .text), ("snapshots", .data), ("venues", .data),
        ("portfolios", .data), ("history", .data),
    ]

    /// Names that begin with a dot are nobody's content, `README.md` is for people, `inbox` holds what is to
    /// be imported, and `languages` what `init` starts from.
    var warnings: [Diagnostic] {
        var unread: [(path: String, why: String)] = []
        let others = ["articles", "inbox", "languages"] + SiteFiles.folders
        for (name, isFolder) in entries(in: content) {
            let path = SiteFolders.join(content, name)
            if Self.folders.contains(where: { $0.name == name }) || others.contains(name) {
                continue
            }
            if isFolder {
                unread.append((path, "no content is read from a folder of this name"))
            } else if name != "site.yml", name != "people.yml",
                !(ContentNames.data.match(name) && isTable(name))
            {
                unread.append((path, "no content is read from a file of this name"))
            }
        }
        let own = SiteFolders.join(content, "articles")
        unread += articles.map { (SiteFolders.join(own, $0.path), $0.why) }
        for (folder, kind) in Self.folders {
            let path = SiteFolders.join(content, folder)
            for (name, isFolder) in entries(in: path) {
                let file = SiteFolders.join(path, name)
                if isFolder {
                    unread.append((file, "folders within \(folder) are not entered"))
                } else if !kind.match(name) {
                    unread.append(
                        (
                            file,
                            "names in \(folder) end with "
                                + kind.endings.joined(separator: " or ")
                        ))
                }
            }
        }
        return unread.map { path, why in
            Diagnostic(
                .warning, id: "file-not-read", at: SourceLocation(file: path),
                message: "this is not read: \(why)",
                hint: "Move or rename it, or put a dot before its name if it is not for the site")
        }
    }

    private func isTable(_ name: String) -> Bool {
        name.hasPrefix("assets") || name.hasPrefix("news")
    }

    /// In byte order; a link to a folder is one.
    private func entries(in path: String) -> [(name: String, isFolder: Bool)] {
        guard let folder = try? Folder(opening: path), let names = try? folder.names() else {
            return []
        }
        return names.filter { $0 != "README.md" && !$0.hasPrefix(".") }.map { name in
            (name, (try? Folder(opening: SiteFolders.join(path, name))) != nil)
        }
    }
}
