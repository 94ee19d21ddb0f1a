extension Rule {
    /// Found by `DataFiles`.
    static let dataSyntax = Rule(
        "D001-not-json",
        what: "Files named .json are JSON.",
        why: "Programs that read them stop.",
        cure: "Mend the file at the place given.",
        example: "{\"asOf\": 2026-02-01}")
}
