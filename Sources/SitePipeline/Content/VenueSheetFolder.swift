import ContentIngest
package import MarginModel

/// Venue sheets from a folder of JSON files, for verbs that work on accounts alone.
package enum VenueSheetFolder {
    package static func load(
        _ path: String
    ) throws(Diagnostics) -> (sheets: [Venue: VenueSheet], warnings: [Diagnostic]) {
        var sheets: [Venue: VenueSheet] = [:]
        var problems = Diagnostics()
        let files = FileReader()
        do {
            for name in try files.names(in: path) where name.hasSuffix(".json") {
                let file = SiteFolders.join(path, name)
                do {
                    let read = try VenueSheetReader().read(try files.read(file), file: file)
                    if sheets.updateValue(read.sheet, forKey: read.sheet.venue) != nil {
                        problems.append(.secondSheet(of: read.sheet.venue, file))
                    }
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
        guard !problems.hasErrors else { throw Diagnostics(problems.sorted()) }
        guard !sheets.isEmpty else { throw Diagnostics([.noSheets(path)]) }
        return (sheets, problems.sorted())
    }
}

extension Diagnostic {
    static func secondSheet(of venue: Venue, _ file: String) -> Diagnostic {
        Diagnostic(
            id: "venue-duplicate-sheet", at: SourceLocation(file: file),
            message: "another file holds a sheet of \(venue.displayName) already",
            hint: "Keep one sheet for each venue; move the older one away.")
    }

    fileprivate static func noSheets(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "venues-none", at: SourceLocation(file: path),
            message: "no venue sheet (*.json) is in this folder",
            hint: "Point --venues at a folder of sheets; a site has one at Content/venues.")
    }
}
