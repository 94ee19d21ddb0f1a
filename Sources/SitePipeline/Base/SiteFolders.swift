/// Where a site's parts lie, as paths.
package struct SiteFolders: Sendable {
    package let root: String
    /// The configuration file; `Content/site.yml` unless told otherwise.
    package let settings: String
    package let content: String
    package let templates: String
    package let output: String
    /// Stands in for each file that `templates` does not hold; `nil`: nothing does.
    package let defaultTemplates: String?

    /// - Parameter output: Where releases go; `Output` in the site's folder unless given.
    package init(
        root: String, settings: String? = nil, output: String? = nil,
        defaultTemplates: String? = nil
    ) {
        self.root = root
        self.defaultTemplates = defaultTemplates
        content = SiteFolders.join(root, "Content")
        templates = SiteFolders.join(root, "Templates")
        self.output = output ?? SiteFolders.join(root, "Output")
        self.settings = settings ?? SiteFolders.join(content, "site.yml")
    }

    /// Names the site in a command that is to be copied: ` -C mysite`.
    package var option: String { root == "." ? "" : " -C \(root.shellQuoted)" }

    /// A path that a setting gives, relative to the site's root unless it is absolute.
    package func resolve(_ path: String) -> String {
        path.hasPrefix("/") ? path : SiteFolders.join(root, path)
    }

    static func name(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// The folder that a path lies in.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    package static func join(_ folder: String, _ name: String) -> String {
        folder == "." || folder.isEmpty
            ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
