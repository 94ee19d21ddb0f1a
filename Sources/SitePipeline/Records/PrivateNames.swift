import MarginModel

/// Ids of accounts and names of their reports, from the indices that lie beside the reports. No public
/// file may hold one.
enum PrivateNames {
    /// - Parameter published: Ids that may show: those of sample accounts.
    static func read(
        below output: String, except published: Set<String>
    ) throws(Diagnostic) -> Set<String> {
        let folder = SiteFolders.join(output, PrivateStore.folderName)
        let reader = FileReader()
        guard reader.exists(folder) else { return [] }
        var names: Set<String> = []
        for file in try reader.list(folder) where file.path.hasSuffix("/" + ReportIndex.name) {
            let index = String(
                decoding: try reader.read(SiteFolders.join(folder, file.path)), as: UTF8.self)
            for line in index.split(separator: "\n") {
                for member in ["id", "token"] {
                    guard let start = line.firstRange(of: "\"\(member)\":\"")?.upperBound,
                        let end = line[start...].firstIndex(of: "\"")
                    else { continue }
                    names.insert(String(line[start..<end]))
                }
            }
        }
        return names.subtracting(published)
    }
}
