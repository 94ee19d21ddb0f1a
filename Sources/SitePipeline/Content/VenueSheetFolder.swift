import ContentIngest
package import MarginModel

/// Venue sheets from a folder, for verbs that work on accounts alone.
package enum VenueSheetFolder {
    package static func load(
        _ path: String
    ) throws(Diagnostics) -> (sheets: [Venue: VenueSheet], warnings: [Diagnostic]) {
        var parts: [VenueSheetPart] = []
        var problems = Diagnostics()
        let files = FileReader()
        do {
            for name in try files.names(in: path) where ContentNames.data.match(name) {
                let file = SiteFolders.join(path, name)
                do {
                    let read = try VenueSheetReader().readPart(try files.read(file), file: file)
                    parts.append(read.part)
                    for warning in read.warnings { problems.append(warning) }
                } catch let error as Diagnostics {
                    problems.append(contentsOf: error)
                }
            }
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("the reader throws nothing else")
        }
        let (sheets, found) = VenueSheetAssembler.assemble(parts)
        problems.append(contentsOf: Diagnostics(found))
        guard !problems.hasErrors else { throw Diagnostics(problems.sorted()) }
        guard !sheets.isEmpty else { throw Diagnostics([.noSheets(path)]) }
        return (sheets, problems.sorted())
    }
}

extension Diagnostic {
    fileprivate static func noSheets(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "venues-none", at: SourceLocation(file: path),
            message: "no venue sheet is in this folder",
            hint: "Point --venues at a folder of sheets; a site has one at Content/venues.")
    }
}
